/*
 * Tests of terminal/restore.h in a process of its own on a pseudo terminal, which dies there in
 * ways that cannot be asked of the whole program.
 */
#include "terminal/restore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FRAME = 4096, SMALL_STACK = 256 << 10, PATIENCE = 10000 };
static const char sequences[] = "\033[?1049l";

/* Volatile, so that no compiler makes a loop of it. */
static unsigned overflow(unsigned depth)
{
	volatile char room[FRAME];
	room[depth % FRAME] = (char)depth;
	return depth ? overflow(depth - 1) + (unsigned)room[0] : 0;
}

static void die_by_abort(void)
{
	abort();
}

static void die_by_a_wild_pointer(void)
{
	volatile uintptr_t nowhere = 64;
	*(volatile int *)nowhere = 1;
}

static void die_by_overflow(void)
{
	exit(overflow(UINT_MAX) == 0);
}

static void leave_by_exit(void)
{
	exit(7);
}

/* The terminal's modes become ours, as the program would have them. */
static _Noreturn void live(int slave, void (*end)(void))
{
	struct termios found, raw;
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
	setrlimit(RLIMIT_STACK, &(struct rlimit){SMALL_STACK, RLIM_INFINITY});
	if (tcgetattr(slave, &found))
		_exit(99);
	raw = found;
	cfmakeraw(&raw);
	restore_prepare(slave, &found, sequences);
	restore_arm();
	tcsetattr(slave, TCSANOW, &raw);
	end();
	_exit(98);
}

/* Returns the status; fails unless the terminal is as it was, and was told so. */
static int status_of(void (*end)(void))
{
	struct termios before, after;
	char written[64] = "";
	int master, slave, status;
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	assert_int_equal(tcgetattr(slave, &before), 0);
	pid_t child = fork();
	if (child == 0)
		live(slave, end);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(tcgetattr(slave, &after), 0);
	assert_int_equal(after.c_lflag, before.c_lflag);
	assert_int_equal(after.c_iflag, before.c_iflag);
	assert_int_equal(after.c_oflag, before.c_oflag);
	struct pollfd polled = {.fd = master, .events = POLLIN};
	assert_int_equal(poll(&polled, 1, PATIENCE), 1);
	assert_true(read(master, written, sizeof written - 1) > 0);
	assert_string_equal(written, sequences);
	close(master);
	close(slave);
	return status;
}

static void expect_death(void (*end)(void), int signal_number)
{
	int status = status_of(end);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal_number);
}

/* C20, D4, E3: the handler runs on a stack of its own. */
static void a_stack_that_overflows(void **state)
{
	(void)state;
	expect_death(die_by_overflow, SIGSEGV);
}

/* C20, D4: */
static void a_wild_pointer(void **state)
{
	(void)state;
	expect_death(die_by_a_wild_pointer, SIGSEGV);
}

static void an_assertion(void **state)
{
	(void)state;
	expect_death(die_by_abort, SIGABRT);
}

/* C20, E2: a library that leaves when it has no memory does it so. */
static void an_exit_by_anybody(void **state)
{
	(void)state;
	int status = status_of(leave_by_exit);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stack_that_overflows),
		cmocka_unit_test(a_wild_pointer),
		cmocka_unit_test(an_assertion),
		cmocka_unit_test(an_exit_by_anybody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
