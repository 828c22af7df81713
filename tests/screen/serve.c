/* The server on the screen serves whoever connects, whatever its terminal does. */
#include "harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void start_serving(struct term *t)
{
	term_start(t, NULL);
	term_expect(t, "blocked in select()");
	term_type(t, ":speed max\r");
	term_expect(t, "as fast as it can");
	term_type(t, "c");
}

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

/* One line there and one back. */
static void expect_answer(int client)
{
	char answer[64];
	struct pollfd polled = {.fd = client, .events = POLLIN};
	assert_int_equal(write(client, "hi\n", 3), 3);
	assert_int_equal(poll(&polled, 1, HARNESS_PATIENCE), 1);
	ssize_t length = read(client, answer, sizeof answer);
	assert_int_equal(length, 12);
	assert_memory_equal(answer, "Hello World\n", 12);
}

static void a_real_nc_is_served_and_shown(void **state)
{
	(void)state;
	struct term t;
	char line[128], answer[128] = "";
	if (system("command -v nc >/dev/null 2>&1") != 0)
		skip();
	start_serving(&t);
	snprintf(line, sizeof line, "echo hi | nc -w 5 127.0.0.1 %u", term_port(&t));
	FILE *nc = popen(line, "re");
	assert_non_null(nc);
	assert_non_null(fgets(answer, sizeof answer, nc));
	assert_string_equal(answer, "Hello World\n");
	term_expect(&t, "Connection from (");
	term_expect(&t, "client1");
	term_type(&t, "c"); /* pause, then quit over the one who is connected */
	term_expect(&t, "Paused");
	term_type(&t, "q");
	term_expect(&t, "y/n");
	term_type(&t, "y");
	assert_int_equal(term_wait(&t), 0);
	pclose(nc);
	term_end(&t);
}

/* B30: seen when it comes, not when it is accepted. */
static void an_arrival_is_shown_while_the_program_is_paused(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	int client = connect_to(term_port(&t));
	term_expect(&t, "accepted  1 of");
	close(client);
	term_end(&t);
}

/* C12: Ctrl-S: the terminal takes nothing more. Only drawing waits for it. */
static void a_terminal_that_stops_reading_stops_no_server(void **state)
{
	(void)state;
	struct term t;
	start_serving(&t);
	unsigned port = term_port(&t);
	term_type(&t, "\023");
	int first = connect_to(port);
	for (int i = 0; i < 50; i++)
		expect_answer(first);
	int second = connect_to(port);
	expect_answer(second);
	term_look(&t);
	assert_false(term_shows(&t, "client2"));
	term_type(&t, "\021");
	term_expect(&t, "client2");
	close(first);
	close(second);
	term_end(&t);
}

/* C12, C13: nobody reads the other side, and the pseudo terminal fills up. Frames are dropped, not
 * kept. */
static void an_emulator_that_stops_reading_stops_no_server(void **state)
{
	(void)state;
	enum { PICTURES = 400, WHOLE_PICTURE = 4000, KEPT = 200000 };
	struct term t;
	start_serving(&t);
	int client = connect_to(term_port(&t));
	term_expect_silence(&t, 50);
	size_t before = t.length;
	for (int i = 0; i < PICTURES; i++) {
		term_type(&t, "\f"); /* each wants a whole picture */
		expect_answer(client);
	}
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	assert_true(t.length - before > WHOLE_PICTURE);
	assert_true(t.length - before < KEPT);
	close(client);
	term_end(&t);
}

static unsigned own_port(int fd)
{
	struct sockaddr_in own;
	socklen_t size = sizeof own;
	assert_int_equal(getsockname(fd, (struct sockaddr *)&own, &size), 0);
	return ntohs(own.sin_port);
}

static void reset(int fd)
{
	struct linger at_once = {1, 0};
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
	close(fd);
}

static unsigned count_rows(struct term *t, const char *text)
{
	unsigned count = 0;
	for (int row = 0; row < t->rows; row++) {
		char shown[1000];
		term_row(t, row, shown, sizeof shown);
		count += strstr(shown, text) != NULL;
	}
	return count;
}

/* Waits, for a picture may come in parts. */
static void expect_rows(struct term *t, const char *text, unsigned count)
{
	for (long end = term_now() + HARNESS_PATIENCE; count_rows(t, text) != count;) {
		if (term_now() < end && term_take(t, (int)(end - term_now())))
			continue;
		print_error("not in %u rows: \"%s\"\n", count, text);
		term_print(t);
		fail();
	}
}

/* Waits until as many are left out as have no row. */
static void expect_rest(struct term *t, unsigned all)
{
	char rest[32];
	for (long end = term_now() + HARNESS_PATIENCE;;) {
		snprintf(rest, sizeof rest, "and %u more", all - count_rows(t, "not accepted"));
		if (term_shows(t, rest))
			return;
		if (term_now() < end && term_take(t, (int)(end - term_now())))
			continue;
		print_error("not shown: \"%s\"\n", rest);
		term_print(t);
		fail();
	}
}

/* B1: the listener counts whom accept() will return; the rows say who has gone already. */
static void a_reset_in_the_queue_is_told_and_nobody_is_told_twice(void **state)
{
	(void)state;
	struct term t;
	char port[2][16];
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	unsigned server = term_port(&t);
	int first = connect_to(server);
	snprintf(port[0], sizeof port[0], ":%u ", own_port(first));
	term_expect(&t, port[0]);
	int gone = connect_to(server);
	term_expect(&t, "accepted  2 of");
	reset(gone);
	term_expect(&t, "reset before accepted");
	int last = connect_to(server);
	snprintf(port[1], sizeof port[1], ":%u ", own_port(last));
	term_expect(&t, port[1]);
	term_expect(&t, "accepted  3 of");
	for (int i = 0; i < 2; i++)
		expect_rows(&t, port[i], 1);
	expect_rows(&t, "reset before accepted", 1);
	expect_rows(&t, "not accepted", 2);
	close(first);
	close(last);
	term_end(&t);
}

/* More than are looked at one by one: the rows below the pane's edge count as well. */
static void a_long_queue_is_counted_whole(void **state)
{
	(void)state;
	enum { MANY = 101 };
	struct term t;
	int client[MANY];
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	unsigned server = term_port(&t);
	for (int i = 0; i < MANY; i++)
		client[i] = connect_to(server);
	term_expect(&t, "accepted  101 of 128");
	expect_rest(&t, MANY);
	for (int i = 0; i < MANY; i++)
		close(client[i]);
	term_end(&t);
}

/* What was said of a program that stood still is no news once it has run on. */
static void what_was_said_of_a_standstill_goes_when_it_is_over(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, "c");
	term_expect(&t, "wakes when something comes");
	int client = connect_to(term_port(&t));
	term_expect_gone(&t, "wakes when something comes");
	term_expect(&t, "Connection from (");
	term_type(&t, ":lesson 1\r");
	term_expect(&t, "1 client from outside is connected. Open lesson 1 all the same? y/n");
	term_type(&t, "y");
	term_expect(&t, "1 client from outside was disconnected.");
	term_expect_gone(&t, "was disconnected");
	term_type(&t, "R");
	term_expect(&t, "The program starts again.");
	int waiting = connect_to(term_port(&t));
	term_expect(&t, "Something is ready");
	close(waiting);
	close(client);
	term_end(&t);
}

/* Room to send comes by itself, but not from a client that does not read: run says so and ends. */
static void run_ends_at_a_client_that_does_not_read(void **state)
{
	const char *const arguments[] = {"--lesson", "1",      "--program", "never-reads", "--port",
	                                 "0",        "--lang", "en",        NULL};
	const struct term_options options = {.arguments = arguments};
	struct term t;
	(void)state;
	term_start(&t, &options);
	term_expect(&t, "blocked in accept()");
	term_type(&t, ":connect\rr");
	term_expect(&t, "blocked in recv()");
	term_type(&t, ":read 1 off\r:send 1 x\rr");
	term_expect(&t, "│▶WAIT  blocked in send()");
	term_expect(&t, "│ WAIT  blocked in send()");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_real_nc_is_served_and_shown),
		cmocka_unit_test(an_arrival_is_shown_while_the_program_is_paused),
		cmocka_unit_test(a_reset_in_the_queue_is_told_and_nobody_is_told_twice),
		cmocka_unit_test(a_long_queue_is_counted_whole),
		cmocka_unit_test(what_was_said_of_a_standstill_goes_when_it_is_over),
		cmocka_unit_test(run_ends_at_a_client_that_does_not_read),
		cmocka_unit_test(a_terminal_that_stops_reading_stops_no_server),
		cmocka_unit_test(an_emulator_that_stops_reading_stops_no_server),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
