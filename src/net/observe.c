/* What the kernel is seen to hold for the program's sockets, written down when it has changed. */
#include "net/net.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "net/kernel.h"
#include "net/process.h"

enum {
	OBSERVED_AT_ONCE = 256 /* sockets looked at in one go: 3 system calls each */
};

static int by_port(const void *a, const void *b)
{
	const struct kernel_waiting *one = a, *other = b;
	return ntohs(one->peer.sin_port) - ntohs(other->peer.sin_port);
}

/* In the order of their ports: the kernel's own order means nothing and changes. */
static void observe_waiting(struct net *n, uint32_t id, uint32_t waiting)
{
	struct kernel_waiting each[NET_DESCRIBED];
	size_t count = waiting ? kernel_waiting(n->sockets[id].fd, each, NET_DESCRIBED) : 0;
	qsort(each, count, sizeof *each, by_port);
	for (uint32_t i = 0; i < count; i++) {
		uint16_t port = ntohs(each[i].peer.sin_port);
		if (n->described[i].port == port && n->described[i].unread == each[i].unread)
			continue;
		n->described[i] = (struct net_waiting){port, each[i].unread};
		trace_waiting(n->trace, i, port, each[i].unread);
	}
	memset(n->described + count, 0, (NET_DESCRIBED - count) * sizeof *n->described);
}

static void observe_listener(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	struct kernel_queue q;
	if (!kernel_listener(s->fd, &q))
		return;
	n->must_look_again |= q.waiting > 0;
	if (!s->tcp_state || q.waiting != s->unread)
		trace_queue(n->trace, id, q.waiting, q.backlog);
	if (q.waiting < NET_DESCRIBED) /* the trace's readers forget the others, too */
		memset(n->described + q.waiting, 0,
		       (NET_DESCRIBED - q.waiting) * sizeof *n->described);
	s->tcp_state = 10; /* TCP_LISTEN */
	s->unread = q.waiting;
	s->unsent = q.backlog;
	if (what & NET_WAITING)
		observe_waiting(n, id, q.waiting);
}

static void observe_peer(struct net *n, uint32_t id, unsigned what)
{
	struct net_socket *s = &n->sockets[id];
	struct sockaddr_in ours;
	struct process p;
	socklen_t size = sizeof ours;
	if (s->is_builtin)
		snprintf(s->who, sizeof s->who, "built-in");
	else if (!(what & NET_WHO))
		return;
	else if (!getsockname(s->fd, (struct sockaddr *)&ours, &size) &&
	         process_of_peer(&s->peer, &ours, &p))
		snprintf(s->who, sizeof s->who, "%.20s, pid %d", p.name, (int)p.pid);
	else
		snprintf(s->who, sizeof s->who, "?");
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
	if (s->tcp_state == k.tcp_state && s->unread == k.unread && s->unsent == k.unsent)
		return;
	s->tcp_state = k.tcp_state;
	s->unread = k.unread;
	s->unsent = k.unsent;
	trace_kernel(n->trace, id, k.tcp_state, k.unread, k.unsent);
}

void net_observe(struct net *n, unsigned what)
{
	uint32_t count = n->ids.capacity, id = n->observed, looked = 0;
	n->must_look_again = false;
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
		trace_socket(n->trace, id, (uint32_t)(s->fd + 1), s->name, s->port);
		if (s->is_listening && s->tcp_state)
			trace_queue(n->trace, id, s->unread, s->unsent);
		else if (s->tcp_state)
			trace_kernel(n->trace, id, s->tcp_state, s->unread, s->unsent);
		if (s->who[0])
			trace_peer(n->trace, id, s->who, strlen(s->who));
	}
	for (uint32_t i = 0; i < NET_DESCRIBED && n->described[i].port; i++)
		trace_waiting(n->trace, i, n->described[i].port, n->described[i].unread);
}
