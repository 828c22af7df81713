/* The first picture, its looks on terminals of every kind, and that nothing moves when idle. */
#include "harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All of the first one: it comes from top to bottom, and maybe in parts. */
static void expect_picture(struct term *t)
{
	term_expect(t, "blocked in select()");
	term_expect_at_bottom(t, "quit");
}

static void first_paint_shows_the_listing_at_its_first_wait(void **state)
{
	(void)state;
	struct term t;
	VTermScreenCell cell;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_expect(&t, "def event_loop():");
	term_expect(&t, "to_read");
	term_expect(&t, "▶3");
	assert_true(term_find(&t, "▶3", &cell) > 0);
	assert_true(cell.attrs.reverse);
	assert_true(t.is_alternate);
	term_expect_cursor(&t, false);
	term_end(&t);
}

/* Beside a line number without a breakpoint is nothing but a blank. */
static void no_bar_runs_down_the_listing(void **state)
{
	(void)state;
	struct term t;
	const char *const arguments[] = {"--lesson", "5",       "--port", "0", "--lang",
	                                 "en",       "--theme", "mono",   NULL};
	term_start(&t, &(struct term_options){.arguments = arguments});
	term_expect(&t, "blocked in select()");
	term_expect(&t, " 37  ");
	VTermScreenCell cell;
	int row = term_find(&t, " 37  ", &cell);
	assert_true(row > 0);
	vterm_screen_get_cell(t.screen, (VTermPos){row, 4}, &cell);
	assert_false(cell.attrs.reverse);
	term_end(&t);
}

static void without_a_lesson_there_is_a_menu(void **state)
{
	(void)state;
	struct term t;
	const char *const arguments[] = {"--port", "0", "--lang", "en", NULL};
	term_start(&t, &(struct term_options){.arguments = arguments});
	term_expect(&t, "Generators and select");
	term_type(&t, "5");
	term_expect(&t, "blocked in select()");
	term_type(&t, "m");
	term_expect(&t, "┌ lessons");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect_gone(&t, "┌ lessons");
	term_end(&t);
}

/* Sequences that set a foreground: of 8 colours, and of 256. */
static bool has_few_colors(const struct term *t)
{
	char sequence[] = "\033[30m";
	bool found = false;
	for (char digit = '0'; digit <= '7'; digit++) {
		sequence[3] = digit;
		found |= term_wrote(t, sequence);
	}
	return found;
}

static bool has_many_colors(const struct term *t)
{
	return term_wrote(t, "38;5;");
}

static const struct {
	const char *type, *variable, *option;
	bool many, few;
} kinds[] = {
	{"xterm-256color", NULL, "auto", true, false},
	{"xterm", NULL, "auto", false, true},
	{"vt100", NULL, "auto", false, false},
	{"xterm-256color", "NO_COLOR=1", "auto", false, false},
	{"xterm-256color", "NO_COLOR=", "auto", true, false},
	{"xterm-256color", "NO_COLOR=1", "always", true, false},
	{"xterm-256color", NULL, "never", false, false},
	{"xterm-256color", "CLICOLOR=0", "auto", false, false},
};

/* C17: many, few or none. */
static void colors_are_those_that_the_terminal_and_the_user_allow(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct term t;
		VTermScreenCell cell;
		const char *const arguments[] = {"--lesson", "5",  "--port",  "0",
		                                 "--lang",   "en", "--color", kinds[i].option,
		                                 NULL};
		const char *const variables[] = {kinds[i].variable, NULL};
		term_start(&t, &(struct term_options){.type = kinds[i].type,
		                                      .arguments = arguments,
		                                      .variables = variables});
		expect_picture(&t);
		if (has_many_colors(&t) != kinds[i].many || has_few_colors(&t) != kinds[i].few)
			print_error("kind %zu\n", i);
		assert_int_equal(has_many_colors(&t), kinds[i].many);
		assert_int_equal(has_few_colors(&t), kinds[i].few);
		assert_true(term_find(&t, "▶3", &cell) > 0);
		assert_true(cell.attrs.reverse); /* what matters is not left to colour */
		term_end(&t);
	}
}

static void another_character_set_gets_boxes_of_ascii(void **state)
{
	(void)state;
	struct term t;
	const char *const variables[] = {"LC_ALL=C", NULL};
	term_start(&t, &(struct term_options){.variables = variables});
	expect_picture(&t);
	assert_true(term_shows(&t, "+[1 server.py]--"));
	assert_false(term_wrote(&t, "\u2500"));
	term_end(&t);
}

static void an_unknown_terminal_is_taken_for_a_usual_one(void **state)
{
	(void)state;
	static const char *const types[] = {"no-such-terminal", "", "../../etc/passwd"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct term t;
		term_start(&t, &(struct term_options){.type = types[i]});
		term_expect(&t, "blocked in select()");
		term_end(&t);
	}
}

/* How often it has gone to sleep so far. */
static long sleeps(const struct term *t)
{
	char path[64], text[4096];
	snprintf(path, sizeof path, "/proc/%d/status", t->pid);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	const char *count = strstr(text, "\nvoluntary_ctxt_switches:");
	assert_non_null(count);
	return atol(strchr(count, ':') + 1);
}

static void an_idle_screen_wakes_nobody(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_expect_silence(&t, 100);
	long before = sleeps(&t);
	term_expect_silence(&t, 600);
	assert_int_equal(sleeps(&t), before);
	term_end(&t);
}

static void control_l_paints_all_of_it_again(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	vterm_input_write(t.vterm, "\033[5;5Hwall: hello", 17);
	assert_true(term_shows(&t, "wall: hello"));
	term_type(&t, "\f");
	term_expect_gone(&t, "wall: hello");
	term_expect(&t, "def event_loop():");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_paint_shows_the_listing_at_its_first_wait),
		cmocka_unit_test(no_bar_runs_down_the_listing),
		cmocka_unit_test(without_a_lesson_there_is_a_menu),
		cmocka_unit_test(colors_are_those_that_the_terminal_and_the_user_allow),
		cmocka_unit_test(another_character_set_gets_boxes_of_ascii),
		cmocka_unit_test(an_unknown_terminal_is_taken_for_a_usual_one),
		cmocka_unit_test(an_idle_screen_wakes_nobody),
		cmocka_unit_test(control_l_paints_all_of_it_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
