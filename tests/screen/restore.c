/* The terminal is given back, whatever ends the program. */
#include "harness.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <time.h>

/* Exit statuses: 128 and the signal where asyncviz ends in order; 1000 and the signal where it
 * dies of it. */
static const struct {
	int signal_number, status;
} deaths[] = {
	{SIGTERM, 128 + SIGTERM},     {SIGHUP, 128 + SIGHUP},    {SIGQUIT, 128 + SIGQUIT},
	{SIGALRM, 128 + SIGALRM},     {SIGUSR1, 128 + SIGUSR1},  {SIGUSR2, 128 + SIGUSR2},
	{SIGXCPU, 128 + SIGXCPU},     {SIGXFSZ, 128 + SIGXFSZ},  {SIGPROF, 128 + SIGPROF},
	{SIGVTALRM, 128 + SIGVTALRM}, {SIGSEGV, 1000 + SIGSEGV}, {SIGABRT, 1000 + SIGABRT},
	{SIGBUS, 1000 + SIGBUS},      {SIGILL, 1000 + SIGILL},   {SIGFPE, 1000 + SIGFPE},
	{SIGSYS, 1000 + SIGSYS},      {SIGTRAP, 1000 + SIGTRAP},
};

/* What is open when it happens: keys to type, and a text that shows that they were taken. */
static const struct {
	const char *keys, *shows;
} states[] = {
	{"", "blocked in select()"},
	{":search я", ":search я"},
	{"?", "┌ help"},
	{"u", "PAST"},
};

static void die_of(size_t death, size_t where)
{
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, states[where].keys);
	term_expect(&t, states[where].shows);
	kill(t.pid, deaths[death].signal_number);
	int status = term_wait(&t);
	if (status != deaths[death].status)
		print_error("signal %d\n", deaths[death].signal_number);
	assert_int_equal(status, deaths[death].status);
	term_expect_restored(&t);
	term_end(&t);
}

/* C20, D2, D4, D10: none of them takes the screen along. */
static void every_signal_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof deaths / sizeof *deaths; i++)
		die_of(i, 0);
}

static void so_it_is_whatever_is_open(void **state)
{
	(void)state;
	for (size_t where = 1; where < sizeof states / sizeof *states; where++) {
		die_of(0, where);
		die_of(10, where);
	}
}

static void q_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

/* D1: the second one asks to leave. */
static void sigint_twice_leaves_the_terminal_as_it_was(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	kill(t.pid, SIGINT);
	term_expect(&t, "Ctrl-C once more");
	kill(t.pid, SIGINT);
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

static long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* C1, C2, C3: also where SIGHUP is ignored (nohup, sudo), and where nobody sends one. */
static void a_terminal_that_vanishes_ends_the_program_within_a_second(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++) {
		struct term t;
		term_start(&t, &(struct term_options){.ignores_hangup = i % 3 == 1,
		                                      .is_detached = i % 3 == 2});
		term_expect(&t, "blocked in select()");
		term_type(&t, i < 3 ? "c" : ":");
		long before = now();
		term_hang_up(&t);
		assert_int_equal(term_wait(&t), 128 + SIGHUP);
		assert_true(now() - before < 1000);
		term_end(&t);
	}
}

/* C18, D12: it draws anew and hears keys. */
static void a_stopped_program_comes_back_with_all_it_needs(void **state)
{
	(void)state;
	struct term t;
	struct termios modes;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	kill(t.pid, SIGSTOP);
	/* What a shell does meanwhile. */
	static const char reset[] = "\033[?2004l\033[?1049l\033[?25h$ ";
	vterm_input_write(t.vterm, reset, sizeof reset - 1);
	assert_int_equal(tcsetattr(t.slave, TCSANOW, &t.found), 0);
	size_t before = t.length;
	kill(t.pid, SIGCONT);
	term_expect(&t, "blocked in select()");
	assert_true(t.is_alternate);
	assert_non_null(strstr(t.bytes + before, "\033[?2004h"));
	assert_int_equal(tcgetattr(t.slave, &modes), 0);
	assert_false(modes.c_lflag & ICANON);
	term_type(&t, "u");
	term_expect(&t, "PAST");
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

/* C18: there is nobody who could continue it: it is the leader of its session. */
static void a_stop_that_would_last_for_ever_is_survived(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, "\032");
	term_type(&t, "u");
	term_expect(&t, "PAST");
	assert_true(t.is_alternate);
	term_end(&t);
}

/* Ctrl-S holds the output: the program can be ended all the same. */
static void a_held_terminal_is_given_back_too(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_type(&t, "\023");
	term_type(&t, "?");
	term_expect_silence(&t, 50);
	kill(t.pid, SIGTERM);
	assert_int_equal(term_wait(&t), 128 + SIGTERM);
	term_expect_restored(&t);
	term_end(&t);
}

/* Curses saves and restores the cursor as it moves rows. Terminals that use libvterm keep with it
 * whether it was seen, and bring that back when the other screen is left. */
static void a_cursor_that_was_saved_hidden_is_seen_again(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_expect_cursor(&t, false);
	vterm_input_write(t.vterm, "\0337\0338", 4);
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_signal_leaves_the_terminal_as_it_was),
		cmocka_unit_test(so_it_is_whatever_is_open),
		cmocka_unit_test(q_leaves_the_terminal_as_it_was),
		cmocka_unit_test(sigint_twice_leaves_the_terminal_as_it_was),
		cmocka_unit_test(a_terminal_that_vanishes_ends_the_program_within_a_second),
		cmocka_unit_test(a_stopped_program_comes_back_with_all_it_needs),
		cmocka_unit_test(a_stop_that_would_last_for_ever_is_survived),
		cmocka_unit_test(a_held_terminal_is_given_back_too),
		cmocka_unit_test(a_cursor_that_was_saved_hidden_is_seen_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
