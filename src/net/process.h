/*
 * Which process of this machine holds the other end of a connection.
 *
 * Costs a look at every descriptor of every process that we may look at (about 2 ms): once for each
 * connection that was accepted, and only where somebody sees the answer.
 */
#ifndef NET_PROCESS_H
#define NET_PROCESS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <sys/types.h>

struct process {
	pid_t pid;
	char name[64]; /* its comm, ended by a NUL; any bytes: for the screen only through show() */
};

/*
 * peer is what accept() told, ours our own end of that connection. False, quietly, when the peer is
 * on another machine, belongs to another user or container, or has gone. Of several processes that
 * share the socket it is the first in /proc, in most cases the one that opened it.
 */
bool process_of_peer(const struct sockaddr_in *peer, const struct sockaddr_in *ours,
                     struct process *out);

#endif
