/* What the kernel is seen to hold for the program's sockets, written down when it has changed. */
#include "net/net.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "net/kernel.h"
#include "net/process.h"

enum {
	OBSERVED_AT_ONCE = 256, /* sockets looked at in one go: 3 system calls each */
	DESCRIBED = 64          /* waiting connections that are described */
};

static void observe_waiting(struct net *n, uint32_t id, uint32_t waiting)
{
	struct kernel_waiting each[DESCRIBED];
	size_t count = waiting ? kernel_waiting(n->sockets[id].fd, each, DESCRIBED) : 0;
	for (size_t i = 0; i < count; i++)
		trace_waiting(n->trace, (uint32_t)i, ntohs(each[i].peer.sin_port),
		              each[i].unread);
}

static void observe_listener(struct net *n, uint32_t id)
{
	struct net_socket *s = &n->sockets[id];
	struct kernel_queue q;
	if (!kernel_listener(s->fd, &q))
		return;
	n->must_look_again |= q.waiting > 0;
	if (s->tcp_state && q.waiting == s->unread && !q.waiting)
		return;
	s->tcp_state = 10; /* TCP_LISTEN */
	s->unread = q.waiting;
	s->unsent = q.backlog;
	trace_queue(n->trace, id, q.waiting, q.backlog);
	observe_waiting(n, id, q.waiting);
}

static void observe_peer(struct net *n, uint32_t id, bool who)
{
	struct net_socket *s = &n->sockets[id];
	struct sockaddr_in ours;
	struct process p;
	socklen_t size = sizeof ours;
	if (s->is_builtin)
		snprintf(s->who, sizeof s->who, "built-in");
	else if (!who)
		return;
	else if (!getsockname(s->fd, (struct sockaddr *)&ours, &size) &&
	         process_of_peer(&s->peer, &ours, &p))
		snprintf(s->who, sizeof s->who, "%.20s, pid %d", p.name, (int)p.pid);
	else
		snprintf(s->who, sizeof s->who, "?");
	trace_peer(n->trace, id, s->who, strlen(s->who));
}

static void observe_connection(struct net *n, uint32_t id, bool who)
{
	struct net_socket *s = &n->sockets[id];
	struct kernel_state k;
	if (!kernel_connection(s->fd, &k))
		return;
	if (!s->who[0])
		observe_peer(n, id, who);
	n->must_look_again |= k.unsent > 0;
	if (s->tcp_state == k.tcp_state && s->unread == k.unread && s->unsent == k.unsent)
		return;
	s->tcp_state = k.tcp_state;
	s->unread = k.unread;
	s->unsent = k.unsent;
	trace_kernel(n->trace, id, k.tcp_state, k.unread, k.unsent);
}

void net_observe(struct net *n, bool who)
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
			observe_listener(n, id);
		else if (n->sockets[id].peer.sin_family == AF_INET)
			observe_connection(n, id, who);
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
}
