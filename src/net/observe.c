/* What the kernel is seen to hold for the program's sockets, written down when it has changed. */
#include "net/net.h"

#include <limits.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/clients.h"
#include "net/kernel.h"
#include "net/process.h"

enum { OBSERVED_AT_ONCE = 256 /* sockets looked at in one go: 3 system calls each */ };

/* Which process holds that socket, as "nc, pid 4711"; "?" when that cannot be known. False when it
 * is not known yet: a later observation will tell. */
static bool name_process(struct net *n, uint32_t inode, char who[EVENT_WHO])
{
	struct process p;
	switch (process_of(&n->processes, inode, &p)) {
	case PROCESS_LATER: n->must_look_again = true; return false;
	case PROCESS_FOUND: snprintf(who, EVENT_WHO, "%.20s, pid %d", p.name, (int)p.pid); break;
	case PROCESS_NOBODY: snprintf(who, EVENT_WHO, "?"); break;
	}
	return true;
}

static void write_waiting(struct net *n, uint32_t i)
{
	const struct net_waiting *w = &n->described[i];
	trace_waiting(n->trace, i, w->port, w->unread, w->name, w->who, strlen(w->who));
}

static bool is_same(const struct net_waiting *a, const struct net_waiting *b)
{
	return a->port == b->port && a->unread == b->unread && a->name == b->name &&
	       strcmp(a->who, b->who) == 0;
}

static void describe_waiting(struct net *n, uint32_t i, const struct kernel_waiting *k,
                             unsigned what)
{
	struct net_waiting *w = &n->described[i], before = *w;
	if (w->port != ntohs(k->peer.sin_port)) {
		*w = (struct net_waiting){.port = ntohs(k->peer.sin_port)};
		w->name = (uint32_t)clients_waiting(n->clients, &k->peer);
	}
	w->unread = k->unread;
	if (!w->name && !w->who[0] && what & NET_WHO) {
		if (!w->inode)
			w->inode = kernel_inode(&k->peer, &k->own);
		name_process(n, w->inode, w->who);
	}
	if (!is_same(w, &before))
		write_waiting(n, i);
}

/* One that waits, and what tells when it came: its place among those seen before; of those seen
 * now for the first time, the number of a built-in client. */
struct arrival {
	struct kernel_waiting waiting;
	uint32_t place, number;
};

/* Of outside clients first seen together the order is not known: they stand by their ports, for the
 * kernel's own order means nothing and changes. */
static int by_arrival(const void *a, const void *b)
{
	const struct arrival *one = a, *other = b;
	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return ntohs(one->waiting.peer.sin_port) - ntohs(other->waiting.peer.sin_port);
}

/* Sorts them as accept() will hand them out, as far as can be known. */
static void sort_by_arrival(struct net *n, struct kernel_waiting *each, uint32_t count)
{
	struct arrival arrivals[NET_ARRIVALS];
	for (uint32_t i = 0; i < count; i++) {
		uint32_t place = 0, number = (uint32_t)clients_waiting(n->clients, &each[i].peer);
		while (place < n->arrived_count && n->arrived[place] != each[i].peer.sin_port)
			place++;
		arrivals[i] = (struct arrival){each[i], place, number ? number : UINT32_MAX};
	}
	if (count > 1)
		qsort(arrivals, count, sizeof *arrivals, by_arrival);
	for (uint32_t i = 0; i < count; i++) {
		each[i] = arrivals[i].waiting;
		n->arrived[i] = each[i].peer.sin_port;
	}
	n->arrived_count = count;
}

static uint32_t least(size_t a, size_t b)
{
	return (uint32_t)(a < b ? a : b);
}

/* As the trace's readers do it when they are told that so many wait. */
static void keep_described(struct net *n, uint32_t waiting)
{
	uint32_t count = 0, most = least(waiting, EVENT_PLACES);
	while (count < most && n->described[count].port)
		count++;
	memset(n->described + count, 0, (EVENT_PLACES - count) * sizeof *n->described);
	n->described_resets = least(n->described_resets, waiting - count);
}

void net_forget_waiting(struct net *n)
{
	keep_described(n, 0);
	n->arrived_count = 0;
}

static void write_end_of_waiting(struct net *n, uint32_t count)
{
	trace_waiting(n->trace, count, 0, n->described_resets, 0, "", 0);
}

/* Since the listener told how many wait, more may have come: they are for the next time. Fewer are
 * there when some were reset, which the listener still counts. */
static void observe_waiting(struct net *n, uint32_t id, uint32_t waiting, unsigned what)
{
	struct kernel_waiting each[NET_ARRIVALS];
	uint32_t in_kernel = waiting - (waiting && n->gate.held >= 0);
	ssize_t told = in_kernel ? kernel_waiting(n->sockets[id].fd, each, NET_ARRIVALS) : 0;
	uint32_t found = told > 0 ? least((size_t)told, in_kernel) : 0;
	uint32_t count = least(found, EVENT_PLACES), resets = told < 0 ? 0 : in_kernel - found;
	sort_by_arrival(n, each, least(told > 0 ? (size_t)told : 0, NET_ARRIVALS));
	for (uint32_t i = 0; i < count; i++)
		describe_waiting(n, i, &each[i], what);
	bool are_fewer = count < EVENT_PLACES && n->described[count].port;
	memset(n->described + count, 0, (EVENT_PLACES - count) * sizeof *n->described);
	if (!are_fewer && resets == n->described_resets)
		return;
	n->described_resets = resets;
	write_end_of_waiting(n, count);
}

static void write_refused(struct net *n)
{
	n->gate.told = n->gate.refused;
	trace_refused(n->trace, n->gate.refused, ntohl(n->gate.last.s_addr));
}

static void observe_listener(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	struct kernel_queue q;
	if (!kernel_listener(s->fd, &q))
		return;
	q.waiting += n->gate.held >= 0; /* for the program it waits still */
	n->must_look_again |= q.waiting > 0;
	if (!s->tcp_state || q.waiting != s->unread)
		trace_queue(n->trace, id, q.waiting, q.backlog);
	keep_described(n, q.waiting);
	s->tcp_state = TCP_LISTEN;
	s->unread = q.waiting;
	s->unsent = q.backlog;
	if (n->gate.told != n->gate.refused)
		write_refused(n);
	if (what & NET_WAITING)
		observe_waiting(n, id, q.waiting, what);
}

/* Whether it is known now who is at the other end. */
static bool find_peer(struct net *n, struct net_socket *s)
{
	struct sockaddr_in ours;
	socklen_t size = sizeof ours;
	if (s->is_builtin) {
		snprintf(s->who, sizeof s->who, EVENT_BUILTIN);
		return true;
	}
	if (!s->inode && !getsockname(s->fd, (struct sockaddr *)&ours, &size))
		s->inode = kernel_inode(&s->peer, &ours);
	return name_process(n, s->inode, s->who);
}

static void observe_peer(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	if ((s->is_builtin || what & NET_WHO) && find_peer(n, s))
		trace_peer(n->trace, id, s->who, strlen(s->who));
}

static void observe_connection(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	struct kernel_state k;
	if (!kernel_connection(s->fd, &k))
		return;
	if (!s->who[0])
		observe_peer(n, id, what);
	n->must_look_again |= k.unsent > 0;
	uint8_t tcp_state = (uint8_t)(k.tcp_state | (k.is_silent ? EVENT_SILENT : 0));
	if (s->tcp_state == tcp_state && s->unread == k.unread && s->unsent == k.unsent)
		return;
	s->tcp_state = tcp_state;
	s->unread = k.unread;
	s->unsent = k.unsent;
	trace_kernel(n->trace, id, tcp_state, k.unread, k.unsent);
}

/* Always, and not in turn with the rest: a program has one or two, and many may wait there. */
static void observe_listeners(struct net *n, unsigned what)
{
	for (uint32_t id = 1; id < n->ids.capacity; id++)
		if (n->sockets[id].fd >= 0 && n->sockets[id].is_listening)
			observe_listener(n, id, what);
}

void net_observe(struct net *n, unsigned what)
{
	uint32_t count = n->ids.capacity, id = n->observed, looked = 0;
	n->must_look_again = false;
	if (n->trace->put >= n->trace->end)
		trace_roll(n->trace);
	observe_listeners(n, what);
	for (uint32_t i = 1; i < count && looked < OBSERVED_AT_ONCE; i++) {
		id = id + 1 < count ? id + 1 : 1;
		if (n->sockets[id].fd < 0 || n->sockets[id].peer.sin_family != AF_INET)
			continue;
		looked++;
		observe_connection(n, id, what);
	}
	n->observed = id;
}

unsigned net_room(const struct net *n)
{
	struct kernel_queue q;
	for (uint32_t id = 1; id < n->ids.capacity; id++)
		if (n->sockets[id].is_listening && n->sockets[id].fd >= 0 &&
		    kernel_listener(n->sockets[id].fd, &q))
			return q.waiting > q.backlog ? 0 : q.backlog + 1 - q.waiting;
	return UINT_MAX;
}

bool net_has_clients(const struct net *n)
{
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		const struct net_socket *s = &n->sockets[id];
		if (s->fd >= 0 && (s->name || (s->is_listening && s->unread)))
			return true;
	}
	return false;
}

/* Those who wait in the queue of this listener, and the one that the gate holds for it. */
static unsigned count_waiting_outside(const struct net *n, const struct net_socket *s)
{
	struct kernel_waiting each[NET_ARRIVALS];
	ssize_t told = kernel_waiting(s->fd, each, NET_ARRIVALS);
	unsigned count = n->gate.held >= 0 && !clients_waiting(n->clients, &n->gate.held_peer);
	for (ssize_t i = 0; i < told && i < NET_ARRIVALS; i++)
		count += !clients_waiting(n->clients, &each[i].peer);
	return count;
}

unsigned net_count_outside(const struct net *n)
{
	unsigned count = 0;
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		const struct net_socket *s = &n->sockets[id];
		if (s->fd >= 0 && s->is_listening)
			count += count_waiting_outside(n, s);
		else if (s->fd >= 0 && s->name && !s->is_builtin)
			count++;
	}
	return count;
}

void net_checkpoint(struct net *n)
{
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		const struct net_socket *s = &n->sockets[id];
		if (!n->ids.marked[id])
			continue;
		net_write_socket(n, id);
		if (s->is_listening && s->tcp_state)
			trace_queue(n->trace, id, s->unread, s->unsent);
		else if (s->tcp_state)
			trace_kernel(n->trace, id, s->tcp_state, s->unread, s->unsent);
		if (s->who[0])
			trace_peer(n->trace, id, s->who, strlen(s->who));
	}
	if (n->gate.told)
		write_refused(n);
	uint32_t count = 0;
	for (; count < EVENT_PLACES && n->described[count].port; count++)
		write_waiting(n, count);
	if (n->described_resets)
		write_end_of_waiting(n, count);
}
