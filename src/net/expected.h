/*
 * The built-in clients that no accept() has returned yet, by their local ports: so the two kinds of
 * clients are told apart at accept(). A port leads to a chain, for a client that was reset while it
 * waited frees its port for another before it is accepted. For net/clients.c only.
 *
 * Invariants: a client is in one chain at most, and its address does not change while it is there.
 */
#ifndef NET_EXPECTED_H
#define NET_EXPECTED_H

#include <netinet/in.h>

struct client;

enum { EXPECTED_PORTS = 65536 };

/* All zeroes is an empty one. */
struct expected {
	struct client *by_port[EXPECTED_PORTS];
	unsigned count;
};

void expected_add(struct expected *e, struct client *one);
/* Nothing happens when it is not there. */
void expected_remove(struct expected *e, struct client *one);
/* The first of this address, or NULL. */
struct client *expected_find(const struct expected *e, const struct sockaddr_in *peer);

#endif
