/* F11: what / opens is a prompt of its own. */
#include "harness.h"

static void open_search(struct term *t)
{
	term_start(t, NULL);
	term_expect(t, "blocked in select()");
	term_type(t, "/");
	term_expect_last_row(t, "/", 1);
	term_expect_cursor(t, true);
}

static void it_searches_whatever_is_typed(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "import");
	term_expect_last_row(&t, "/import", 7);
	term_type(&t, "\r");
	term_expect(&t, "Found in line 1.");
	term_type(&t, "/quit\r"); /* no command */
	term_expect(&t, "The listing does not contain it.");
	term_end(&t);
}

static void backspace_makes_no_command_of_it(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "ab\177\177");
	term_expect_last_row(&t, "/", 1);
	term_type(&t, "\177");
	term_expect_cursor(&t, false);
	term_type(&t, "/\010"); /* what some terminals send */
	term_expect_cursor(&t, false);
	term_type(&t, ":\177");
	term_expect_cursor(&t, false);
	term_type(&t, "x");
	term_expect(&t, "server.c");
	term_end(&t);
}

static void escape_leaves_it(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "import\033");
	term_expect_cursor(&t, false);
	term_type(&t, "x");
	term_expect(&t, "server.c");
	term_end(&t);
}

static void up_brings_back_searches_and_no_commands(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "import\r");
	term_expect(&t, "Found in line 1.");
	term_type(&t, ":goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_type(&t, "/while\r");
	term_expect(&t, "Found in line");
	term_type(&t, "/");
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, "/while", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, "/import", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, "/import", -1);
	term_type(&t, "\033");
	term_expect_cursor(&t, false);
	term_type(&t, ":");
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":search while", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":goto 3", -1);
	term_end(&t);
}

static void a_slash_in_a_command_is_no_search(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "\033");
	term_expect_cursor(&t, false);
	term_type(&t, ":/x");
	term_expect_last_row(&t, ":/x", 3);
	term_end(&t);
}

static void tab_completes_no_commands_there(void **state)
{
	(void)state;
	struct term t;
	open_search(&t);
	term_type(&t, "con\tx");
	term_expect_last_row(&t, "/conx", -1);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_searches_whatever_is_typed),
		cmocka_unit_test(backspace_makes_no_command_of_it),
		cmocka_unit_test(escape_leaves_it),
		cmocka_unit_test(up_brings_back_searches_and_no_commands),
		cmocka_unit_test(a_slash_in_a_command_is_no_search),
		cmocka_unit_test(tab_completes_no_commands_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
