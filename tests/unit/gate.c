/* Tests of net/gate.h: a net of its own with a real listener, and clients of several addresses of
 * the loopback, which stand for those of a classroom. */
#include "net/gate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/clients.h"
#include "net/kernel.h"
#include "net/net.h"

enum { PATIENCE = 5000 };

struct room {
	struct trace trace;
	struct net net;
	uint32_t listener;
};

static void no_checkpoint(void *owner)
{
	(void)owner;
}

static void room_open(struct room *r, in_addr_t address)
{
	trace_open(&r->trace, TRACE_BOUND_MIN, no_checkpoint, NULL);
	net_open(&r->net, &r->trace, clients_new(), (struct in_addr){htonl(address)}, 0, -1);
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

/* A client of 127.0.0.`number`. */
static int connect_from(const struct room *r, unsigned number)
{
	struct sockaddr_in own = {.sin_family = AF_INET,
	                          .sin_addr.s_addr = htonl(0x7f000000u + number)};
	struct sockaddr_in to = {.sin_family = AF_INET,
	                         .sin_port = htons(r->net.port),
	                         .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&own, sizeof own), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

/* A client is reset, and so knows it. */
static void expect_reset(int fd)
{
	char byte;
	struct pollfd polled = {.fd = fd, .events = POLLIN};
	assert_int_equal(poll(&polled, 1, PATIENCE), 1);
	assert_int_equal(recv(fd, &byte, 1, MSG_DONTWAIT), -1);
	assert_int_equal(errno, ECONNRESET);
	close(fd);
}

static bool is_ready(struct room *r)
{
	struct net_set readers, writers;
	fd_set ready, none;
	net_set_clear(&readers);
	net_set_clear(&writers);
	assert_int_equal(net_set_add(&r->net, &readers, r->listener), NET_FINE);
	int count = net_select(&r->net, &readers, &writers, &ready, &none, false);
	assert_int_equal(count, net_fd_set_has(&r->net, &ready, r->listener));
	return count;
}

static uint32_t expect_accepted(struct room *r)
{
	int id = net_accept(&r->net, r->listener);
	assert_true(id > 0);
	return (uint32_t)id;
}

static void fill_address(struct room *r, unsigned number)
{
	for (int i = 0; i < GATE_EACH; i++) {
		connect_from(r, number);
		assert_true(is_ready(r));
		expect_accepted(r);
	}
}

/* B28, B32: and those of another address do not suffer for it. */
static void an_address_has_so_many_connections_and_no_more(void **state)
{
	(void)state;
	struct room r;
	room_open(&r, INADDR_ANY);
	fill_address(&r, 5);
	int sixth = connect_from(&r, 5);
	assert_false(is_ready(&r));
	assert_int_equal(net_accept(&r.net, r.listener), -1);
	assert_int_equal(errno, EAGAIN);
	expect_reset(sixth);
	assert_int_equal(r.net.gate.refused, 1);
	assert_int_equal(ntohl(r.net.gate.last.s_addr), 0x7f000005);
	fill_address(&r, 6);
	assert_int_equal(r.net.gate.refused, 1);
	room_close(&r);
}

/* B28, B16: a place that became free can be had. */
static void who_leaves_makes_room(void **state)
{
	(void)state;
	struct room r;
	room_open(&r, INADDR_ANY);
	fill_address(&r, 5);
	net_close(&r.net, r.listener + 1);
	connect_from(&r, 5);
	expect_accepted(&r);
	assert_int_equal(r.net.gate.refused, 0);
	room_close(&r);
}

/* B28, B14: */
static void there_is_an_end_to_all_of_them(void **state)
{
	(void)state;
	struct room r;
	unsigned number = 2;
	room_open(&r, INADDR_ANY);
	for (; number < 2 + GATE_ALL / GATE_EACH; number++)
		fill_address(&r, number);
	int more = connect_from(&r, number);
	assert_false(is_ready(&r));
	expect_reset(more);
	room_close(&r);
}

/* B4, B28: a program that select() wakes for somebody who is then refused would stand in accept()
 * for the others: it is woken for the one behind. */
static void ready_means_that_there_is_one_to_accept(void **state)
{
	(void)state;
	struct room r;
	room_open(&r, INADDR_ANY);
	fill_address(&r, 5);
	int refused = connect_from(&r, 5);
	connect_from(&r, 6);
	assert_true(is_ready(&r));
	expect_reset(refused);
	assert_true(is_ready(&r)); /* until it is taken */
	uint32_t id = expect_accepted(&r);
	assert_int_equal(ntohl(r.net.sockets[id].peer.sin_addr.s_addr), 0x7f000006);
	assert_false(is_ready(&r));
	room_close(&r);
}

static void so_it_is_under_epoll(void **state)
{
	(void)state;
	struct room r;
	uint32_t ids[4];
	room_open(&r, INADDR_ANY);
	int epoll = net_epoll();
	assert_int_equal(net_epoll_add(&r.net, epoll, r.listener), 0);
	fill_address(&r, 5);
	int refused = connect_from(&r, 5);
	assert_int_equal(net_epoll_wait(&r.net, epoll, ids, 4, false), 0);
	expect_reset(refused);
	connect_from(&r, 6);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(net_epoll_wait(&r.net, epoll, ids, 4, false), 1);
		assert_int_equal(ids[0], r.listener);
	}
	expect_accepted(&r);
	assert_int_equal(net_epoll_wait(&r.net, epoll, ids, 4, false), 0);
	net_epoll_close(epoll);
	room_close(&r);
}

static void built_in_clients_are_always_let_in(void **state)
{
	(void)state;
	struct room r;
	const struct say *why;
	room_open(&r, INADDR_ANY);
	fill_address(&r, 1);
	for (int i = 0; i < GATE_ALL; i++) {
		struct in_addr loopback = {htonl(INADDR_LOOPBACK)};
		assert_true(clients_connect(r.net.clients, loopback, r.net.port, &why) > 0);
		expect_accepted(&r);
	}
	int outside = connect_from(&r, 2);
	expect_accepted(&r);
	assert_int_equal(r.net.gate.refused, 0);
	close(outside);
	room_close(&r);
}

/* B14: many clients of the same address are what lesson 3 is about. */
static void on_the_loopback_everybody_may_come(void **state)
{
	(void)state;
	struct room r;
	room_open(&r, INADDR_LOOPBACK);
	for (int i = 0; i < GATE_ALL + GATE_EACH; i++) {
		connect_from(&r, 1);
		expect_accepted(&r);
	}
	assert_int_equal(r.net.gate.refused, 0);
	room_close(&r);
}

static int option(const struct room *r, uint32_t id, int level, int name)
{
	int number = -1;
	socklen_t size = sizeof number;
	assert_int_equal(getsockopt(r->net.sockets[id].fd, level, name, &number, &size), 0);
	return number;
}

/* B29: accepted connections have them from the listener. */
static void beyond_the_loopback_who_vanishes_is_noticed(void **state)
{
	(void)state;
	struct room r;
	room_open(&r, INADDR_ANY);
	connect_from(&r, 1);
	uint32_t id = expect_accepted(&r);
	assert_int_equal(option(&r, id, SOL_SOCKET, SO_KEEPALIVE), 1);
	assert_int_equal(option(&r, id, IPPROTO_TCP, TCP_KEEPIDLE), GATE_IDLE);
	assert_int_equal(option(&r, id, IPPROTO_TCP, TCP_USER_TIMEOUT), GATE_LOST * 1000);
	room_close(&r);
	room_open(&r, INADDR_LOOPBACK);
	connect_from(&r, 1);
	assert_int_equal(option(&r, expect_accepted(&r), SOL_SOCKET, SO_KEEPALIVE), 0);
	room_close(&r);
}

/* B29: */
static void silence_is_what_is_not_answered_for_a_while(void **state)
{
	(void)state;
	static const struct {
		struct tcp_info info;
		bool is_silent;
	} cases[] = {
		{{.tcpi_last_ack_recv = 3600000}, false}, /* it has nothing to say */
		{{.tcpi_last_ack_recv = 60100, .tcpi_probes = 1}, true},
		{{.tcpi_last_ack_recv = 6000, .tcpi_retransmits = 4, .tcpi_unacked = 1}, true},
		{{.tcpi_last_ack_recv = 300, .tcpi_retransmits = 1, .tcpi_unacked = 1}, false},
		{{.tcpi_last_ack_recv = 10, .tcpi_probes = 1}, false}, /* it reads nothing */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(kernel_is_silent(&cases[i].info), cases[i].is_silent);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_has_so_many_connections_and_no_more),
		cmocka_unit_test(who_leaves_makes_room),
		cmocka_unit_test(there_is_an_end_to_all_of_them),
		cmocka_unit_test(ready_means_that_there_is_one_to_accept),
		cmocka_unit_test(so_it_is_under_epoll),
		cmocka_unit_test(built_in_clients_are_always_let_in),
		cmocka_unit_test(on_the_loopback_everybody_may_come),
		cmocka_unit_test(beyond_the_loopback_who_vanishes_is_noticed),
		cmocka_unit_test(silence_is_what_is_not_answered_for_a_while),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
