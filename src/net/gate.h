/*
 * Who may come in. On the loopback everybody may: this file is not asked. Beyond it a listener
 * takes at most GATE_EACH connections of one address and GATE_ALL in all; one more is accepted and
 * reset at once, before the program sees it, and counted.
 *
 * Invariants: a program that is told "the listener is ready" finds a connection to accept, so it
 * is never left standing in accept() by somebody who was refused. For that the gate looks before
 * the program does, and holds the connection that it found until the program takes it. Built-in
 * clients are let in always, and count for nobody.
 */
#ifndef NET_GATE_H
#define NET_GATE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/select.h>

struct net;
struct net_set;

enum {
	GATE_EACH = 4,
	GATE_ALL = 64,
	GATE_IDLE = 60, /* seconds without a word, then the kernel asks whether the peer is there */
	GATE_LOST = 900 /* seconds without an answer, then it gives the connection up */
};

struct gate {
	bool is_asked; /* the net is open beyond the loopback */
	int held; /* a connection for the program to accept, or -1 */
	struct sockaddr_in held_peer;
	uint32_t refused; /* connections so far */
	struct in_addr last; /* whose was the last */
	uint32_t told; /* how many of them the trace knows of */
};

void gate_open(struct gate *g, struct in_addr address);
void gate_close(struct gate *g);

/* Before listen(): the options that tell of a peer which vanished without a word; every accepted
 * connection inherits them. On the loopback no peer can, and nothing is set. */
void gate_prepare(const struct gate *g, int listener);

/* As accept4(), but for those who may not come in. */
int gate_accept(struct net *n, uint32_t listener, struct sockaddr_in *peer);

/* What a select() or epoll_wait() of the program has found ready, corrected for listeners. Both
 * return how many are ready then. */
int gate_select(struct net *n, const struct net_set *readers, fd_set *ready_readers, int ready);
int gate_events(struct net *n, uint32_t *ids, int count, int most);

#endif
