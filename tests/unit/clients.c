/*
 * Tests of net/clients.h against listeners of their own over loopback, on any free port. What the
 * other end caused is waited for, never assumed.
 */
#include "net/clients.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <limits.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fd.h"
#include "net/kernel.h"

enum {
	BACKLOG = 64,
	PATIENCE = 5000, /* milliseconds */
	LINE_KEPT = 4096,
	CROWD = 2000,
	PORTS = 65536,
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

struct room {
	struct clients *clients;
	const struct say *why;
	struct sockaddr_in at;
	int listener;
};

static struct sockaddr_in own_address(int fd)
{
	struct sockaddr_in address;
	socklen_t size = sizeof address;

	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	return address;
}

static void room_open(struct room *room, int backlog)
{
	struct sockaddr_in any = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};

	room->listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(room->listener, (struct sockaddr *)&any, sizeof any), 0);
	assert_int_equal(listen(room->listener, backlog), 0);
	room->at = own_address(room->listener);
	room->clients = clients_new();
	room->why = NULL;
}

static int set_up(void **state)
{
	*state = calloc(1, sizeof(struct room));
	room_open(*state, BACKLOG);
	return 0;
}

static int tear_down(void **state)
{
	struct room *room = *state;

	clients_free(room->clients);
	close(room->listener);
	free(room);
	return 0;
}

static int connect_one(struct room *room)
{
	return clients_connect(room->clients, room->at.sin_addr, ntohs(room->at.sin_port),
	                       &room->why);
}

/* A client of somebody else, from that port; -1 when a connection of the past still holds it. */
static int outside_connect_from(const struct room *room, in_port_t port)
{
	struct sockaddr_in own = {
		.sin_family = AF_INET, .sin_port = port, .sin_addr = room->at.sin_addr};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (!bind(fd, (struct sockaddr *)&own, sizeof own) &&
	    !connect(fd, (const struct sockaddr *)&room->at, sizeof room->at))
		return fd;
	close(fd);
	return -1;
}

static int outside_connect(const struct room *room)
{
	int fd = outside_connect_from(room, 0);

	assert_true(fd >= 0);
	return fd;
}

/* Accepts as the server does; the number goes to *number. */
static int accept_one(struct room *room, int *number)
{
	struct sockaddr_in peer;
	socklen_t size = sizeof peer;
	int fd = accept(room->listener, (struct sockaddr *)&peer, &size);

	assert_true(fd >= 0);
	*number = clients_accepted(room->clients, &peer);
	return fd;
}

/* One built-in client, connected and accepted. */
static int pair(struct room *room, int *server)
{
	int number = connect_one(room), accepted;

	*server = accept_one(room, &accepted);
	assert_int_equal(accepted, number);
	return number;
}

static struct client_view look(const struct room *room, int number)
{
	struct client_view view;

	assert_true(clients_describe(room->clients, number, &view));
	return view;
}

static size_t send_line(struct room *room, int number, const char *text)
{
	return clients_send(room->clients, number, text, strlen(text), &room->why);
}

static void answer(int server, const char *text)
{
	assert_int_equal(send(server, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

static struct kernel_state held(int fd)
{
	struct kernel_state state;

	assert_true(kernel_connection(fd, &state));
	return state;
}

/* Fills the way to the client until the kernel takes no more. */
static void flood(int server)
{
	static char block[65536];

	memset(block, 'x', sizeof block);
	for (int quiet = 0; quiet < 20; quiet++) {
		while (send(server, block, sizeof block, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
			quiet = 0;
		poll(NULL, 0, 1);
	}
}

static bool has_news(const struct room *room)
{
	struct pollfd watched = {.fd = clients_fd(room->clients), .events = POLLIN};

	return poll(&watched, 1, 0) == 1;
}

static void numbers_follow_the_order_of_arrival(void **state)
{
	struct room *room = *state;
	int number, server[5], outside[2];

	assert_int_equal(connect_one(room), 1);
	outside[0] = outside_connect(room);
	assert_int_equal(connect_one(room), 2);
	server[0] = accept_one(room, &number);
	assert_int_equal(number, 1);
	server[1] = accept_one(room, &number);
	assert_int_equal(number, 3); /* it came second, but was not counted before its accept() */
	outside[1] = outside_connect(room);
	assert_int_equal(connect_one(room), 4);
	server[2] = accept_one(room, &number);
	assert_int_equal(number, 2);
	server[3] = accept_one(room, &number);
	assert_int_equal(number, 5);
	server[4] = accept_one(room, &number);
	assert_int_equal(number, 4);

	for (int i = 1; i <= 5; i++) {
		assert_true(clients_exists(room->clients, i));
		assert_int_equal(clients_is_builtin(room->clients, i), i != 3 && i != 5);
		close(server[i - 1]);
	}
	assert_false(clients_exists(room->clients, 0));
	assert_false(clients_exists(room->clients, 6));
	assert_int_equal(clients_next(room->clients, 0), 1);
	assert_int_equal(clients_next(room->clients, 2), 4);
	assert_int_equal(clients_next(room->clients, 4), 0);
	close(outside[0]);
	close(outside[1]);
}

static void client_that_left_while_it_waited_keeps_its_name(void **state)
{
	struct room *room = *state;
	int closed = connect_one(room), reset = connect_one(room), number;

	assert_true(clients_close(room->clients, closed, &room->why));
	assert_true(clients_reset(room->clients, reset, &room->why));
	close(accept_one(room, &number));
	assert_int_equal(number, closed);
	close(accept_one(room, &number));
	assert_int_equal(number, reset);
	assert_int_equal(look(room, closed).state, CLIENT_CLOSED);
	assert_int_equal(look(room, reset).state, CLIENT_RESET);
}

static struct sockaddr_in address_of(const struct room *room, int number)
{
	struct sockaddr_in address = room->at;

	address.sin_port = htons(look(room, number).port);
	return address;
}

static void address_names_a_client_once(void **state)
{
	struct room *room = *state;
	int number = connect_one(room);
	struct sockaddr_in peer = address_of(room, number), stranger = peer;

	/* The same port at another address is somebody else. */
	stranger.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
	assert_int_equal(clients_waiting(room->clients, &stranger), 0);
	assert_int_equal(clients_accepted(room->clients, &stranger), 2);
	assert_int_equal(clients_waiting(room->clients, &peer), number);
	assert_int_equal(clients_accepted(room->clients, &peer), number);
	assert_int_equal(clients_waiting(room->clients, &peer), 0);
	assert_int_equal(clients_accepted(room->clients, &peer), 3);
}

/* A reset frees the port of a client for another, while its connection still waits. The kernel hands
 * out ports one after the other, and those of connections that ended within the last minute, which
 * bind() refuses, may be thousands on end. */
static void port_of_a_reset_client_may_come_twice(void **state)
{
	struct room *room = *state;
	int number, accepted, outside = -1;

	for (int tries = 0; outside < 0 && tries < PORTS; tries++) {
		number = connect_one(room);
		struct sockaddr_in peer = address_of(room, number);
		assert_true(clients_reset(room->clients, number, &room->why));
		outside = outside_connect_from(room, peer.sin_port);
		close(accept_one(room, &accepted));
		assert_int_equal(accepted, number);
	}
	assert_true(outside >= 0);
	close(accept_one(room, &accepted));
	assert_int_equal(accepted, number + 1);
	assert_false(clients_is_builtin(room->clients, accepted));
	close(outside);
}

static void own_ends_leave_the_low_descriptors_alone(void **state)
{
	struct room *room = *state;
	int before = dup(0);

	close(before);
	fd_raise_limit();
	assert_int_equal(connect_one(room), 1);
	assert_int_equal(connect_one(room), 2);
	int after = dup(0);
	assert_int_equal(after, before);
	close(after);
	assert_true(clients_fd(room->clients) >= FD_HIGH);
}

static void lines_arrive_whole_and_in_order(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	char bytes[16] = "";

	assert_int_equal(send_line(room, number, "one"), 4);
	assert_int_equal(send_line(room, number, "two"), 4);
	assert_int_equal(send_line(room, number, ""), 1);
	EVENTUALLY(held(server).unread == 9);
	assert_int_equal(recv(server, bytes, sizeof bytes, 0), 9);
	assert_string_equal(bytes, "one\ntwo\n\n");
	close(server);
}

static void answers_are_counted_and_the_last_is_kept(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	struct client_view view;

	assert_false(clients_read(room->clients));
	assert_false(has_news(room));
	answer(server, "one\ntwo\nthr");
	EVENTUALLY(has_news(room));
	assert_true(clients_read(room->clients));
	assert_false(has_news(room));
	view = look(room, number);
	assert_int_equal(view.answered, 2);
	assert_int_equal(view.received, 11);
	assert_int_equal(view.last_length, 3);
	assert_memory_equal(view.last, "two", 3);
	assert_int_equal(view.rest_length, 3);
	assert_memory_equal(view.rest, "thr", 3);

	answer(server, "ee\n");
	EVENTUALLY(clients_read(room->clients));
	view = look(room, number);
	assert_int_equal(view.answered, 3);
	assert_memory_equal(view.last, "three", 5);
	assert_int_equal(view.rest_length, 0);
	close(server);
}

static void long_answer_is_cut_and_counted_whole(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	static char line[3 * LINE_KEPT];

	memset(line, 'a', sizeof line);
	line[LINE_KEPT] = 'b';
	line[sizeof line - 3] = '\n';
	memcpy(line + sizeof line - 2, "c\n", 2);
	assert_int_equal(send(server, line, sizeof line - 2, 0), sizeof line - 2);
	EVENTUALLY((clients_read(room->clients), look(room, number).answered == 1));
	assert_int_equal(look(room, number).received, sizeof line - 2);
	assert_int_equal(look(room, number).last_length, LINE_KEPT);
	assert_memory_equal(look(room, number).last, line, LINE_KEPT);
	answer(server, "c\n");
	EVENTUALLY(clients_read(room->clients));
	assert_int_equal(look(room, number).last_length, 1);
	assert_memory_equal(look(room, number).last, "c", 1);
	close(server);
}

static void client_that_does_not_read_piles_up_unsent_bytes(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);

	assert_true(clients_set_reading(room->clients, number, false, &room->why));
	flood(server);
	assert_true(held(server).unsent > 0);
	assert_false(has_news(room));
	assert_false(clients_read(room->clients));
	assert_int_equal(look(room, number).received, 0);
	assert_false(look(room, number).reads);

	assert_true(clients_set_reading(room->clients, number, true, &room->why));
	EVENTUALLY((clients_read(room->clients), held(server).unsent == 0));
	assert_true(look(room, number).received > 0);
	close(server);
}

static void close_is_an_end_of_file_even_when_answers_were_unread(void **state)
{
	struct room *room = *state;

	for (int reads = 0; reads < 2; reads++) {
		int server, number = pair(room, &server);
		char byte;
		assert_true(clients_set_reading(room->clients, number, reads, &room->why));
		answer(server, "Hello World\n");
		EVENTUALLY(held(server).unsent == 0);
		assert_true(clients_close(room->clients, number, &room->why));
		EVENTUALLY(held(server).tcp_state == TCP_CLOSE_WAIT);
		assert_int_equal(recv(server, &byte, 1, 0), 0);
		assert_int_equal(look(room, number).answered, reads);
		assert_int_equal(look(room, number).state, CLIENT_CLOSED);
		close(server);
	}
}

static void reset_is_econnreset_at_the_server(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	char byte;

	assert_true(clients_reset(room->clients, number, &room->why));
	EVENTUALLY(held(server).tcp_state == TCP_CLOSE);
	assert_int_equal(recv(server, &byte, 1, 0), -1);
	assert_int_equal(errno, ECONNRESET);
	close(server);
}

static void half_closed_client_still_hears(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	char byte;

	assert_true(clients_shutdown(room->clients, number, &room->why));
	EVENTUALLY(held(server).tcp_state == TCP_CLOSE_WAIT);
	assert_int_equal(recv(server, &byte, 1, 0), 0);
	assert_int_equal(look(room, number).state, CLIENT_SHUT);
	answer(server, "late\n");
	EVENTUALLY(clients_read(room->clients));
	assert_int_equal(look(room, number).answered, 1);

	assert_int_equal(send_line(room, number, "more"), 0);
	assert_ptr_equal(room->why, &clients_say_shut);
	room->why = NULL;
	assert_false(clients_shutdown(room->clients, number, &room->why));
	assert_ptr_equal(room->why, &clients_say_shut);
	close(server);
	EVENTUALLY(clients_read(room->clients));
	assert_int_equal(look(room, number).state, CLIENT_ENDED);
}

static void end_of_the_server_is_news_once(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);

	close(server);
	EVENTUALLY(has_news(room));
	assert_int_equal(look(room, number).state, CLIENT_ENDED);
	assert_true(clients_read(room->clients));
	assert_false(clients_read(room->clients));
	assert_false(has_news(room));
	/* Reading can be switched as before, and does not bring the end back. */
	assert_true(clients_set_reading(room->clients, number, false, &room->why));
	assert_true(clients_set_reading(room->clients, number, true, &room->why));
	assert_false(has_news(room));
	assert_true(clients_close(room->clients, number, &room->why));
}

static void reset_by_the_server_breaks_a_client(void **state)
{
	struct room *room = *state;
	struct linger at_once = {1, 0};

	for (int reads = 0; reads < 2; reads++) {
		int server, number = pair(room, &server);
		assert_true(clients_set_reading(room->clients, number, reads, &room->why));
		assert_int_equal(
			setsockopt(server, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
		close(server);
		EVENTUALLY(look(room, number).state == CLIENT_BROKEN);
		assert_int_equal(clients_read(room->clients), reads);
		assert_int_equal(look(room, number).state, CLIENT_BROKEN);
		assert_int_equal(send_line(room, number, "anybody?"), 0);
		assert_ptr_equal(room->why, &clients_say_broken);
		assert_true(clients_close(room->clients, number, &room->why));
	}
}

static void full_send_buffer_takes_what_fits_and_drops_the_rest(void **state)
{
	struct room *room = *state;
	int server, number = pair(room, &server);
	size_t size = 32 << 20;
	char *huge = calloc(1, size);

	size_t taken = clients_send(room->clients, number, huge, size, &room->why);
	assert_true(taken > 0 && taken < size);
	while (clients_send(room->clients, number, huge, size, &room->why))
		poll(NULL, 0, 1);
	assert_ptr_equal(room->why, &clients_say_full);
	free(huge);
	close(server);
}

static void full_backlog_makes_a_client_that_is_connecting(void **state)
{
	(void)state;
	struct room room;

	room_open(&room, 0);
	int first = connect_one(&room), second = connect_one(&room), third = connect_one(&room);
	assert_int_equal(look(&room, first).state, CLIENT_CONNECTED);
	assert_int_equal(look(&room, second).state, CLIENT_CONNECTING);
	assert_int_equal(send_line(&room, second, "hello"), 0);
	assert_ptr_equal(room.why, &clients_say_connecting);
	room.why = NULL;
	assert_false(clients_shutdown(room.clients, second, &room.why));
	assert_ptr_equal(room.why, &clients_say_connecting);
	assert_int_equal(look(&room, second).state, CLIENT_CONNECTING);
	assert_false(clients_read(room.clients));

	/* One that gives up before it was heard is not expected any more. */
	struct sockaddr_in own = address_of(&room, third);
	assert_int_equal(clients_waiting(room.clients, &own), third);
	assert_true(clients_close(room.clients, third, &room.why));
	assert_int_equal(clients_waiting(room.clients, &own), 0);

	/* The other knocks again by itself, after a second, and finds room. */
	int number;
	close(accept_one(&room, &number));
	assert_int_equal(number, first);
	EVENTUALLY(look(&room, second).state == CLIENT_CONNECTED);
	close(accept_one(&room, &number));
	assert_int_equal(number, second);
	clients_free(room.clients);
	close(room.listener);
}

static int hold_one(struct room *room)
{
	return clients_hold(room->clients, room->at.sin_addr, ntohs(room->at.sin_port), &room->why);
}

static void held_back_clients_connect_in_order_as_there_is_room(void **state)
{
	struct room *room = *state;
	int number;

	for (int i = 1; i <= 5; i++)
		assert_int_equal(hold_one(room), i);
	assert_int_equal(clients_held(room->clients), 5);
	assert_int_equal(clients_not_accepted(room->clients), 5);
	assert_int_equal(look(room, 1).state, CLIENT_CONNECTING);
	assert_false(clients_read(room->clients));
	assert_int_equal(clients_go_on(room->clients, 0), 0);
	assert_int_equal(look(room, 1).state, CLIENT_CONNECTING);

	assert_int_equal(clients_go_on(room->clients, 2), 2);
	assert_int_equal(look(room, 2).state, CLIENT_CONNECTED);
	assert_int_equal(look(room, 3).state, CLIENT_CONNECTING);
	assert_int_equal(clients_go_on(room->clients, UINT_MAX), 3);
	assert_int_equal(clients_held(room->clients), 0);
	for (int i = 1; i <= 5; i++) {
		assert_int_equal(clients_not_accepted(room->clients), 6 - i);
		close(accept_one(room, &number));
		assert_int_equal(number, i);
	}
	assert_int_equal(clients_not_accepted(room->clients), 0);
	assert_int_equal(clients_go_on(room->clients, UINT_MAX), 0);
}

static void held_back_client_says_so_and_may_leave(void **state)
{
	struct room *room = *state;
	int number;

	for (int i = 1; i <= 4; i++)
		hold_one(room);
	assert_int_equal(send_line(room, 1, "hello"), 0);
	assert_ptr_equal(room->why, &clients_say_connecting);
	room->why = NULL;
	assert_false(clients_shutdown(room->clients, 1, &room->why));
	assert_ptr_equal(room->why, &clients_say_connecting);
	assert_true(clients_close(room->clients, 1, &room->why));
	assert_true(clients_reset(room->clients, 2, &room->why));
	assert_true(clients_set_reading(room->clients, 3, false, &room->why));
	assert_true(clients_set_reading(room->clients, 4, false, &room->why));
	assert_true(clients_set_reading(room->clients, 4, true, &room->why));
	assert_int_equal(clients_held(room->clients), 2);
	assert_int_equal(clients_go_on(room->clients, UINT_MAX), 2);
	assert_int_equal(look(room, 1).state, CLIENT_CLOSED);
	assert_int_equal(look(room, 2).state, CLIENT_RESET);
	for (int i = 3; i <= 4; i++) {
		int server = accept_one(room, &number);
		assert_int_equal(number, i);
		answer(server, "welcome\n");
		close(server);
	}
	EVENTUALLY(clients_read(room->clients) || look(room, 4).answered == 1);
	assert_int_equal(look(room, 3).answered, 0);
}

static void held_back_client_is_refused_when_nobody_listens_any_more(void **state)
{
	struct room *room = *state;

	hold_one(room);
	close(room->listener);
	assert_int_equal(clients_go_on(room->clients, UINT_MAX), 1);
	assert_int_equal(look(room, 1).state, CLIENT_BROKEN);
	assert_int_equal(clients_not_accepted(room->clients), 0);
	assert_false(clients_read(room->clients));
}

static void lost_listener_ends_what_was_expected(void **state)
{
	struct room *room = *state;
	int number = connect_one(room);
	struct sockaddr_in own = address_of(room, number);

	assert_int_equal(clients_waiting(room->clients, &own), number);
	close(room->listener);
	room->listener = -1;
	EVENTUALLY(clients_read(room->clients));
	assert_int_equal(look(room, number).state, CLIENT_BROKEN);
	assert_int_equal(clients_waiting(room->clients, &own), 0);

	assert_int_equal(connect_one(room), 0);
	assert_ptr_equal(room->why, &clients_say_refused);
	assert_false(clients_exists(room->clients, number + 1));
}

static void refusals_say_why(void **state)
{
	struct room *room = *state;
	int number = connect_one(room), accepted;
	int outside = outside_connect(room);
	struct client_view view;

	assert_false(clients_close(room->clients, 2, &room->why));
	assert_ptr_equal(room->why, &clients_say_unknown);
	assert_false(clients_close(room->clients, -1, &room->why));
	assert_ptr_equal(room->why, &clients_say_unknown);
	close(accept_one(room, &accepted));
	close(accept_one(room, &accepted));
	assert_int_equal(accepted, 2);
	assert_false(clients_reset(room->clients, 2, &room->why));
	assert_ptr_equal(room->why, &clients_say_outside);
	assert_false(clients_describe(room->clients, 2, &view));

	assert_true(clients_close(room->clients, number, &room->why));
	for (int i = 0; i < 5; i++) {
		room->why = NULL;
		assert_false(i == 0   ? clients_close(room->clients, number, &room->why)
		             : i == 1 ? clients_reset(room->clients, number, &room->why)
		             : i == 2 ? clients_shutdown(room->clients, number, &room->why)
		             : i == 3 ? clients_set_reading(room->clients, number, 1, &room->why)
		                      : send_line(room, number, "hello") > 0);
		assert_ptr_equal(room->why, &clients_say_left);
	}
	assert_string_equal(room->why->en, "has left");
	assert_string_equal(room->why->ru, "уже ушёл");
	close(outside);
}

static void limit_of_descriptors_is_a_reason(void **state)
{
	struct room *room = *state;
	struct rlimit before, none;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	none = (struct rlimit){0, before.rlim_max};
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	int number = connect_one(room);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(number, 0);
	assert_ptr_equal(room->why, &clients_say_descriptors);
	assert_int_equal(connect_one(room), 1);
}

static void crowd_is_named_and_read(void **state)
{
	struct room *room = *state;
	int *server = calloc(CROWD, sizeof *server), count = 0, number;

	size_t limit = fd_raise_limit();
	int crowd = limit < 2 * CROWD + FD_HIGH + 100 ? 100 : CROWD;
	for (int i = 0; i < crowd; i++) {
		assert_int_equal(connect_one(room), i + 1);
		server[i] = accept_one(room, &number);
		assert_int_equal(number, i + 1);
		answer(server[i], "welcome\n");
	}
	for (int patience = PATIENCE; patience > 0 && count < crowd; patience--) {
		clients_read(room->clients);
		count = 0;
		for (int n = 0; (n = clients_next(room->clients, n));)
			count += (int)look(room, n).answered;
	}
	assert_int_equal(count, crowd);
	/* With resets, or every run would fill the machine with sockets in TIME_WAIT. */
	for (int i = 0; i < crowd; i++) {
		assert_true(clients_reset(room->clients, i + 1, &room->why));
		close(server[i]);
	}
	free(server);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_follow_the_order_of_arrival),
		TEST(client_that_left_while_it_waited_keeps_its_name),
		TEST(address_names_a_client_once),
		TEST(port_of_a_reset_client_may_come_twice),
		TEST(own_ends_leave_the_low_descriptors_alone),
		TEST(lines_arrive_whole_and_in_order),
		TEST(answers_are_counted_and_the_last_is_kept),
		TEST(long_answer_is_cut_and_counted_whole),
		TEST(client_that_does_not_read_piles_up_unsent_bytes),
		TEST(close_is_an_end_of_file_even_when_answers_were_unread),
		TEST(reset_is_econnreset_at_the_server),
		TEST(half_closed_client_still_hears),
		TEST(end_of_the_server_is_news_once),
		TEST(reset_by_the_server_breaks_a_client),
		TEST(full_send_buffer_takes_what_fits_and_drops_the_rest),
		cmocka_unit_test(full_backlog_makes_a_client_that_is_connecting),
		TEST(held_back_clients_connect_in_order_as_there_is_room),
		TEST(held_back_client_says_so_and_may_leave),
		TEST(held_back_client_is_refused_when_nobody_listens_any_more),
		TEST(lost_listener_ends_what_was_expected),
		TEST(refusals_say_why),
		TEST(limit_of_descriptors_is_a_reason),
		TEST(crowd_is_named_and_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
