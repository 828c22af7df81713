/*
 * Tests of net/kernel.h against sockets over loopback. Packets arrive there as
 * soon as they are sent, but no test relies on it: what another end caused is waited for.
 */
#include "net/kernel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/process.h"

enum {
	BACKLOG = 3,
	PATIENCE = 5000, /* milliseconds */
	MANY = 16,
};

/* Waits until the expression is true; fails the test when it does not come true. */
#define EVENTUALLY(expression)                                   \
	do {                                                     \
		int patience = PATIENCE;                         \
		bool came;                                       \
		while (!(came = (expression)) && patience-- > 0) \
			poll(NULL, 0, 1);                        \
		if (!came)                                       \
			fail_msg("never came: %s", #expression); \
	} while (0)

static struct sockaddr_in own_address(int fd)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;

	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	return address;
}

static int listener_at(in_addr_t address)
{
	struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr = {htonl(address)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&any, sizeof any), 0);
	assert_int_equal(listen(fd, BACKLOG), 0);
	return fd;
}

static int listener_open(void)
{
	return listener_at(INADDR_LOOPBACK);
}

/* Does not wait for the handshake. */
static int peer_open(int listener)
{
	struct sockaddr_in to = own_address(listener);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

	connect(fd, (struct sockaddr *)&to, sizeof to);
	return fd;
}

static void say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static void reset(int fd)
{
	struct linger at_once = {1, 0};

	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	close(fd);
}

static uint32_t waiting(int listener)
{
	struct kernel_queue queue;

	assert_true(kernel_listener(listener, &queue));
	assert_int_equal(queue.backlog, BACKLOG);
	return queue.waiting;
}

static struct kernel_state state(int fd)
{
	struct kernel_state now;

	assert_true(kernel_connection(fd, &now));
	return now;
}

/* The entry of the waiting connection that this peer has made; its tcp_state is 0 for none. */
static struct kernel_waiting waiting_of(int listener, int peer)
{
	struct kernel_waiting all[MANY];
	ssize_t count = kernel_waiting(listener, all, MANY);
	in_port_t port = own_address(peer).sin_port;

	for (ssize_t i = 0; i < count; i++)
		if (all[i].peer.sin_port == port)
			return all[i];
	return (struct kernel_waiting){0};
}

static ssize_t count_waiting(int listener)
{
	struct kernel_waiting all[MANY];

	return kernel_waiting(listener, all, MANY);
}

static void accept_queue_grows_while_nobody_accepts(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer[BACKLOG];

	assert_int_equal(waiting(listener), 0);
	for (uint32_t i = 0; i < BACKLOG; i++) {
		peer[i] = peer_open(listener);
		EVENTUALLY(waiting(listener) == i + 1);
		assert_int_equal(state(peer[i]).tcp_state, TCP_ESTABLISHED);
	}
	close(accept(listener, NULL, NULL));
	assert_int_equal(waiting(listener), BACKLOG - 1);
	for (int i = 0; i < BACKLOG; i++)
		close(peer[i]);
	close(listener);
}

/* B21: its SYN is not answered. */
static void full_backlog_leaves_a_peer_connecting(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer[BACKLOG + 2];

	for (uint32_t i = 0; i < BACKLOG + 1; i++) {
		peer[i] = peer_open(listener);
		EVENTUALLY(waiting(listener) == i + 1);
	}
	peer[BACKLOG + 1] = peer_open(listener);
	assert_int_equal(state(peer[BACKLOG + 1]).tcp_state, TCP_SYN_SENT);
	assert_int_equal(waiting(listener), BACKLOG + 1);
	assert_int_equal(count_waiting(listener), BACKLOG + 1);
	for (int i = 0; i < BACKLOG + 2; i++)
		close(peer[i]);
	close(listener);
}

static void unread_bytes_are_seen_before_and_after_a_read(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer = peer_open(listener);
	int server = accept(listener, NULL, NULL);
	char bytes[8];

	assert_int_equal(state(server).unread, 0);
	say(peer, "hello, world\n");
	EVENTUALLY(state(server).unread == 13);
	assert_int_equal(recv(server, bytes, sizeof bytes, 0), 8);
	assert_int_equal(state(server).unread, 5);
	assert_int_equal(recv(server, bytes, sizeof bytes, 0), 5);
	assert_int_equal(state(server).unread, 0);
	close(server);
	close(peer);
	close(listener);
}

static void received_fin_is_a_state_and_not_a_byte(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer = peer_open(listener);
	int server = accept(listener, NULL, NULL);
	char bytes[8];

	say(peer, "hello");
	assert_int_equal(shutdown(peer, SHUT_WR), 0);
	EVENTUALLY(state(server).tcp_state == TCP_CLOSE_WAIT);
	assert_int_equal(state(server).unread, 5);
	assert_int_equal(recv(server, bytes, sizeof bytes, 0), 5);
	assert_int_equal(state(server).unread, 0);
	assert_int_equal(recv(server, bytes, sizeof bytes, 0), 0);
	assert_int_equal(state(server).tcp_state, TCP_CLOSE_WAIT);
	close(server);
	close(peer);
	close(listener);
}

/* Until the peer's window is full, acknowledgements still come in. */
static uint32_t unsent_at_last(int server)
{
	uint32_t before = state(server).unsent;

	for (int quiet = 100; quiet > 0; quiet--) {
		uint32_t now = state(server).unsent;
		if (now != before)
			quiet = 100;
		before = now;
		poll(NULL, 0, 1);
	}
	return state(server).unsent;
}

/* How many more there are behind our FIN than before it. */
static int64_t unsent_by_fin(void)
{
	static char block[65536];
	int listener = listener_open(), peer = peer_open(listener);
	int server = accept(listener, NULL, NULL);

	assert_int_equal(state(server).unsent, 0);
	while (send(server, block, sizeof block, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
		;
	uint32_t before = unsent_at_last(server);
	assert_true(before > 0);
	assert_int_equal(shutdown(server, SHUT_WR), 0);
	assert_int_equal(state(server).tcp_state, TCP_FIN_WAIT1);
	uint32_t after = state(server).unsent;
	close(server);
	close(peer);
	close(listener);
	return (int64_t)after - before;
}

/* The kernel tries a window that is nearly full by a timer: when it comes just at the FIN there are
 * less, and that says nothing. */
static void unsent_bytes_pile_up_and_our_fin_is_none_of_them(void **unused)
{
	(void)unused;
	int64_t more = -1;

	for (int tries = 0; more < 0 && tries < 20; tries++)
		more = unsent_by_fin();
	assert_int_equal(more, 0);
}

static void waiting_connections_are_listed_with_their_bytes(void **unused)
{
	(void)unused;
	int listener = listener_open();
	int silent = peer_open(listener), talker = peer_open(listener),
	    leaver = peer_open(listener);

	EVENTUALLY(count_waiting(listener) == 3);
	say(talker, "hello");
	say(leaver, "goodbye");
	assert_int_equal(shutdown(leaver, SHUT_WR), 0);
	EVENTUALLY(waiting_of(listener, talker).unread == 5);
	EVENTUALLY(waiting_of(listener, leaver).tcp_state == TCP_CLOSE_WAIT);
	assert_int_equal(waiting_of(listener, leaver).unread, 7);
	assert_int_equal(waiting_of(listener, silent).unread, 0);
	assert_int_equal(waiting_of(listener, silent).tcp_state, TCP_ESTABLISHED);
	assert_int_equal(waiting_of(listener, silent).peer.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	close(silent);
	close(talker);
	close(leaver);
	close(listener);
}

/* By its two ends whoever waits is found in /proc, and no end is 0.0.0.0. */
static void a_waiting_connection_has_both_ends_wherever_the_listener_stands(void **unused)
{
	(void)unused;
	static const in_addr_t addresses[] = {INADDR_LOOPBACK, INADDR_ANY};

	for (size_t i = 0; i < 2; i++) {
		int listener = listener_at(addresses[i]), peer = peer_open(listener);
		struct kernel_waiting one;

		EVENTUALLY((one = waiting_of(listener, peer)).tcp_state == TCP_ESTABLISHED);
		assert_int_equal(one.own.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
		assert_int_equal(one.own.sin_port, own_address(listener).sin_port);
		assert_true(kernel_inode(&one.peer, &one.own) > 0);
		close(peer);
		close(listener);
	}
}

static void empty_fin_is_no_byte_of_a_waiting_connection(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer = peer_open(listener);

	EVENTUALLY(count_waiting(listener) == 1);
	in_port_t port = own_address(peer).sin_port;
	close(peer);
	struct kernel_waiting one = {0};
	EVENTUALLY(kernel_waiting(listener, &one, 1) == 1 && one.tcp_state == TCP_CLOSE_WAIT);
	assert_int_equal(one.unread, 0);
	assert_int_equal(one.peer.sin_port, port);
	close(listener);
}

static void waiting_list_leaves_out_what_does_not_wait(void **unused)
{
	(void)unused;
	int listener = listener_open(), other = listener_open();
	int first = peer_open(listener), elsewhere = peer_open(other), gone, last;
	char bytes[64];

	EVENTUALLY(count_waiting(other) == 1);
	int server = accept(listener, NULL, NULL);
	assert_int_equal(count_waiting(listener), 0);
	say(first, "seen by the one who accepted");
	assert_int_equal(count_waiting(listener), 0);
	gone = peer_open(listener);
	last = peer_open(listener);
	EVENTUALLY(count_waiting(listener) == 2);
	reset(gone);
	EVENTUALLY(count_waiting(listener) == 1);
	assert_int_equal(waiting_of(listener, last).tcp_state, TCP_ESTABLISHED);
	assert_int_equal(waiting(listener), 2); /* the queue itself still holds it */
	/* Nor one that was accepted and closed, which no process holds either. */
	assert_true(recv(server, bytes, sizeof bytes, 0) > 0);
	close(server);
	EVENTUALLY(state(first).tcp_state == TCP_CLOSE_WAIT);
	assert_int_equal(count_waiting(listener), 1);
	close(first);
	close(last);
	close(elsewhere);
	close(other);
	close(listener);
}

static void waiting_list_keeps_to_the_room_it_has(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer[BACKLOG];
	struct kernel_waiting some[2], untouched = {.unread = 77};

	for (int i = 0; i < BACKLOG; i++)
		peer[i] = peer_open(listener);
	EVENTUALLY(count_waiting(listener) == BACKLOG);
	some[1] = untouched;
	assert_int_equal(kernel_waiting(listener, some, 1), BACKLOG);
	assert_int_equal(some[1].unread, 77);
	assert_int_equal(kernel_waiting(listener, some, 0), BACKLOG);
	for (int i = 0; i < BACKLOG; i++)
		close(peer[i]);
	close(listener);
}

static void listener_on_all_addresses_lists_its_waiting_connections(void **unused)
{
	(void)unused;
	struct sockaddr_in any = {.sin_family = AF_INET}, to;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	int peer = socket(AF_INET, SOCK_STREAM, 0);

	assert_int_equal(bind(listener, (struct sockaddr *)&any, sizeof any), 0);
	assert_int_equal(listen(listener, BACKLOG), 0);
	to = own_address(listener);
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(peer, (struct sockaddr *)&to, sizeof to), 0);
	EVENTUALLY(count_waiting(listener) == 1);
	close(peer);
	close(listener);
}

static void what_is_not_asked_of_the_right_socket_is_refused_quietly(void **unused)
{
	(void)unused;
	int listener = listener_open(), peer = peer_open(listener), pipes[2];
	struct kernel_queue queue;
	struct kernel_state now;
	struct kernel_waiting one;

	assert_int_equal(pipe(pipes), 0);
	assert_false(kernel_listener(peer, &queue));
	assert_false(kernel_connection(listener, &now));
	for (int i = 0; i < 2; i++) {
		assert_false(kernel_listener(pipes[0], &queue));
		assert_false(kernel_connection(pipes[0], &now));
		assert_int_equal(kernel_waiting(pipes[0], &one, 1), -1);
		if (i == 0)
			close(pipes[0]);
	}
	close(pipes[1]);
	close(peer);
	close(listener);
}

/* A child that connects and stays until its end of the pipe is closed. */
static pid_t child_connects(int listener, const char *name, int until[2])
{
	struct sockaddr_in to = own_address(listener);
	char byte;
	pid_t pid = fork();

	if (pid)
		return pid;
	prctl(PR_SET_NAME, name);
	close(until[1]);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (connect(fd, (struct sockaddr *)&to, sizeof to))
		_exit(1);
	while (read(until[0], &byte, 1) > 0)
		;
	_exit(0);
}

static void inode_of_a_peer_is_known_until_it_has_gone(void **unused)
{
	(void)unused;
	int listener = listener_open(), until[2], status;
	struct sockaddr_in peer, ours;
	socklen_t size = sizeof peer;
	struct process_search s = {0};
	struct process found = {0};

	assert_int_equal(pipe(until), 0);
	pid_t child = child_connects(listener, "child", until);
	int server = accept(listener, (struct sockaddr *)&peer, &size);
	ours = own_address(server);
	uint32_t inode = kernel_inode(&peer, &ours);
	assert_true(inode);
	assert_int_not_equal(kernel_inode(&ours, &peer), inode);
	EVENTUALLY(process_of(&s, inode, &found) == PROCESS_FOUND);
	assert_int_equal(found.pid, child);

	close(until[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(kernel_inode(&peer, &ours), 0);
	process_forget(&s);
	close(until[0]);
	close(server);
	close(listener);
}

static void peer_that_is_not_local_has_no_inode(void **unused)
{
	(void)unused;
	int listener = listener_open(), other = listener_open();
	struct sockaddr_in ours = own_address(listener),
			   peer = {
				   .sin_family = AF_INET,
				   .sin_port = htons(40000),
				   .sin_addr = {htonl(
					   0xc0000201)}, /* 192.0.2.1, which is nobody's */
			   };

	assert_int_equal(kernel_inode(&peer, &ours), 0);
	/* A listener on the port of a peer that has gone is not that peer. */
	peer = own_address(other);
	assert_int_equal(kernel_inode(&peer, &ours), 0);
	close(other);
	close(listener);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accept_queue_grows_while_nobody_accepts),
		cmocka_unit_test(full_backlog_leaves_a_peer_connecting),
		cmocka_unit_test(unread_bytes_are_seen_before_and_after_a_read),
		cmocka_unit_test(received_fin_is_a_state_and_not_a_byte),
		cmocka_unit_test(unsent_bytes_pile_up_and_our_fin_is_none_of_them),
		cmocka_unit_test(waiting_connections_are_listed_with_their_bytes),
		cmocka_unit_test(a_waiting_connection_has_both_ends_wherever_the_listener_stands),
		cmocka_unit_test(empty_fin_is_no_byte_of_a_waiting_connection),
		cmocka_unit_test(waiting_list_leaves_out_what_does_not_wait),
		cmocka_unit_test(waiting_list_keeps_to_the_room_it_has),
		cmocka_unit_test(listener_on_all_addresses_lists_its_waiting_connections),
		cmocka_unit_test(what_is_not_asked_of_the_right_socket_is_refused_quietly),
		cmocka_unit_test(inode_of_a_peer_is_known_until_it_has_gone),
		cmocka_unit_test(peer_that_is_not_local_has_no_inode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
