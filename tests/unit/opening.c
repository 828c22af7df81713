/* What a lesson looks like when it has been opened tells nothing of what was on the screen before,
 * nor how fast that went: a slow machine draws a frame in the middle of it. */
#include "app.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "command/command.h"

enum { ROWS = 30, COLUMNS = 100, NEVER = 1000, SLICES = 24 /* lines of an opening */ };

static struct app app;

/* Goes on to where it rests; on the way there it is drawn once, after so many slices. */
static void go_on(unsigned slices)
{
	for (unsigned i = 0; app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE; i++)
		if (i == slices)
			app_compose(&app, ROWS, COLUMNS);
	app_compose(&app, ROWS, COLUMNS);
}

static void execute(const char *line)
{
	assert_int_equal(command_execute(&app, line), COMMAND_DONE);
	go_on(NEVER);
}

static void open_lesson(const char *lesson, unsigned slices)
{
	char *why = NULL;
	const struct options o = {
		.bind.s_addr = htonl(INADDR_LOOPBACK), .history = TRACE_BOUND, .limit = APP_LIMIT};
	if (!app_open(&app, &o, true, &why))
		fail_msg("%s", why);
	assert_int_equal(command_execute(&app, lesson), COMMAND_DONE);
	go_on(slices);
}

/* What is on the canvas from the listing's border to the kernel pane, where ports stand, which
 * differ. To free. */
static char *panes(void)
{
	struct bytes drawn = {0};
	canvas_dump(&app.canvas, &drawn);
	const char *from = strstr(bytes_text(&drawn), "┌"), *to = strstr(from, "\n┌");
	assert_non_null(to);
	char *text = strndup(from, (size_t)(to - from));
	bytes_free(&drawn);
	return text;
}

static void expect_panes(const char *wanted, const char *lesson, unsigned slices)
{
	char *now = panes();
	if (strcmp(now, wanted) != 0)
		fail_msg("%s, drawn after %u slices:\n%s\nand not\n%s", lesson, slices, now,
		         wanted);
	free(now);
}

static void judge(const char *lesson)
{
	open_lesson(lesson, NEVER);
	char *wanted = panes();
	execute("connect 2");
	execute("run");
	execute("restart");
	expect_panes(wanted, lesson, NEVER);
	app_close(&app);
	for (unsigned slices = 0; slices < SLICES; slices++) {
		open_lesson(lesson, slices);
		expect_panes(wanted, lesson, slices);
		app_close(&app);
	}
	free(wanted);
}

static void an_opened_lesson_always_looks_the_same(void **state)
{
	(void)state;
	judge("lesson 1");
	judge("lesson 2");
	judge("lesson 3");
	judge("lesson 5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_opened_lesson_always_looks_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
