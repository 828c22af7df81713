/*
 * Tests of stage/stage.h: what lesson 5 and two small programs of this file do when a client breaks
 * off, when descriptors run out, when select() is given what it cannot watch, and when clients come
 * and go for a long time. What CPython words is compared word for word.
 */
#include "stage/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/fd.h"
#include "lesson/lesson.h"
#include "net/clients.h"

enum {
	PATIENCE = 5000, /* milliseconds */
	CYCLES = 500,
	CROWD = 1100,
	CROWD_FILES = 2 * CROWD + 200, /* descriptors that it needs */
	LINES = 100 /* of a listing made up here */
};

/* --- two small programs ------------------------------------------------------------------------*/

/* server_socket = socket.socket(...)        1
 * server_socket.bind(("localhost", 5000))   2
 * server_socket.listen()                    3
 * while True:
 *     client_socket, address = server_socket.accept()   4
 *     try:
 *         while True:
 *             request = client_socket.recv(4096)        5
 *             if not request:                           6
 *                 break                                 7
 *             client_socket.send(request)               8
 *         client_socket.close()                         9
 *     except ConnectionResetError:                      10
 *         print("lost")                                 11 */
enum {
	at_socket = 1,
	at_bind,
	at_listen,
	at_accept,
	at_recv,
	at_check,
	at_leave,
	at_send,
	at_close,
	at_reset,
	at_lost
};

#define MODULE_LOCALS(X, H) X(server_socket) X(client_socket) X(address) X(request)
FRAME(module, MODULE_LOCALS)

// clang-format off
static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	for (;;) {
		AT(accept)
		DO(stage_accept(s, f->server_socket, &f->client_socket, &f->address));
		for (;;) {
			AT(recv) DO(stage_recv(s, f->client_socket, 4096, &f->request));
			AT(check) if (stage_is_empty(s, f->request)) {
				AT(leave) break;
			}
			AT(send) DO(stage_send(s, f->client_socket, f->request));
		}
		AT(close) stage_close(s, f->client_socket);
		continue;
		EXCEPT(reset, ERROR_CONNECTION_RESET)
		AT(lost) stage_print(s, "lost", 0);
	}
	END
}
// clang-format on

static const struct code echo_codes[] = {
	{CODE(module, 0), .tries = {{at_recv, at_close, at_reset}}},
};
static const struct program echo = {
	.lesson = "test",
	.name = "echo",
	.tags = (const struct tag[]){{NULL, 0}},
	.codes = echo_codes,
	.code_count = 1,
};

/* server_socket = socket.socket(...)   1 (socket)
 * to_read = {}                         2 (queue)
 * to_read[server_socket] = None        3 (park)
 * server_socket.close()                4 (shut)
 * ready, _, _ = select(to_read, [], [])  5 (select) */
enum { at_queue = 2, at_park, at_shut, at_select };
enum { TO_READ, NOTHING, READY, READY_TO_WRITE };

#define CLOSER_LOCALS(X, H) X(server_socket)
FRAME(closer, CLOSER_LOCALS)

static enum stage_status closer(struct stage *s, struct frame *frame)
{
	BEGIN(closer)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(queue) stage_new(s, TO_READ);
	AT(park) stage_set(s, TO_READ, f->server_socket, value_of(VALUE_NONE, 0));
	AT(shut) stage_close(s, f->server_socket);
	AT(select) DO(stage_select(s, TO_READ, NOTHING, READY, READY_TO_WRITE));
	END
}

static const struct code closer_codes[] = {{CODE(closer, 0)}};
static const struct program closes_what_it_selects = {
	.lesson = "test",
	.name = "closer",
	.tags = (const struct tag[]){{NULL, 0}},
	.codes = closer_codes,
	.code_count = 1,
	// clang-format off
	.collections = {
		[TO_READ] = {"to_read", COLLECTION_DICT, false},
		[NOTHING] = {"nothing", COLLECTION_LIST, false},
		[READY] = {"ready", COLLECTION_LIST, false},
		[READY_TO_WRITE] = {"ready_to_write", COLLECTION_LIST, false},
	},
	// clang-format on
};

static const struct program *find(const char *lesson, const char *name)
{
	for (size_t i = 0; i < program_count; i++)
		if (!strcmp(programs[i]->lesson, lesson) && !strcmp(programs[i]->name, name))
			return programs[i];
	fail_msg("%s of %s is not in this binary", name, lesson);
	return NULL;
}

static const struct program *lesson_5(void)
{
	return find("05-generators", "server");
}

/* --- a stage with clients ----------------------------------------------------------------------*/

struct hall {
	struct stage *stage;
	struct clients *clients;
	const struct say *why;
};

static struct rlimit limit_before;
static char *listing[LINES];

static void hall_open(struct hall *h, const struct program *p)
{
	h->clients = clients_new();
	struct stage_world world = {
		.clients = h->clients,
		.address = {htonl(INADDR_LOOPBACK)},
		.watch = -1,
		.is_virtual = true,
		.history = TRACE_BOUND,
	};
	h->stage = stage_open(p, (const char *const *)listing, &world);
	h->why = NULL;
}

static void hall_close(struct hall *h)
{
	stage_end(h->stage);
	clients_free(h->clients);
}

/* Until it waits with nothing ready, or ends; a thousand lines at a time. */
static enum stage_status run(struct hall *h)
{
	enum stage_status status;
	do
		status = stage_run(h->stage, 1000);
	while (status == STAGE_LINE || (status == STAGE_BLOCKED && clients_read(h->clients)));
	return status;
}

/* Lets the program run until the expression is true; fails the test when it does not come true. */
#define RUN_UNTIL(h, expression)                                         \
	do {                                                             \
		int patience = PATIENCE;                                 \
		bool came;                                               \
		while (run(h), !(came = (expression)) && patience-- > 0) \
			poll(NULL, 0, 1);                                \
		if (!came)                                               \
			fail_msg("never came: %s", #expression);         \
	} while (0)

static int connect_one(struct hall *h)
{
	struct in_addr here = {htonl(INADDR_LOOPBACK)};
	int number = clients_connect(h->clients, here, h->stage->net.port, &h->why);
	if (!number)
		fail_msg("%s", h->why->en);
	return number;
}

static void say(struct hall *h, int client, const char *text, size_t size)
{
	assert_int_equal(clients_send(h->clients, client, text, size, &h->why), size + 1);
}

static uint32_t answers(struct hall *h, int client)
{
	struct client_view one;
	assert_true(clients_describe(h->clients, client, &one));
	return one.answered;
}

/* Line number `back` from the end of what was printed, 0 the last. */
static void assert_printed(const struct hall *h, unsigned back, unsigned stream, const char *text)
{
	const struct stage *s = h->stage;
	assert_true(s->output_count > back);
	const struct stage_output *line = &s->output[(s->output_count - 1 - back) % STAGE_OUTPUT];
	assert_string_equal(bytes_text(&line->text), text);
	assert_int_equal(line->stream, stream);
}

static void assert_ended_by(const struct hall *h, enum stage_error kind, int number,
                            const char *message)
{
	const struct stage *s = h->stage;
	assert_true(s->has_ended);
	assert_int_equal(s->error.kind, kind);
	assert_int_equal(s->error.number, number);
	assert_string_equal(s->error.message, message);
	assert_int_equal(stage_at(s), 0);
	assert_int_equal(stage_running(s), 0);
	assert_int_equal(stage_run(h->stage, 1), STAGE_RAISED);
}

static unsigned count_descriptors(void)
{
	DIR *all = opendir("/proc/self/fd");
	unsigned count = 0;
	assert_non_null(all);
	while (readdir(all))
		count++;
	closedir(all);
	return count;
}

/* --- lines -------------------------------------------------------------------------------------*/

static void runs_as_many_lines_as_it_is_told(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, lesson_5());
	assert_int_equal(h.stage->front.trace.steps, 0);
	assert_int_equal(stage_run(h.stage, 1), STAGE_LINE);
	assert_int_equal(h.stage->front.trace.steps, 1);
	assert_int_equal(stage_at(h.stage), program_tag_line(lesson_5(), "tasks"));
	assert_int_equal(stage_run(h.stage, 7), STAGE_LINE);
	assert_int_equal(h.stage->front.trace.steps, 8);
	assert_int_equal(stage_run(h.stage, UINT64_MAX), STAGE_BLOCKED);
	assert_int_equal(h.stage->waits, CALL_SELECT);
	assert_int_equal(h.stage->waits_since, h.stage->front.trace.steps);
	uint64_t steps = h.stage->front.trace.steps;
	assert_int_equal(stage_run(h.stage, 100), STAGE_BLOCKED);
	assert_int_equal(h.stage->front.trace.steps, steps);
	hall_close(&h);
}

static void waits_say_the_call_and_the_socket(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, &echo);
	assert_int_equal(run(&h), STAGE_BLOCKED);
	assert_int_equal(h.stage->waits, CALL_ACCEPT);
	assert_int_equal(h.stage->waits_for, 1);
	int client = connect_one(&h);
	RUN_UNTIL(&h, h.stage->waits == CALL_RECV);
	assert_int_equal(h.stage->net.sockets[h.stage->waits_for].name, (uint32_t)client);
	assert_string_equal(stage_call_name(h.stage->waits), "recv()");
	assert_int_equal(stage_at(h.stage), at_recv);
	hall_close(&h);
}

/* --- bytes -------------------------------------------------------------------------------------*/

static void bytes_are_passed_on_as_they_are(void **unused)
{
	(void)unused;
	static const char text[] = "\0a\0\0b\xff\x80\x1b[2J\0";
	struct client_view one;
	struct hall h;
	hall_open(&h, &echo);
	run(&h);
	int client = connect_one(&h);
	say(&h, client, text, sizeof text);
	RUN_UNTIL(&h, answers(&h, client) == 1);
	assert_true(clients_describe(h.clients, client, &one));
	assert_int_equal(one.last_length, sizeof text);
	assert_memory_equal(one.last, text, sizeof text);
	assert_int_equal(one.received, sizeof text + 1);
	hall_close(&h);
}

static void send_waits_for_room_and_goes_on(void **unused)
{
	(void)unused;
	static char text[3000];
	struct hall h;
	hall_open(&h, &echo);
	run(&h);
	int client = connect_one(&h);
	memset(text, 'x', sizeof text);
	assert_true(clients_set_reading(h.clients, client, false, &h.why));
	for (int i = 0; i < 10000 && h.stage->waits != CALL_SEND; i++) {
		clients_send(h.clients, client, text, sizeof text, &h.why);
		run(&h);
	}
	assert_int_equal(h.stage->waits, CALL_SEND);
	assert_int_equal(stage_at(h.stage), at_send);
	assert_true(clients_set_reading(h.clients, client, true, &h.why));
	RUN_UNTIL(&h, h.stage->waits == CALL_RECV);
	hall_close(&h);
}

/* --- exceptions --------------------------------------------------------------------------------*/

static void reset_raises_and_prints_a_traceback(void **unused)
{
	(void)unused;
	char place[3][80];
	static const char *const tags[] = {"recv", "resume", "start"};
	static const char *const names[] = {"client", "event_loop", "<module>"};
	const struct program *p = lesson_5();
	struct hall h;
	hall_open(&h, p);
	run(&h);
	int client = connect_one(&h);
	RUN_UNTIL(&h, h.stage->output_count == 1);
	assert_true(clients_reset(h.clients, client, &h.why));
	RUN_UNTIL(&h, h.stage->has_ended);
	assert_ended_by(&h, ERROR_CONNECTION_RESET, ECONNRESET,
	                "[Errno 104] Connection reset by peer");
	assert_printed(&h, 0, 2, "ConnectionResetError: [Errno 104] Connection reset by peer");
	for (unsigned i = 0; i < 3; i++) {
		unsigned line = program_tag_line(p, tags[i]);
		snprintf(place[i], sizeof place[i], "  File \"server.py\", line %u, in %s", line,
		         names[i]);
		assert_printed(&h, 2 + 2 * i, 2, place[i]);
		snprintf(place[i], sizeof place[i], "    text of line %u", line);
		assert_printed(&h, 1 + 2 * i, 2, place[i]);
	}
	assert_printed(&h, 7, 2, "Traceback (most recent call last):");
	hall_close(&h);
}

static void caught_exception_is_forgotten(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, &echo);
	run(&h);
	int client = connect_one(&h);
	RUN_UNTIL(&h, h.stage->waits == CALL_RECV);
	assert_true(clients_reset(h.clients, client, &h.why));
	RUN_UNTIL(&h, h.stage->waits == CALL_ACCEPT);
	assert_false(h.stage->has_ended);
	assert_int_equal(h.stage->error.kind, ERROR_NONE);
	assert_printed(&h, 0, 1, "lost");
	client = connect_one(&h);
	say(&h, client, "still there", 11);
	RUN_UNTIL(&h, answers(&h, client) == 1);
	hall_close(&h);
}

/* A client that does not read, and a program that waits in send() with a part of it gone. */
static int block_in_send(struct hall *h)
{
	hall_open(h, find("01-blocking", "never-reads"));
	run(h);
	int client = connect_one(h);
	assert_true(clients_set_reading(h->clients, client, false, &h->why));
	say(h, client, "x", 1);
	RUN_UNTIL(h, h->stage->waits == CALL_SEND);
	assert_true(h->stage->sent > 0);
	return client;
}

/* As CPython: send() returns what went, and the next call on the socket meets the error. */
static void reset_while_send_waits_raises_in_the_next_recv(void **unused)
{
	(void)unused;
	struct hall h;
	int client = block_in_send(&h);
	assert_true(clients_reset(h.clients, client, &h.why));
	RUN_UNTIL(&h, h.stage->has_ended);
	assert_ended_by(&h, ERROR_CONNECTION_RESET, ECONNRESET,
	                "[Errno 104] Connection reset by peer");
	hall_close(&h);
}

static void reset_while_send_waits_comes_after_what_was_sent_before(void **unused)
{
	(void)unused;
	struct hall h;
	int client = block_in_send(&h);
	say(&h, client, "more", 4);
	assert_true(clients_reset(h.clients, client, &h.why));
	unsigned sends = 0;
	for (uint64_t step = 0; !h.stage->has_ended && step < 1000; step++) {
		stage_run(h.stage, 1);
		sends += stage_at(h.stage) == program_tag_line(h.stage->program, "answer");
	}
	assert_int_equal(sends, 1); /* it had read "more" */
	assert_ended_by(&h, ERROR_CONNECTION_RESET, ECONNRESET,
	                "[Errno 104] Connection reset by peer");
	hall_close(&h);
}

/* What comes after a FIN is no error to recv(): that has met the end. */
static void close_while_send_waits_is_an_end(void **unused)
{
	(void)unused;
	struct hall h;
	int client = block_in_send(&h);
	assert_true(clients_close(h.clients, client, &h.why));
	RUN_UNTIL(&h, h.stage->waits == CALL_ACCEPT);
	hall_close(&h);
}

static void closed_socket_in_select_raises_value_error(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, &closes_what_it_selects);
	assert_int_equal(run(&h), STAGE_RAISED);
	assert_ended_by(&h, ERROR_VALUE, 0, "file descriptor cannot be a negative integer (-1)");
	assert_printed(&h, 0, 2, "ValueError: file descriptor cannot be a negative integer (-1)");
	assert_printed(&h, 2, 2, "  File \"closer.py\", line 5, in closer");
	hall_close(&h);
}

/* A list may hold what is no socket, whose number says nothing to select(). */
static void only_sockets_enter_and_leave_the_set_of_a_list(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, lesson_5());
	run(&h);
	struct stage *s = h.stage;
	struct net_set *set = &s->collections[STAGE_COLLECTIONS - 1].set;
	value task = value_of(VALUE_TASK, 5000000), socket = value_of(VALUE_SOCKET, 1);
	stage_append(s, STAGE_COLLECTIONS - 1, task);
	stage_append(s, STAGE_COLLECTIONS - 1, socket);
	assert_true(net_set_contains(&s->net, set, 1));
	stage_remove(s, STAGE_COLLECTIONS - 1, task);
	assert_true(net_set_contains(&s->net, set, 1));
	assert_int_equal(stage_pop_first(s, STAGE_COLLECTIONS - 1), socket);
	assert_false(net_set_contains(&s->net, set, 1));
	hall_close(&h);
}

/* --- limits ------------------------------------------------------------------------------------*/

static void restore_limit(void)
{
	setrlimit(RLIMIT_NOFILE, &limit_before);
}

static int give_limit_back(void **unused)
{
	(void)unused;
	restore_limit();
	return 0;
}

/* No descriptor below those that are open already. */
static void leave_no_descriptor(void)
{
	int lowest = dup(STDIN_FILENO);
	struct rlimit none = {(rlim_t)lowest, limit_before.rlim_max};
	close(lowest);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
}

static void accept_without_descriptors_raises_os_error(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, lesson_5());
	run(&h);
	connect_one(&h);
	leave_no_descriptor();
	RUN_UNTIL(&h, h.stage->has_ended);
	restore_limit();
	assert_ended_by(&h, ERROR_OS, EMFILE, "[Errno 24] Too many open files");
	assert_printed(&h, 0, 2, "OSError: [Errno 24] Too many open files");
	hall_close(&h);
}

static void socket_without_descriptors_raises_os_error(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, &echo);
	leave_no_descriptor();
	assert_int_equal(run(&h), STAGE_RAISED);
	restore_limit();
	assert_ended_by(&h, ERROR_OS, EMFILE, "[Errno 24] Too many open files");
	hall_close(&h);
}

static unsigned count_free_low_descriptors(void)
{
	unsigned count = 0;
	for (int fd = 0; fd < FD_SETSIZE; fd++)
		count += fcntl(fd, F_GETFD) < 0;
	return count;
}

/* The listener takes one of the low descriptors; the first client above them is one too many. */
static void select_of_descriptor_1024_raises_value_error(void **unused)
{
	(void)unused;
	struct hall h;
	enum { TRACEBACK_LINES = 6 };
	if (fd_raise_limit() < CROWD_FILES)
		skip();
	hall_open(&h, lesson_5());
	unsigned low = count_free_low_descriptors();
	for (int i = 0; i < CROWD && run(&h) == STAGE_BLOCKED; i++)
		connect_one(&h);
	RUN_UNTIL(&h, h.stage->has_ended);
	assert_ended_by(&h, ERROR_VALUE, 0, "filedescriptor out of range in select()");
	assert_int_equal(h.stage->output_count, low + TRACEBACK_LINES);
	hall_close(&h);
}

/* --- for a long time ---------------------------------------------------------------------------*/

static void one_visit(struct hall *h)
{
	int client = connect_one(h);
	say(h, client, "hello", 5);
	RUN_UNTIL(h, answers(h, client) == 1);
	assert_true(clients_close(h->clients, client, &h->why));
	uint64_t printed = h->stage->output_count;
	RUN_UNTIL(h, h->stage->output_count == printed + 1);
	assert_printed(h, 0, 1, "Done");
}

/* E12: after many clients. */
static void ids_and_descriptors_are_used_again(void **unused)
{
	(void)unused;
	struct hall h;
	hall_open(&h, lesson_5());
	run(&h);
	for (int i = 0; i < CYCLES / 2; i++)
		one_visit(&h);
	const struct stage *s = h.stage;
	unsigned descriptors = count_descriptors();
	uint32_t frames = s->frame_ids.capacity, sockets = s->net.ids.capacity,
		 bytes = s->bytes_ids.capacity;
	for (int i = 0; i < CYCLES; i++)
		one_visit(&h);
	assert_int_equal(count_descriptors(), descriptors);
	assert_int_equal(s->frame_ids.capacity, frames);
	assert_int_equal(s->net.ids.capacity, sockets);
	assert_int_equal(s->bytes_ids.capacity, bytes);
	assert_in_range(frames, 1, 128);
	hall_close(&h);
	hall_open(&h, lesson_5());
	hall_close(&h);
}

static void end_of_a_stage_closes_every_socket(void **unused)
{
	(void)unused;
	struct hall h;
	unsigned before = count_descriptors();
	hall_open(&h, lesson_5());
	run(&h);
	for (int i = 0; i < 20; i++)
		connect_one(&h);
	RUN_UNTIL(&h, h.stage->output_count == 20);
	assert_true(count_descriptors() >= before + 41);
	hall_close(&h);
	assert_int_equal(count_descriptors(), before);
	stage_end(NULL);
}

static int set_up(void **unused)
{
	(void)unused;
	fd_raise_limit();
	getrlimit(RLIMIT_NOFILE, &limit_before);
	for (int i = 0; i < LINES; i++) {
		listing[i] = malloc(40);
		snprintf(listing[i], 40, "        text of line %d", i + 1);
	}
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	for (int i = 0; i < LINES; i++)
		free(listing[i]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_as_many_lines_as_it_is_told),
		cmocka_unit_test(waits_say_the_call_and_the_socket),
		cmocka_unit_test(bytes_are_passed_on_as_they_are),
		cmocka_unit_test(send_waits_for_room_and_goes_on),
		cmocka_unit_test(reset_raises_and_prints_a_traceback),
		cmocka_unit_test(only_sockets_enter_and_leave_the_set_of_a_list),
		cmocka_unit_test(reset_while_send_waits_raises_in_the_next_recv),
		cmocka_unit_test(reset_while_send_waits_comes_after_what_was_sent_before),
		cmocka_unit_test(close_while_send_waits_is_an_end),
		cmocka_unit_test(caught_exception_is_forgotten),
		cmocka_unit_test(closed_socket_in_select_raises_value_error),
		cmocka_unit_test_teardown(accept_without_descriptors_raises_os_error,
	                                  give_limit_back),
		cmocka_unit_test_teardown(socket_without_descriptors_raises_os_error,
	                                  give_limit_back),
		cmocka_unit_test(select_of_descriptor_1024_raises_value_error),
		cmocka_unit_test(ids_and_descriptors_are_used_again),
		cmocka_unit_test(end_of_a_stage_closes_every_socket),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
