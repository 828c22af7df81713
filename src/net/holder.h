/*
 * Who holds a port of this machine: for the sentence that says that it is in use.
 */
#ifndef NET_HOLDER_H
#define NET_HOLDER_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "net/process.h"

enum { HOLDER_PATIENCE = 200000000 /* ns: for longer nobody is sought */ };

struct holder {
	struct process process; /* its name is any bytes: for the screen only through show() */
	bool is_stopped; /* by Ctrl-Z or a signal: it does not hear keys */
	char arguments[256]; /* of its command line as far as they fit, each ended by a NUL, the
	                      * last by two */
};

/* The process whose listening socket keeps others from port `port` of `address`. False where that
 * cannot be seen (another user's, another container's), or not within HOLDER_PATIENCE. */
bool net_find_holder(struct in_addr address, uint16_t port, struct holder *out);

#endif
