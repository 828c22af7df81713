/* Turning people away beyond the loopback, and noticing those who vanish there. */
#include "net/gate.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/clients.h"
#include "net/net.h"

enum { REFUSED_AT_ONCE = 256 };

void gate_open(struct gate *g, struct in_addr address)
{
	*g = (struct gate){
		.is_asked = ntohl(address.s_addr) >> 24 != IN_LOOPBACKNET,
		.held = -1,
	};
}

void gate_close(struct gate *g)
{
	if (g->held >= 0)
		close(g->held);
	g->held = -1;
}

static void set(int fd, int level, int option, int number)
{
	setsockopt(fd, level, option, &number, sizeof number); /* without it one does not notice */
}

/* tcp(7); with a user timeout the kernel goes by it and not by a number of probes. It is as long as
 * the kernel's own patience with bytes that nobody acknowledges. */
void gate_prepare(const struct gate *g, int listener)
{
	if (!g->is_asked)
		return;
	set(listener, SOL_SOCKET, SO_KEEPALIVE, 1);
	set(listener, IPPROTO_TCP, TCP_KEEPIDLE, GATE_IDLE);
	set(listener, IPPROTO_TCP, TCP_KEEPINTVL, GATE_IDLE / 2);
	set(listener, IPPROTO_TCP, TCP_USER_TIMEOUT, GATE_LOST * 1000);
}

static bool is_one_too_many(const struct net *n, const struct sockaddr_in *peer)
{
	unsigned all = 0, of_address = 0;
	if (clients_waiting(n->clients, peer))
		return false;
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		const struct net_socket *s = &n->sockets[id];
		if (s->fd < 0 || !s->name || s->is_builtin)
			continue;
		all++;
		of_address += s->peer.sin_addr.s_addr == peer->sin_addr.s_addr;
	}
	return all >= GATE_ALL || of_address >= GATE_EACH;
}

static void refuse(struct gate *g, int fd, const struct sockaddr_in *peer)
{
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
	close(fd);
	g->refused++;
	g->last = peer->sin_addr;
}

/* As accept(), for those that may come in. Of those that may not, a flood is turned away in parts:
 * then it is as if nobody waited, until the next call. */
static int take(struct net *n, uint32_t listener, struct sockaddr_in *peer)
{
	for (unsigned refused = 0; refused < REFUSED_AT_ONCE; refused++) {
		socklen_t size = sizeof *peer;
		int fd = accept4(n->sockets[listener].fd, (struct sockaddr *)peer, &size,
		                 SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd < 0 || !n->gate.is_asked || !is_one_too_many(n, peer))
			return fd;
		refuse(&n->gate, fd, peer);
	}
	errno = EAGAIN;
	return -1;
}

int gate_accept(struct net *n, uint32_t listener, struct sockaddr_in *peer)
{
	int held = n->gate.held;
	if (held < 0)
		return take(n, listener, peer);
	*peer = n->gate.held_peer;
	n->gate.held = -1;
	return held;
}

/* Whether accept() has something to say: a connection, or an error. */
static bool has_answer(struct net *n, uint32_t listener)
{
	if (n->gate.held < 0)
		n->gate.held = take(n, listener, &n->gate.held_peer);
	return n->gate.held >= 0 || errno != EAGAIN;
}

/* What is held is seen by no select(), so the listener may be ready without being in the set. */
int gate_select(struct net *n, const struct net_set *readers, fd_set *ready_readers, int ready)
{
	if (ready < 0 || (ready == 0 && n->gate.held < 0))
		return ready; /* the sets mean nothing then */
	for (uint32_t id = 1; id < n->ids.capacity; id++) {
		const struct net_socket *s = &n->sockets[id];
		bool is_found = net_fd_set_has(n, ready_readers, id);
		if (!s->is_listening || !net_set_contains(n, readers, id) ||
		    !(is_found || n->gate.held >= 0))
			continue;
		bool is_ready = has_answer(n, id);
		net_fd_set_put(n, ready_readers, id, is_ready);
		ready += is_ready - is_found;
	}
	return ready;
}

/* A selector that was told of a connection which is held is told again until it is taken. */
int gate_events(struct net *n, uint32_t *ids, int count, int most)
{
	int kept = 0;
	for (int i = 0; i < count; i++)
		if (!n->sockets[ids[i]].is_listening)
			ids[kept++] = ids[i];
	for (uint32_t id = 1; id < n->ids.capacity && kept < most; id++)
		if (n->sockets[id].is_listening && n->sockets[id].fd >= 0 &&
		    (kept < count || n->gate.held >= 0) && has_answer(n, id))
			ids[kept++] = id;
	return kept;
}
