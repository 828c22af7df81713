/* Colours that change while the program runs: a projector needs others than a laptop. */
#include "harness.h"

/* The colour of the program's answer to a key: the text is there, its hue says the theme. */
static int color_of(struct term *t, const char *text)
{
	VTermScreenCell cell;
	assert_true(term_find(t, text, &cell) >= 0);
	return VTERM_COLOR_IS_INDEXED(&cell.fg) ? cell.fg.indexed.idx : -1;
}

static void expect_color(struct term *t, const char *said, int color)
{
	term_expect(t, said);
	term_expect_silence(t, 100); /* the whole picture */
	if (color_of(t, "def event_loop") != color)
		fail_msg("%s: %d", said, color_of(t, "def event_loop"));
}

/* TRIAL F8 */
static void a_theme_changes_at_once(void **state)
{
	(void)state;
	enum { ON_DARK = 74, ON_LIGHT = 25, NONE = -1 };
	const char *const arguments[] = {"--lesson", "5",       "--port", "0", "--lang",
	                                 "en",       "--theme", "dark",   NULL};
	struct term t;
	term_start(&t, &(struct term_options){.arguments = arguments});
	expect_color(&t, "blocked in select()", ON_DARK);
	term_type(&t, ":set theme light\r");
	expect_color(&t, "Colours for a light background.", ON_LIGHT);
	term_type(&t, ":set theme mono\r");
	expect_color(&t, "No colours.", NONE);
	term_type(&t, ":set theme dark\r");
	expect_color(&t, "Colours for a dark background.", ON_DARK);
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

/* Whoever began without colours may want them later, and the shell's are given back all the same. */
static void colours_come_where_there_were_none(void **state)
{
	(void)state;
	enum { ON_LIGHT = 25, NONE = -1 };
	const char *const variables[] = {"NO_COLOR=1", NULL};
	struct term t;
	term_start(&t, &(struct term_options){.variables = variables});
	expect_color(&t, "blocked in select()", NONE);
	term_type(&t, ":set th\tl\t\r");
	expect_color(&t, "Colours for a light background.", ON_LIGHT);
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	assert_true(term_wrote(&t, "\033[39;49m"));
	term_expect_restored(&t);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_theme_changes_at_once),
		cmocka_unit_test(colours_come_where_there_were_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
