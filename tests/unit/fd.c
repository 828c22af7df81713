/*
 * base/fd and base/die: descriptors in their places, and how the program ends. What ends or changes
 * the process runs in a child.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/die.h"
#include "base/fd.h"
#include "child.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */

static void restore(void)
{
	fputs("restored\n", stderr);
}

static void restore_that_dies(void)
{
	die("again");
}

static void die_plainly(void)
{
	die_set_restore(restore);
	die("cannot go on: %d%%", 5);
}

static void die_with_errno(void)
{
	errno = EMFILE;
	die_errno("cannot open %s", "x");
}

static void die_while_restoring(void)
{
	die_set_restore(restore_that_dies);
	die("first");
}

static void ask_for_too_much(void)
{
	xreallocarray(NULL, SIZE_MAX / 2 + 1, 2);
}

static void the_end_restores_says_one_line_and_fails(void **state)
{
	char said[256];

	(void)state;
	assert_int_equal(run_child(die_plainly, said, sizeof said), EXIT_FAILURE);
	assert_string_equal(said, "restored\nasyncviz: cannot go on: 5%\n");
	assert_int_equal(run_child(die_with_errno, said, sizeof said), EXIT_FAILURE);
	assert_string_equal(said, "asyncviz: cannot open x: Too many open files\n");
	assert_int_equal(run_child(die_while_restoring, said, sizeof said), EXIT_FAILURE);
	assert_string_equal(said, "asyncviz: again\n");
	assert_int_equal(run_child(ask_for_too_much, said, sizeof said), EXIT_FAILURE);
	assert_string_equal(said, "asyncviz: out of memory\n");
}

static void memory_is_never_null(void **state)
{
	char *text = xasprintf("%d-%s", 7, "x"), *copy = xstrdup(text);
	void *blocks[] = {xmalloc(0), xcalloc(0, 8), xrealloc(NULL, 0), xreallocarray(NULL, 0, 0)};

	(void)state;
	assert_string_equal(copy, "7-x");
	for (size_t i = 0; i < LENGTH(blocks); i++) {
		assert_non_null(blocks[i]);
		free(blocks[i]);
	}
	free(copy);
	free(text);
}

static void limit_descriptors(rlim_t soft)
{
	struct rlimit limit;

	need(getrlimit(RLIMIT_NOFILE, &limit) == 0 && soft <= limit.rlim_max);
	limit.rlim_cur = soft;
	need(setrlimit(RLIMIT_NOFILE, &limit) == 0);
}

static void move_high(void)
{
	int fd = dup(STDERR_FILENO), high;

	limit_descriptors(2048);
	high = fd_high(fd);
	need(high >= FD_HIGH && fcntl(high, F_GETFD) == FD_CLOEXEC);
	need(fcntl(fd, F_GETFD) < 0);
	need(fd_high(high) == high);
	errno = EACCES;
	need(fd_high(-1) == -1 && errno == EACCES);
}

static void stay_low(void)
{
	int fd = dup(STDERR_FILENO);

	limit_descriptors(64);
	need(fd_high(fd) == fd && fcntl(fd, F_GETFD) == FD_CLOEXEC);
}

static void raise_limit(void)
{
	struct rlimit limit;
	size_t raised;

	limit_descriptors(64);
	raised = fd_raise_limit();
	need(getrlimit(RLIMIT_NOFILE, &limit) == 0 && raised == limit.rlim_cur);
	need(raised == (limit.rlim_max < FD_LIMIT_WANTED ? limit.rlim_max : FD_LIMIT_WANTED));
	limit = (struct rlimit){.rlim_cur = 64, .rlim_max = 128};
	need(setrlimit(RLIMIT_NOFILE, &limit) == 0 && fd_raise_limit() == 128);
}

static void fill_the_first_three(void)
{
	close(STDIN_FILENO);
	close(STDERR_FILENO);
	fd_sanitise();
	need(fcntl(STDIN_FILENO, F_GETFL) >= 0 && fcntl(STDERR_FILENO, F_GETFL) >= 0);
	need(read(STDIN_FILENO, &(char){0}, 1) == 0 && write(STDERR_FILENO, "x", 1) < 0);
}

static void descriptors_are_put_in_their_places(void **state)
{
	char said[256];

	(void)state;
	assert_int_equal(run_child(move_high, said, sizeof said), 0);
	assert_int_equal(run_child(stay_low, said, sizeof said), 0);
	assert_int_equal(run_child(raise_limit, said, sizeof said), 0);
	assert_int_equal(run_child(fill_the_first_three, said, sizeof said), 0);
	assert_string_equal(said, "");
}

enum { MUCH = 1 << 20 }; /* bytes: far more than a pipe holds */

static void write_much(void)
{
	char *much = xcalloc(MUCH, 1);

	fcntl(STDERR_FILENO, F_SETFL, O_NONBLOCK);
	need(fd_write_all(STDERR_FILENO, much, MUCH));
	free(much);
}

/* E7: what a call left over is written by the next. */
static void open_descriptors_are_counted(void **unused)
{
	(void)unused;
	size_t before = fd_count_open();
	int pipes[2];

	assert_true(before >= 1);
	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(fd_count_open(), before + 2);
	close(pipes[0]);
	close(pipes[1]);
	assert_int_equal(fd_count_open(), before);
}

static void writing_ends_with_all_or_an_error(void **state)
{
	char *said = xmalloc(MUCH + 10);
	int ends[2];

	(void)state;
	memset(said, 'x', MUCH + 10);
	assert_int_equal(run_child(write_much, said, MUCH + 10), 0);
	for (size_t i = 0; i < MUCH; i++)
		assert_int_equal(said[i], 0);
	assert_int_equal(said[MUCH + 1], 'x');
	free(said);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	signal(SIGPIPE, SIG_IGN);
	assert_false(fd_write_all(ends[1], "x", 1));
	assert_int_equal(errno, EPIPE);
	assert_true(fd_write_all(-1, "", 0));
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_restores_says_one_line_and_fails),
		cmocka_unit_test(memory_is_never_null),
		cmocka_unit_test(descriptors_are_put_in_their_places),
		cmocka_unit_test(open_descriptors_are_counted),
		cmocka_unit_test(writing_ends_with_all_or_an_error),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
