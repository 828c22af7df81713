/* Tests of input.h: standard input, files and what is neither. Pipes: tests/faults/files.t. */
#include "base/input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"
#include "child.h"

/* Standard input is waited for, here a non-blocking pipe that is most likely empty at first. */
static void read_from_standard_input(void)
{
	struct bytes bytes = {0};
	int ends[2];

	need(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	need(fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK) == 0);
	if (fork() == 0) {
		usleep(10000);
		_exit(!fd_write_all(ends[1], "step\nquit\n", 10));
	}
	close(ends[1]);
	need(input_read_all(&bytes, "-", 10) == INPUT_FINE);
	need(strcmp(bytes_text(&bytes), "step\nquit\n") == 0);
	bytes_free(&bytes);
}

static void read_too_much_from_standard_input(void)
{
	struct bytes bytes = {0};
	int ends[2];

	need(pipe(ends) == 0 && dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
	need(fd_write_all(ends[1], "step\nquit\n", 10));
	close(ends[1]);
	need(input_read_all(&bytes, "-", 9) == INPUT_TOO_BIG && bytes.length == 0);
	bytes_free(&bytes);
}

static void read_from_no_standard_input(void)
{
	struct bytes bytes = {0};

	close(STDIN_FILENO);
	need(input_read_all(&bytes, "-", 9) == INPUT_FAILED && errno == EBADF);
	bytes_free(&bytes);
}

static void a_dash_is_standard_input(void **state)
{
	char said[256];

	(void)state;
	assert_int_equal(run_child(read_from_standard_input, said, sizeof said), 0);
	assert_int_equal(run_child(read_too_much_from_standard_input, said, sizeof said), 0);
	assert_int_equal(run_child(read_from_no_standard_input, said, sizeof said), 0);
}

/* F15: the length that a file of /proc claims is 0, so only reading tells what it holds. */
static void what_is_refused_leaves_all_as_it_was(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	struct input in;
	bytes_add_text(&bytes, "kept");
	assert_int_equal(input_read_all(&bytes, "/proc/self/status", 10), INPUT_TOO_BIG);
	assert_int_equal(input_read_all(&bytes, "/nowhere", 10), INPUT_FAILED);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(input_read_all(&bytes, ".", 10), INPUT_FAILED);
	assert_int_equal(errno, EISDIR);
	assert_int_equal(input_read_all(&bytes, "/dev/zero", 10), INPUT_UNFIT);
	assert_string_equal(bytes_text(&bytes), "kept");
	assert_int_equal(input_open(&in, "/dev/zero"), INPUT_UNFIT);
	assert_int_equal(in.fd, -1);
	bytes_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dash_is_standard_input),
		cmocka_unit_test(what_is_refused_leaves_all_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
