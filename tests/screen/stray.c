/* Keys that do nothing, keys of other layouts, and a type of terminal that nobody knows. */
#include "harness.h"

#include <string.h>

enum { READ_BY_NOW = 500 }; /* ms: no test fails that takes longer */

static void open_lesson(struct term *t, const char *language)
{
	const char *const arguments[] = {"--lesson", "5", "--port", "0", "--lang", language, NULL};
	term_start(t, &(struct term_options){.arguments = arguments});
	term_expect(t, "select()");
}

/* F1 of the friction list: F5, Ctrl-G, Alt-g, Z, Enter. */
static void a_key_that_does_nothing_is_answered(void **state)
{
	(void)state;
	static const char *const keys[] = {"Z",    "g",     "\033[15~", "\033Ot", "\033[1;5C",
	                                   "\007", "\033g", "\r",       "щ"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct term t;
		open_lesson(&t, i % 2 ? "ru" : "en");
		term_type(&t, keys[i]);
		term_expect(&t, i % 2 ? "Такой клавиши нет: ? покажет все."
		                      : "There is no such key: ? shows them all.");
		term_type(&t, ":\177"); /* it goes as any answer does */
		term_expect_gone(&t, i % 2 ? "Такой клавиши нет" : "There is no such key");
		term_end(&t);
	}
}

/* C15: a terminal reports focus, the mouse, its colours and name: nobody has pressed a key. */
static void what_a_terminal_reports_is_no_key(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en");
	term_type(&t, "\033[I\033[O\033[<0;5;3M\033[M uu\033[?62;1;6c\033[5;7R\033[0n\033[201~"
	              "\033]11;rgb:u/u/u\a");
	term_expect_silence(&t, READ_BY_NOW);
	assert_false(term_shows(&t, "no such key"));
	term_end(&t);
}

/* A4: as a prompt that has closed after its first line leaves it to the keys. */
static void a_command_without_its_colon_is_told_of_it(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *language, *said;
	} cases[] = {
		{"send", "en", "A command begins with a colon, as in :send."},
		{"send 1 hello\r", "en", "A command begins with a colon, as in :send."},
		{"sssend 1 hello\r", "ru", "Команда начинается с двоеточия: :send."},
		{"ыутв 1 руддщ\r", "ru", "Команда начинается с двоеточия: :send."},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct term t;
		open_lesson(&t, cases[i].language);
		term_type(&t, cases[i].typed);
		term_expect(&t, cases[i].said);
		term_end(&t);
	}
}

/* X14; and F6: . and , are where / and ? are, and ю and б are not. */
static void other_layouts_work_in_the_same_places(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en");
	term_type(&t, "г");
	term_expect(&t, "PAST");
	term_type(&t, "і"); /* Ukrainian: the place of s */
	term_expect(&t, "LIVE");
	term_type(&t, ".");
	term_expect_last_row(&t, "/", 1);
	term_type(&t, "while\r");
	term_expect(&t, "Found in line");
	term_type(&t, "Ю");
	term_expect(&t, "Found in line");
	term_type(&t, ",");
	term_expect(&t, "┌ help");
	term_type(&t, "й");
	term_expect_gone(&t, "┌ help");
	term_type(&t, "ю");
	term_expect(&t, "There is no such key");
	term_type(&t, "Ж");
	term_expect_last_row(&t, ":", 1);
	term_end(&t);
}

/* X20, C8: it is drawn all the same, and said. */
static void an_unknown_type_of_terminal_is_said(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, &(struct term_options){.type = "no-such-terminal"});
	term_expect(&t,
	            "The terminal type no-such-terminal is unknown: drawn as for xterm-256color.");
	term_type(&t, "u");
	term_expect_gone(&t, "no-such-terminal"); /* once */
	term_end(&t);
	term_start(&t, &(struct term_options){.type = ""});
	term_expect(&t, "TERM does not name the type of terminal: drawn as for xterm-256color.");
	term_end(&t);
	const char *const menu[] = {"--lang", "ru", "--port", "0", NULL};
	term_start(&t, &(struct term_options){.type = "no-such-terminal", .arguments = menu});
	term_expect(&t,
	            "Тип терминала no-such-terminal неизвестен: рисуем как для xterm-256color.");
	term_end(&t);
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	assert_false(term_shows(&t, "drawn as for"));
	term_end(&t);
}

/* F17 of the friction list. */
static void wait_says_that_it_does_nothing_on_a_screen(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en");
	term_type(&t, ":wait 5\r");
	term_expect(&t, "No need to wait: on the screen time passes by itself. wait is for scripts.");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_that_does_nothing_is_answered),
		cmocka_unit_test(what_a_terminal_reports_is_no_key),
		cmocka_unit_test(a_command_without_its_colon_is_told_of_it),
		cmocka_unit_test(other_layouts_work_in_the_same_places),
		cmocka_unit_test(an_unknown_type_of_terminal_is_said),
		cmocka_unit_test(wait_says_that_it_does_nothing_on_a_screen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
