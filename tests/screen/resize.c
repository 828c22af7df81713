/* Any size of window at any time. */
#include "harness.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void take_until(struct term *t, bool (*holds)(const struct term *))
{
	for (long end = term_now() + HARNESS_PATIENCE; !holds(t);) {
		assert_true(term_now() < end);
		term_take(t, 5);
	}
}

static bool has_started(const struct term *t)
{
	return t->is_alternate;
}

static bool has_scrolled_24_rows(const struct term *t)
{
	return term_wrote(t, ";24r");
}

static void the_picture_follows_the_window(void **state)
{
	(void)state;
	static const int windows[][2] = {{40, 120}, {24, 80}, {60, 200}, {30, 100}};
	struct term t;
	term_start(&t, NULL);
	term_expect_at_bottom(&t, "  q");
	for (size_t i = 0; i < sizeof windows / sizeof *windows; i++) {
		term_resize(&t, windows[i][0], windows[i][1]);
		term_expect_at_bottom(&t, "  q");
		term_expect(&t, "server.py");
		term_expect(&t, "to_read");
	}
	term_end(&t);
}

/* The program may see only the last of several changes, and that as none; the picture is lost all
 * the same. */
static void a_window_that_went_there_and_back_is_painted_again(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect_at_bottom(&t, "  q");
	for (int i = 0; i < 20; i++) {
		term_resize(&t, 2, 7);
		term_resize(&t, 30, 100);
		assert_false(term_shows(&t, "def event_loop"));
		term_expect(&t, "def event_loop");
		term_expect_at_bottom(&t, "  q");
	}
	term_end(&t);
}

/* No more is drawn than 200 rows by 500 columns. */
static void a_huge_window_is_filled_as_far_as_the_canvas_goes(void **state)
{
	(void)state;
	struct term t;
	char row[4096];
	term_start(&t, NULL);
	term_expect_at_bottom(&t, "  q");
	term_resize(&t, 260, 600);
	term_expect_gone(&t, "quit");
	term_expect(&t, "quit");
	assert_int_equal(term_find(&t, "quit", NULL), 199);
	term_row(&t, 0, row, sizeof row);
	assert_non_null(strstr(row, "blocked in select()"));
	term_end(&t);
}

static void a_small_window_asks_for_more_room(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_resize(&t, 9, 39);
	term_expect(&t, "40");
	term_expect_gone(&t, "server.py");
	term_resize(&t, 24, 80);
	term_expect(&t, "server.py");
	term_end(&t);
}

/* Sizes that no window has, or that no curses survives. */
static const struct {
	int rows, columns;
} sizes[] = {{1, 1},     {2, 2},         {0, 0},       {1, 500},       {500, 1},
             {0, 80},    {24, 0},        {200, 500},   {32767, 32767}, {32768, 1},
             {1, 32768}, {65535, 65535}, {4000, 4000}, {65535, 1},     {3, 7}};

static void resize_to_all(struct term *t)
{
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term_resize(t, 30, 100);
		term_type(t, "\f");
		term_expect(t, "server.py");
		term_resize(t, sizes[i].rows, sizes[i].columns);
		term_type(t, "u");
		term_look(t);
	}
	term_resize(t, 30, 100);
	term_type(t, "\f");
	term_expect(t, "server.py");
}

/* C4, C5, C7: whatever is open. */
static void no_size_is_too_odd(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	resize_to_all(&t);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term_resize(&t, sizes[i].rows, sizes[i].columns);
		term_type(&t, "j");
		term_look(&t);
	}
	term_resize(&t, 30, 100);
	term_type(&t, "\f");
	term_expect(&t, "┌ help");
	term_type(&t, "q:step");
	term_expect_last_row(&t, ":step", 5);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		term_resize(&t, sizes[i].rows, sizes[i].columns);
		term_type(&t, "я");
		term_look(&t);
	}
	term_resize(&t, 30, 100);
	term_type(&t, "\025");
	term_expect_last_row(&t, ":", 1);
	term_type(&t, "\004q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

/* C4: curses takes 24 rows, scrolls in them, and the terminal has more: its shell gets all of them
 * back. */
static void a_size_that_is_not_told_leaves_no_scrolling_region(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, NULL);
	term_expect_at_bottom(&t, "  q");
	term_resize(&t, 0, 0);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_type(&t, "jjj");
	take_until(&t, has_scrolled_24_rows);
	term_type(&t, "qq");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

static void no_first_size_is_too_odd(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct term t;
		term_start(&t, &(struct term_options){.rows = sizes[i].rows % 500,
		                                      .columns = sizes[i].columns % 500});
		take_until(&t, has_started);
		term_resize(&t, sizes[i].rows, sizes[i].columns);
		term_resize(&t, 30, 100);
		term_expect(&t, "server.py");
		term_end(&t);
	}
}

/* C6: 500 of them. */
static void a_storm_of_changes_ends_in_the_right_picture(void **state)
{
	(void)state;
	struct term t;
	unsigned seed = 7;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	for (int i = 0; i < 500; i++) {
		term_resize(&t, rand_r(&seed) % 70, rand_r(&seed) % 200);
		kill(t.pid, SIGWINCH);
		term_look(&t);
	}
	term_resize(&t, 30, 100);
	term_type(&t, "\f");
	term_expect(&t, "blocked in select()");
	term_end(&t);
}

static void variables_that_lie_about_the_size_are_not_believed(void **state)
{
	(void)state;
	const char *const variables[] = {"LINES=99999", "COLUMNS=99999", NULL};
	struct term t;
	term_start(&t, &(struct term_options){.variables = variables});
	term_expect(&t, "blocked in select()");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_picture_follows_the_window),
		cmocka_unit_test(a_window_that_went_there_and_back_is_painted_again),
		cmocka_unit_test(a_huge_window_is_filled_as_far_as_the_canvas_goes),
		cmocka_unit_test(a_small_window_asks_for_more_room),
		cmocka_unit_test(no_size_is_too_odd),
		cmocka_unit_test(a_size_that_is_not_told_leaves_no_scrolling_region),
		cmocka_unit_test(no_first_size_is_too_odd),
		cmocka_unit_test(a_storm_of_changes_ends_in_the_right_picture),
		cmocka_unit_test(variables_that_lie_about_the_size_are_not_believed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
