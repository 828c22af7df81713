/*
 * The kernel's refusals, one at a time: accept4(), recv() and send() are replaced here, so that any
 * of them can fail when a test wants it. What the program then meets is what CPython meets: two
 * errors are waited out, every other one is its exception, and the tool goes on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fd.h"
#include "command/command.h"
#include "net/clients.h"

/* --- the calls that fail -----------------------------------------------------------------------*/

static struct {
	long call; /* SYS_accept4, SYS_recvfrom or SYS_sendto */
	int error, times;
	size_t most; /* bytes that one send takes; 0: as many as the kernel does */
} fault;

static int fails(long call)
{
	if (fault.call != call || !fault.times)
		return 0;
	fault.times--;
	errno = fault.error;
	return -1;
}

int accept4(int fd, struct sockaddr *address, socklen_t *size, int flags)
{
	return fails(SYS_accept4) ? -1 : (int)syscall(SYS_accept4, fd, address, size, flags);
}

/* The built-in clients keep their ends high, and are left alone. */
ssize_t recv(int fd, void *buffer, size_t size, int flags)
{
	if (fd < FD_HIGH && fails(SYS_recvfrom))
		return -1;
	return syscall(SYS_recvfrom, fd, buffer, size, flags, NULL, NULL);
}

ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
	if (fd < FD_HIGH && fails(SYS_sendto))
		return -1;
	if (fd < FD_HIGH && fault.most && size > fault.most)
		size = fault.most;
	return syscall(SYS_sendto, fd, bytes, size, flags, NULL, 0);
}

/* --- an app --------------------------------------------------------------------------------------*/

static struct app app;

static void must(const char *line)
{
	app.view.message[0] = '\0';
	app.view.message_is_error = false;
	if (command_execute(&app, line) != COMMAND_DONE || app.view.message_is_error)
		fail_msg("%s: %s", line, app.view.message);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
}

/* Lesson 1 meets the errors in calls that block, 2 and 5 after select(), 3 after epoll_wait(). */
static void open_lesson(const char *lesson)
{
	char *why = NULL, line[40];
	struct options o = {
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
	};
	if (!app_open(&app, &o, false, &why))
		fail_msg("%s", why);
	app.dump_to = stderr;
	snprintf(line, sizeof line, "lesson %s", lesson);
	must(line);
	must("run");
}

static void close_app(void)
{
	memset(&fault, 0, sizeof fault);
	app_close(&app);
}

static const char *const lessons[] = {"1", "2", "3", "5"};
enum { LESSONS = sizeof lessons / sizeof *lessons };

/* One request, with that fault on its way. */
static void meet(const char *lesson, long call, int error, int times)
{
	open_lesson(lesson);
	fault.call = call;
	fault.error = error;
	fault.times = times;
	must("connect");
	must("run");
	if (!app_has_ended(&app))
		must("send 1 hi");
	if (!app_has_ended(&app))
		must("run");
}

static void assert_answered(void)
{
	struct client_view c;
	must("run");
	must("run");
	assert_false(app_has_ended(&app));
	assert_true(clients_describe(app.clients, 1, &c));
	assert_int_equal(c.answered, 1);
}

static const long calls[] = {SYS_accept4, SYS_recvfrom, SYS_sendto};
enum { CALLS = sizeof calls / sizeof *calls };

/* D5: an interrupted call is made again, as Python does since PEP 475. */
static void interrupted_calls_are_made_again(void **unused)
{
	(void)unused;
	for (int i = 0; i < LESSONS * CALLS; i++) {
		meet(lessons[i / CALLS], calls[i % CALLS], EINTR, 3);
		assert_int_equal(fault.times, 0);
		assert_answered();
		close_app();
	}
}

/* B4: ready, and then there is nothing: the program waits in that line, and goes on from it. */
static void nothing_where_something_was_ready_is_waited_for(void **unused)
{
	(void)unused;
	for (int i = 0; i < LESSONS * CALLS; i++) {
		meet(lessons[i / CALLS], calls[i % CALLS], EAGAIN, 1);
		assert_int_equal(fault.times, 0);
		assert_answered();
		close_app();
	}
}

static const struct {
	int error;
	const char *name;
} classes[] = {
	{ECONNRESET, "ConnectionResetError"},
	{ECONNABORTED, "ConnectionAbortedError"},
	{EPIPE, "BrokenPipeError"},
	{ESHUTDOWN, "BrokenPipeError"},
	{ETIMEDOUT, "TimeoutError"},
	{EPERM, "PermissionError"},
	{EACCES, "PermissionError"},
	{EPROTO, "OSError"},
	{ENETDOWN, "OSError"},
	{EHOSTUNREACH, "OSError"},
	{EMFILE, "OSError"},
	{ENFILE, "OSError"},
	{ENOBUFS, "OSError"},
	{ENOMEM, "OSError"},
	{EBADF, "OSError"},
	{EIO, "OSError"},
};
enum { CLASSES = sizeof classes / sizeof *classes };

static void assert_told(const char *name, int error)
{
	const struct stage_error_state *e = &app.stage->error;
	assert_true(app_has_ended(&app));
	assert_string_equal(stage_error_name(e->kind), name);
	assert_int_equal(e->number, error);
	assert_non_null(strstr(e->message, strerror(error)));
}

/* B2, B3, B11, B12: the class is that of PEP 3151; and restart begins anew. */
static void every_other_error_is_the_exception_of_python(void **unused)
{
	(void)unused;
	for (int i = 0; i < LESSONS * CALLS * CLASSES; i++) {
		int class = i / (LESSONS * CALLS), call = i / LESSONS % CALLS;
		meet(lessons[i % LESSONS], calls[call], classes[class].error, 1);
		assert_told(classes[class].name, classes[class].error);
		must("restart");
		must("run");
		must("connect");
		must("run");
		assert_false(app_has_ended(&app));
		close_app();
	}
}

/* B9, E7: a blocking send goes on until the kernel has taken all, a byte a time if need be. */
static void answers_that_are_taken_in_parts_arrive_whole(void **unused)
{
	(void)unused;
	for (int i = 0; i < LESSONS; i++) {
		open_lesson(lessons[i]);
		fault.most = 1;
		must("connect");
		must("run");
		must("send 1 hi");
		assert_answered();
		close_app();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(interrupted_calls_are_made_again),
		cmocka_unit_test(nothing_where_something_was_ready_is_waited_for),
		cmocka_unit_test(every_other_error_is_the_exception_of_python),
		cmocka_unit_test(answers_that_are_taken_in_parts_arrive_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
