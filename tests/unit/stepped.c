/*
 * stepped(tag): a line counts that was run by itself, with `step` or `next`; not one that was run
 * together with others, or did not run, or was of another run. Run from the top of the tree.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "app.h"
#include "command/command.h"

static struct app app;

static void execute(const char *line)
{
	command_execute(&app, line);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
}

/* Lesson 5 with a client that has said something, and the program asleep in select(). */
static int begin(void **state)
{
	static const char *const script[] = {"lesson 5", "run", "connect 2", "run", "send 1 hi"};
	char *why = NULL;
	struct options o = {.bind.s_addr = htonl(INADDR_LOOPBACK),
	                    .history = TRACE_BOUND,
	                    .lessons = "lessons"};
	(void)state;
	if (!app_open(&app, &o, false, &why))
		fail_msg("%s", why);
	for (size_t i = 0; i < sizeof script / sizeof *script; i++)
		execute(script[i]);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	app_close(&app);
	return 0;
}

static unsigned count_stepped(void)
{
	unsigned count = 0;
	for (unsigned line = 0; line <= EVENT_LINES; line++)
		count += app.stepped[line];
	return count;
}

static void assert_stepped(const char *tag, unsigned in_all)
{
	unsigned line = program_tag_line(app.view.program->twin, tag);
	if (!app.stepped[line])
		fail_msg("%s was not stepped", tag);
	assert_int_equal(count_stepped(), in_all);
}

static void a_single_step_counts(void **state)
{
	(void)state;
	execute("step");
	assert_stepped("select", 1);
	execute("step 1");
	assert_stepped("each_reader", 2);
}

static void what_runs_with_others_does_not(void **state)
{
	static const char *const lines[] = {"step 2",   "until take", "until if_write",
	                                    "continue", "send 2 hi",  "run"};
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		execute(lines[i]);
		assert_int_equal(count_stepped(), 0);
	}
}

/* next runs what the line calls, and those lines nobody has seen. */
static void next_counts_for_its_own_line(void **state)
{
	(void)state;
	execute("until resume");
	execute("next");
	assert_stepped("resume", 1);
}

static void a_line_that_waits_or_is_left_in_the_middle_has_not_run(void **state)
{
	(void)state;
	execute("run");
	execute("step");
	assert_int_equal(count_stepped(), 0);
	execute("send 1 hi");
	execute("until resume");
	execute("break check");
	execute("next"); /* as far as the breakpoint within the call */
	assert_int_equal(count_stepped(), 0);
}

/* As for reached(): it has done what it does. */
static void a_line_that_raises_or_ends_the_program_has_run(void **state)
{
	(void)state;
	execute("run");
	execute("reset 2");
	execute("until recv");
	execute("step");
	assert_stepped("recv", 1);
	execute("step");
	assert_true(app_has_ended(&app));
	assert_stepped("finished", 2);
}

static void looking_at_the_past_is_no_step(void **state)
{
	(void)state;
	execute("back 5");
	execute("step");
	assert_int_equal(count_stepped(), 0);
}

static void another_run_begins_anew(void **state)
{
	(void)state;
	execute("step");
	assert_int_equal(count_stepped(), 1);
	execute("restart");
	assert_int_equal(count_stepped(), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_single_step_counts),
		TEST(what_runs_with_others_does_not),
		TEST(next_counts_for_its_own_line),
		TEST(a_line_that_waits_or_is_left_in_the_middle_has_not_run),
		TEST(a_line_that_raises_or_ends_the_program_has_run),
		TEST(looking_at_the_past_is_no_step),
		TEST(another_run_begins_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
