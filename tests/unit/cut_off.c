/* At 80x24 no answer and no line of the menu is cut off, in either language. */
#include "command/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static struct app app;

static void open_app(enum language language)
{
	char *why = NULL;
	struct options o = {
		.language = language,
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
	};
	if (!app_open(&app, &o, true, &why))
		fail_msg("%s", why);
	app.view.rows = 24;
	app.view.columns = 80;
	assert_int_equal(command_execute(&app, "lesson 2"), COMMAND_DONE);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
}

static struct bytes screen(void)
{
	struct bytes text = {0};
	app_compose(&app, app.view.rows, app.view.columns);
	canvas_dump(&app.canvas, &text);
	return text;
}

/* Whether it shows the words, be it on several rows; every row begins with a blank. */
static bool shows(const char *screen, const char *words)
{
	for (const char *at = screen; *at; at++) {
		const char *s = at, *w = words;
		for (; *w && (*s == *w || (*w == ' ' && *s == '\n')); w++)
			s += *s == '\n' ? 2 : 1;
		if (!*w)
			return true;
	}
	return false;
}

static void an_answer_takes_the_rows_that_it_needs(void **state)
{
	static const char *const lines[] = {"set size 0", "lesson 2 nope", "step", "try nope",
	                                    "send client1"};
	(void)state;
	for (enum language l = ENGLISH; l <= RUSSIAN; l++) {
		open_app(l);
		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
			command_execute(&app, lines[i]);
			assert_true(*app.view.message);
			struct bytes text = screen();
			if (!shows(bytes_text(&text), app.view.message))
				fail_msg("\"%s\" is not in\n%s", app.view.message,
				         bytes_text(&text));
			bytes_free(&text);
		}
		app_close(&app);
	}
}

static void the_menu_tells_what_each_program_is_for(void **state)
{
	(void)state;
	for (enum language l = ENGLISH; l <= RUSSIAN; l++) {
		open_app(l);
		command_execute(&app, "menu");
		struct bytes text = screen();
		for (const char *row = strchr(bytes_text(&text), '\n'); row;
		     row = strchr(row + 1, '\n')) {
			const char *end = strchr(row + 1, '\n'), *cut = strstr(row, "…");
			if (cut && end && cut < end)
				fail_msg("%.*s", (int)(end - row), row);
		}
		bytes_free(&text);
		app_close(&app);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_takes_the_rows_that_it_needs),
		cmocka_unit_test(the_menu_tells_what_each_program_is_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
