/* The program's sockets: making, using and closing them. What the kernel holds: net/observe.c. */
#include "net/net.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "net/clients.h"

enum { FIRST_SOCKETS = 64, REST = 20000000 /* ns */ };

void net_open(struct net *n, struct trace *trace, struct clients *clients, struct in_addr address,
              uint16_t port, int watch)
{
	*n = (struct net){
		.trace = trace,
		.clients = clients,
		.address = address,
		.wanted_port = port,
		.watch = watch,
	};
	gate_open(&n->gate, address);
	pool_grow(&n->ids, FIRST_SOCKETS);
	n->sockets = xcalloc(FIRST_SOCKETS, sizeof *n->sockets);
	for (uint32_t id = 0; id < FIRST_SOCKETS; id++)
		n->sockets[id].fd = -1;
}

void net_end(struct net *n)
{
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		if (n->sockets[id].fd >= 0)
			close(n->sockets[id].fd);
		n->sockets[id].fd = -1;
	}
	gate_close(&n->gate);
	net_forget_waiting(n);
	n->open = 0;
	n->is_serving = n->must_look_again = false;
}

void net_close_all(struct net *n)
{
	net_end(n);
	process_forget(&n->processes);
	free(n->sockets);
	pool_close(&n->ids);
	*n = (struct net){.watch = -1, .gate.held = -1};
}

bool net_can_listen(struct in_addr address, uint16_t port)
{
	int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in a = {AF_INET, htons(port), address, {0}};
	if (fd < 0)
		return false;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	bool can = !bind(fd, (struct sockaddr *)&a, sizeof a) && !listen(fd, 1);
	int error = errno;
	close(fd);
	errno = error;
	return can;
}

/* Gives a descriptor an id. The stage sweeps ids in time; when all are in use, more are made. */
static uint32_t add(struct net *n, int fd, uint32_t name, const struct sockaddr_in *peer)
{
	uint32_t id = pool_take(&n->ids), capacity = n->ids.capacity;
	if (!id) {
		n->sockets = xreallocarray(n->sockets, capacity * 2, sizeof *n->sockets);
		for (uint32_t k = capacity; k < capacity * 2; k++)
			n->sockets[k] = (struct net_socket){.fd = -1};
		pool_grow(&n->ids, capacity * 2);
		id = pool_take(&n->ids);
	}
	n->sockets[id] = (struct net_socket){
		.fd = fd,
		.name = name,
		.port = ntohs(peer->sin_port),
		.peer = *peer,
	};
	n->open++;
	if (n->watch >= 0)
		epoll_ctl(n->watch, EPOLL_CTL_ADD, fd,
		          &(struct epoll_event){
				  .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
				  .data.fd = -1,
			  });
	net_write_socket(n, id);
	return id;
}

/* What the trace knows of a socket: its own address for a listener, the peer's for a connection. */
void net_write_socket(struct net *n, uint32_t id)
{
	const struct net_socket *s = &n->sockets[id];
	struct in_addr address = s->name ? s->peer.sin_addr : n->address;
	trace_socket(n->trace, id, (uint32_t)(s->fd + 1), s->name, s->port, ntohl(address.s_addr));
}

int net_socket(struct net *n)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	return fd < 0 ? -1 : (int)add(n, fd, 0, &(struct sockaddr_in){0});
}

int net_reuse_address(struct net *n, uint32_t id)
{
	int one = 1;
	return setsockopt(n->sockets[id].fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
}

int net_bind(struct net *n, uint32_t id)
{
	struct net_socket *s = &n->sockets[id];
	struct sockaddr_in a = {AF_INET, htons(n->wanted_port), n->address, {0}};
	socklen_t size = sizeof a;
	if (bind(s->fd, (struct sockaddr *)&a, size))
		return -1;
	getsockname(s->fd, (struct sockaddr *)&a, &size);
	n->port = s->port = ntohs(a.sin_port);
	net_write_socket(n, id);
	return 0;
}

/* The backlog is Python's default for listen(): 128, or SOMAXCONN where that is less. CPython's
 * socketmodule.c takes Py_MIN(SOMAXCONN, 128). */
int net_listen(struct net *n, uint32_t id)
{
	gate_prepare(&n->gate, n->sockets[id].fd);
	if (listen(n->sockets[id].fd, 128))
		return -1;
	n->sockets[id].is_listening = n->is_serving = true;
	return 0;
}

int net_send_buffer(struct net *n, uint32_t id, int bytes)
{
	return setsockopt(n->sockets[id].fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
}

/* Who is accepted waits no more; the trace's readers know it from the socket's event. */
static void leave_queue(struct net *n, uint16_t port)
{
	struct net_waiting *w = n->described, *end = w + EVENT_PLACES;
	while (w < end && w->port && w->port != port)
		w++;
	if (w == end || !w->port)
		return;
	memmove(w, w + 1, (size_t)(end - w - 1) * sizeof *w);
	end[-1] = (struct net_waiting){0};
}

int net_accept(struct net *n, uint32_t listener)
{
	struct sockaddr_in peer = {0};
	int fd = gate_accept(n, listener, &peer);
	if (fd < 0)
		return -1;
	leave_queue(n, ntohs(peer.sin_port));
	uint32_t name = (uint32_t)clients_accepted(n->clients, &peer);
	uint32_t id = add(n, fd, name, &peer);
	n->sockets[id].is_builtin = clients_is_builtin(n->clients, (int)name);
	return (int)id;
}

/* EPIPE is no one-time error: it says that nothing more can be sent, and recv() never meets it. */
void net_leave_error(struct net *n, uint32_t id, int error)
{
	if (error != EPIPE)
		n->sockets[id].error = error;
}

static ssize_t fail_as_left(struct net_socket *s)
{
	errno = s->error;
	s->error = 0;
	return -1;
}

/* Interrupted, it is called again, as Python does (PEP 475). */
ssize_t net_recv(struct net *n, uint32_t id, void *buffer, size_t size)
{
	struct net_socket *s = &n->sockets[id];
	ssize_t got = TEMP_FAILURE_RETRY(recv(s->fd, buffer, size, 0));
	return got <= 0 && s->error ? fail_as_left(s) : got;
}

ssize_t net_send(struct net *n, uint32_t id, const void *bytes, size_t size)
{
	if (n->sockets[id].error)
		return fail_as_left(&n->sockets[id]);
	ssize_t sent = TEMP_FAILURE_RETRY(send(n->sockets[id].fd, bytes, size, MSG_NOSIGNAL));
	if (sent >= 0)
		trace_send(n->trace, id, (uint32_t)sent);
	return sent;
}

void net_close(struct net *n, uint32_t id)
{
	close(n->sockets[id].fd);
	if (n->sockets[id].is_listening) {
		gate_close(&n->gate);
		net_forget_waiting(n);
		n->sockets[id].unread = 0;
		n->is_serving = false;
	}
	n->open--;
	n->sockets[id].fd = -1;
	trace_closed(n->trace, id);
}

const char *net_address_text(const struct net_socket *s)
{
	static char text[INET_ADDRSTRLEN];
	return inet_ntop(AF_INET, &s->peer.sin_addr, text, sizeof text);
}

void net_sleep(const struct net *n, uint32_t id, bool to_write)
{
	struct pollfd p = {n->sockets[id].fd, to_write ? POLLOUT : POLLIN, 0};
	sigset_t none;
	sigemptyset(&none);
	/* A wait that fails is tried again with a rest, in which signals are heard. */
	if (ppoll(&p, 1, NULL, &none) < 0 && errno != EINTR)
		nanosleep(&(struct timespec){.tv_nsec = REST}, NULL);
}

void net_set_clear(struct net_set *set)
{
	FD_ZERO(&set->bits);
	set->top = -1;
}

enum net_fault net_set_add(const struct net *n, struct net_set *set, uint32_t id)
{
	int fd = n->sockets[id].fd;
	if (fd < 0)
		return NET_CLOSED;
	if (fd >= FD_SETSIZE)
		return NET_OUT_OF_RANGE;
	FD_SET(fd, &set->bits);
	if (fd > set->top)
		set->top = fd;
	return NET_FINE;
}

void net_set_remove(const struct net *n, struct net_set *set, uint32_t id)
{
	int fd = n->sockets[id].fd;
	if (fd >= 0 && fd < FD_SETSIZE)
		FD_CLR(fd, &set->bits);
}

bool net_set_contains(const struct net *n, const struct net_set *set, uint32_t id)
{
	return net_fd_set_has(n, &set->bits, id);
}

void net_fd_set_put(const struct net *n, fd_set *set, uint32_t id, bool is_in)
{
	int fd = n->sockets[id].fd;
	if (is_in)
		FD_SET(fd, set);
	else
		FD_CLR(fd, set);
}

bool net_fd_set_has(const struct net *n, const fd_set *set, uint32_t id)
{
	int fd = n->sockets[id].fd;
	return fd >= 0 && fd < FD_SETSIZE && FD_ISSET(fd, set);
}

static int select_once(const struct net_set *readers, const struct net_set *writers,
                       fd_set *ready_readers, fd_set *ready_writers, bool may_sleep)
{
	int top = readers->top > writers->top ? readers->top : writers->top;
	struct timeval at_once = {0, 0};
	sigset_t none;
	*ready_readers = readers->bits;
	*ready_writers = writers->bits;
	sigemptyset(&none);
	int ready = may_sleep ? pselect(top + 1, ready_readers, ready_writers, NULL, NULL, &none)
	                      : select(top + 1, ready_readers, ready_writers, NULL, &at_once);
	return ready < 0 && errno == EINTR ? 0 : ready;
}

int net_select(struct net *n, const struct net_set *readers, const struct net_set *writers,
               fd_set *ready_readers, fd_set *ready_writers, bool may_sleep)
{
	for (;;) {
		bool may_now = may_sleep && n->gate.held < 0;
		/* To let signals in takes time, and who waits to write can, as a rule. */
		bool is_hopeful = !may_now || writers->top >= 0;
		int found = is_hopeful ? select_once(readers, writers, ready_readers, ready_writers,
		                                     false)
		                       : 0;
		if (!found && may_now)
			found = select_once(readers, writers, ready_readers, ready_writers, true);
		if (!n->gate.is_asked)
			return found;
		int ready = gate_select(n, readers, ready_readers, found);
		if (ready || !found || !may_sleep)
			return ready;
	}
}
