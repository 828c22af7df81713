/* X11: commands that are pasted, as from the README. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#define PASTED(text) "\033[200~" text "\033[201~"

static void open_lesson(struct term *t)
{
	term_start(t, NULL);
	term_expect(t, "blocked in select()");
}

static void pasted_lines_run_one_after_another(void **state)
{
	(void)state;
	static const char *const texts[] = {
		PASTED("connect 2\rsend 1 hello\rrun\rgoto 3\r"), /* as xterm sends them */
		PASTED("connect 2\nsend 1 hello\n\n  run\n\tgoto 3"),
		PASTED(":connect 2\r\n# as in a script\r\n:send 1 hello\r\n:run\r\n:goto 3\r\n"),
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct term t;
		open_lesson(&t);
		term_type(&t, ":");
		term_expect_cursor(&t, true);
		term_type(&t, texts[i]);
		term_expect(&t, "PAST 3 of");
		term_expect_cursor(&t, false);
		term_type(&t, ":");
		term_press(&t, VTERM_KEY_UP);
		term_expect_last_row(&t, ":goto 3", -1); /* without its colon */
		term_type(&t, "\033");
		term_expect_cursor(&t, false);
		term_press(&t, VTERM_KEY_END);
		term_expect(&t, "client2");
		term_expect(&t, "sent"); /* what `run` led to, before `goto` looked back */
		term_end(&t);
	}
}

static void what_was_typed_begins_the_first_line(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, ":go");
	term_type(&t, PASTED("to 5\rback 2\r"));
	term_expect(&t, "PAST 3 of");
	term_type(&t, ":");
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":back 2", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":goto 5", -1);
	term_end(&t);
}

static void nothing_runs_after_a_line_that_fails(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, ":");
	term_type(&t, PASTED("goto 5\rconect\rgoto 3\r"));
	term_expect(&t, "Line 2 of 3 (the rest was not run): There is no command \"conect\"");
	assert_true(term_shows(&t, "PAST 5 of"));
	term_type(&t, "x"); /* keys are keys again */
	term_expect(&t, "server.c");
	term_end(&t);
}

static void quit_is_the_last_line_that_runs(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, ":");
	term_type(&t, PASTED("goto 5\rquit\rgoto 3\r"));
	assert_int_equal(term_wait(&t), 0);
	term_end(&t);
}

/* Its end may be the middle of a command. */
static void a_part_of_a_paste_runs_nothing(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, ":");
	term_type(&t, "\033[200~goto 5\rgo"); /* and no end */
	term_expect(&t, "Not all of the paste has come");
	assert_true(term_shows(&t, "LIVE"));
	char *many = calloc(1, 8000);
	strcpy(many, "\033[200~");
	for (int i = 0; i < 1000; i++)
		strcat(many, "goto 5\r");
	strcat(many, "\033[201~");
	term_type(&t, ":");
	term_expect_gone(&t, "Not all of");
	term_type(&t, many);
	free(many);
	term_expect(&t, "Not all of the paste has come");
	assert_true(term_shows(&t, "LIVE"));
	term_end(&t);
}

static void on_the_main_screen_a_paste_is_ignored_and_says_so(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, PASTED("connect 2\r"));
	term_expect(&t, "The paste was ignored: press : first");
	assert_true(term_shows(&t, "LIVE"));
	term_end(&t);
	term_start(&t, &(struct term_options){
			       .arguments = (const char *const[]){"--lesson", "5", "--port", "0",
	                                                          "--lang", "ru", NULL}});
	term_expect(&t, "select()");
	term_type(&t, PASTED("connect 2\r"));
	term_expect(&t, "Вставка пропущена: сначала нажмите :");
	term_end(&t);
}

static void in_a_search_it_is_one_text(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "/");
	term_type(&t, PASTED("while\rnot\r"));
	term_expect_last_row(&t, "/while not", -1);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pasted_lines_run_one_after_another),
		cmocka_unit_test(what_was_typed_begins_the_first_line),
		cmocka_unit_test(nothing_runs_after_a_line_that_fails),
		cmocka_unit_test(quit_is_the_last_line_that_runs),
		cmocka_unit_test(a_part_of_a_paste_runs_nothing),
		cmocka_unit_test(on_the_main_screen_a_paste_is_ignored_and_says_so),
		cmocka_unit_test(in_a_search_it_is_one_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
