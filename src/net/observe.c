/* What the kernel is seen to hold for the program's sockets, written down when it has changed. */
#include "net/net.h"

#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/clients.h"
#include "net/kernel.h"
#include "net/process.h"

enum {
	WHO_AT_ONCE = 4, /* processes looked up in one go: 2 ms each */
	OBSERVED_AT_ONCE = 256 /* sockets looked at in one go: 3 system calls each */
};

/* Which process is at the other end, as "nc, pid 4711"; "?" when that cannot be known. False when
 * enough has been looked up this time: the next observation goes on. */
static bool name_process(struct net *n, const struct sockaddr_in *peer,
                         const struct sockaddr_in *ours, char who[EVENT_WHO])
{
	struct process p;
	if (!n->who_budget) {
		n->must_look_again = true;
		return false;
	}
	n->who_budget--;
	if (process_of_peer(peer, ours, &p))
		snprintf(who, EVENT_WHO, "%.20s, pid %d", p.name, (int)p.pid);
	else
		snprintf(who, EVENT_WHO, "?");
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
	struct sockaddr_in ours = {AF_INET, htons(n->port), n->address, {0}};
	if (w->port != ntohs(k->peer.sin_port)) {
		*w = (struct net_waiting){.port = ntohs(k->peer.sin_port)};
		w->name = (uint32_t)clients_waiting(n->clients, &k->peer);
	}
	w->unread = k->unread;
	if (!w->name && !w->who[0] && what & NET_WHO)
		name_process(n, &k->peer, &ours, w->who);
	if (!is_same(w, &before))
		write_waiting(n, i);
}

static int by_port(const void *a, const void *b)
{
	const struct kernel_waiting *one = a, *other = b;
	return ntohs(one->peer.sin_port) - ntohs(other->peer.sin_port);
}

/* In the order of their ports: the kernel's own order means nothing and changes. Since the listener
 * told how many wait, more may have come: they are for the next time. Fewer are there when one was
 * reset, which the listener still counts. */
static void observe_waiting(struct net *n, uint32_t id, uint32_t waiting, unsigned what)
{
	struct kernel_waiting each[EVENT_PLACES];
	size_t count = waiting ? kernel_waiting(n->sockets[id].fd, each, EVENT_PLACES) : 0;
	qsort(each, count, sizeof *each, by_port);
	count = count < waiting ? count : waiting;
	for (uint32_t i = 0; i < count; i++)
		describe_waiting(n, i, &each[i], what);
	if (count < EVENT_PLACES && n->described[count].port)
		trace_waiting(n->trace, (uint32_t)count, 0, 0, 0, "", 0);
	memset(n->described + count, 0, (EVENT_PLACES - count) * sizeof *n->described);
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
	if (q.waiting < EVENT_PLACES) /* the trace's readers forget the others, too */
		memset(n->described + q.waiting, 0,
		       (EVENT_PLACES - q.waiting) * sizeof *n->described);
	s->tcp_state = TCP_LISTEN;
	s->unread = q.waiting;
	s->unsent = q.backlog;
	if (n->gate.told != n->gate.refused)
		write_refused(n);
	if (what & NET_WAITING)
		observe_waiting(n, id, q.waiting, what);
}

static void observe_peer(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	struct sockaddr_in ours;
	socklen_t size = sizeof ours;
	if (s->is_builtin)
		snprintf(s->who, sizeof s->who, EVENT_BUILTIN);
	else if (!(what & NET_WHO) || getsockname(s->fd, (struct sockaddr *)&ours, &size) ||
	         !name_process(n, &s->peer, &ours, s->who))
		return;
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

void net_observe(struct net *n, unsigned what)
{
	uint32_t count = n->ids.capacity, id = n->observed, looked = 0;
	n->must_look_again = false;
	n->who_budget = WHO_AT_ONCE;
	if (n->trace->put >= n->trace->end)
		trace_roll(n->trace);
	for (uint32_t i = 0; i < count && looked < OBSERVED_AT_ONCE; i++) {
		id = id + 1 < count ? id + 1 : 1;
		if (n->sockets[id].fd < 0)
			continue;
		looked++;
		if (n->sockets[id].is_listening)
			observe_listener(n, id, what);
		else if (n->sockets[id].peer.sin_family == AF_INET)
			observe_connection(n, id, what);
	}
	n->observed = id;
}

unsigned net_count_outside(const struct net *n)
{
	unsigned count = 0;
	for (uint32_t id = 1; id < n->ids.capacity; id++)
		count += n->sockets[id].fd >= 0 && n->sockets[id].name &&
		         !n->sockets[id].is_builtin;
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
	for (uint32_t i = 0; i < EVENT_PLACES && n->described[i].port; i++)
		write_waiting(n, i);
}
