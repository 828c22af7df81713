/*
 * loop/loop.h with a screen that is none: what falls due is done, whatever the loop was doing when it
 * did.
 */
#include "loop/loop.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "command/command.h"

enum { MILLISECOND = 1000000, READ_IN = 2000 * MILLISECOND }; /* ns */

static struct app app;
static uint64_t begun_at;

static bool can_draw(void *context)
{
	(void)context;
	return true;
}

static void draw_for_long(void *context)
{
	(void)context;
	uint64_t end = app_now() + 20 * MILLISECOND;
	while (app_now() < end)
		;
}

static uint64_t end_at(const void *context)
{
	(void)context;
	return begun_at + 300 * MILLISECOND;
}

static void end(void *context)
{
	(void)context;
	app.wants_quit = true;
}

static void what_falls_due_during_a_draw_is_done(void **unused)
{
	(void)unused;
	static const struct loop_screen screen = {can_draw, draw_for_long, end_at, end, NULL};
	struct options o = {
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
	};
	struct loop loop;
	char *why;
	assert_true(app_open(&app, &o, true, &why));
	assert_int_equal(command_execute(&app, "lesson 1"), COMMAND_DONE);
	loop_open(&loop, &app);
	loop_set_screen(&loop, &screen, NULL);
	app_say(&app, "A word.", "Слово.");
	app.passes_at = 0;
	begun_at = app_now();
	app.said_at = begun_at - READ_IN + 5 * MILLISECOND;
	app.is_dirty = true;
	loop_run(&loop);
	assert_string_equal(app.view.message, "");
	loop_close(&loop);
	app_close(&app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_falls_due_during_a_draw_is_done),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
