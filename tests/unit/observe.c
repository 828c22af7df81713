/* Tests of net_observe() in net/net.h: in which order those who wait to be accepted are described. */
#include "net/net.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/clients.h"

enum { THREE = 3 };

struct room {
	struct trace trace;
	struct net net;
	uint32_t listener;
};

static void no_checkpoint(void *owner)
{
	(void)owner;
}

static void room_open(struct room *r)
{
	trace_open(&r->trace, TRACE_BOUND_MIN, no_checkpoint, NULL);
	net_open(&r->net, &r->trace, clients_new(), (struct in_addr){htonl(INADDR_LOOPBACK)}, 0,
	         -1);
	int id = net_socket(&r->net);
	assert_true(id > 0);
	r->listener = (uint32_t)id;
	assert_int_equal(net_bind(&r->net, r->listener), 0);
	assert_int_equal(net_listen(&r->net, r->listener), 0);
}

static void room_close(struct room *r)
{
	struct clients *clients = r->net.clients;
	net_close_all(&r->net);
	clients_free(clients);
	trace_close(&r->trace);
}

/* Sockets that are bound and not yet connected, by their ports, the highest first. */
static void bind_three(int fd[THREE], in_port_t port[THREE])
{
	struct sockaddr_in own[THREE];
	for (int i = 0; i < THREE; i++) {
		socklen_t size = sizeof own[i];
		own[i] = (struct sockaddr_in){.sin_family = AF_INET,
		                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
		fd[i] = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		assert_int_equal(bind(fd[i], (struct sockaddr *)&own[i], size), 0);
		assert_int_equal(getsockname(fd[i], (struct sockaddr *)&own[i], &size), 0);
		port[i] = ntohs(own[i].sin_port);
	}
	for (int i = 0; i < THREE; i++)
		for (int k = i + 1; k < THREE; k++)
			if (port[k] > port[i]) {
				int other = fd[i];
				in_port_t other_port = port[i];
				fd[i] = fd[k];
				port[i] = port[k];
				fd[k] = other;
				port[k] = other_port;
			}
}

static void come(const struct room *r, int fd)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	                         .sin_port = htons(r->net.port),
	                         .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
}

static void assert_described(const struct room *r, int place, in_port_t port)
{
	assert_int_equal(r->net.described[place].port, port);
}

static void those_who_wait_stand_as_they_were_seen_to_come(void **unused)
{
	(void)unused;
	struct room r;
	int fd[THREE];
	in_port_t port[THREE];
	room_open(&r);
	bind_three(fd, port);
	for (int i = 0; i < THREE; i++) {
		come(&r, fd[i]);
		net_observe(&r.net, NET_WAITING);
	}
	for (int i = 0; i < THREE; i++)
		assert_described(&r, i, port[i]);

	/* accept() hands them out in that order. */
	int id = net_accept(&r.net, r.listener);
	assert_int_equal(r.net.sockets[id].port, port[0]);
	net_observe(&r.net, NET_WAITING);
	assert_described(&r, 0, port[1]);
	assert_described(&r, 1, port[2]);
	assert_described(&r, 2, 0);
	for (int i = 0; i < THREE; i++)
		close(fd[i]);
	room_close(&r);
}

static void those_first_seen_together_stand_by_their_ports(void **unused)
{
	(void)unused;
	struct room r;
	int fd[THREE];
	in_port_t port[THREE];
	room_open(&r);
	bind_three(fd, port);
	come(&r, fd[0]);
	net_observe(&r.net, NET_WAITING);
	come(&r, fd[1]);
	come(&r, fd[2]);
	net_observe(&r.net, NET_WAITING);
	assert_described(&r, 0, port[0]);
	assert_described(&r, 1, port[2]);
	assert_described(&r, 2, port[1]);
	for (int i = 0; i < THREE; i++)
		close(fd[i]);
	room_close(&r);
}

/* Of these it is known who came first, however many came at once: more than are described. */
static void built_in_clients_stand_by_their_numbers(void **unused)
{
	(void)unused;
	struct room r;
	const struct say *why;
	room_open(&r);
	struct in_addr loopback = r.net.address;
	for (int i = 1; i <= 128; i++)
		assert_int_equal(clients_connect(r.net.clients, loopback, r.net.port, &why), i);
	net_observe(&r.net, NET_WAITING);
	for (uint32_t i = 0; i < EVENT_PLACES; i++)
		assert_int_equal(r.net.described[i].name, i + 1);
	for (int i = 1; i <= EVENT_PLACES; i++)
		net_accept(&r.net, r.listener);
	net_observe(&r.net, NET_WAITING);
	for (uint32_t i = 0; i < EVENT_PLACES; i++)
		assert_int_equal(r.net.described[i].name, EVENT_PLACES + i + 1);
	room_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_who_wait_stand_as_they_were_seen_to_come),
		cmocka_unit_test(those_first_seen_together_stand_by_their_ports),
		cmocka_unit_test(built_in_clients_stand_by_their_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
