/*
 * The canvas: clipping, wide and combining characters, wrapping, ASCII, and what dump writes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "view/canvas.h"

static struct canvas c;

static void begin(int rows, int columns)
{
	canvas_resize(&c, rows, columns);
	c.is_ascii = false;
}

static struct box whole(void)
{
	return (struct box){0, 0, c.rows, c.columns};
}

static void expect_dump(const char *wanted)
{
	struct bytes out = {0};
	canvas_dump(&c, &out);
	assert_string_equal(bytes_text(&out), wanted);
	bytes_free(&out);
}

static int tear_down(void **state)
{
	(void)state;
	canvas_free(&c);
	return 0;
}

static void sizes_are_clamped(void **state)
{
	(void)state;
	begin(-3, 0);
	assert_int_equal(c.rows, 1);
	assert_int_equal(c.columns, 1);
	begin(100000, 100000);
	assert_int_equal(c.rows, CANVAS_ROWS);
	assert_int_equal(c.columns, CANVAS_COLUMNS);
}

static void text_is_cut_with_an_ellipsis(void **state)
{
	(void)state;
	begin(2, 8);
	assert_int_equal(canvas_text(&c, whole(), 0, 0, ROLE_TEXT, "12345678"), 8);
	assert_int_equal(canvas_text(&c, whole(), 1, 0, ROLE_TEXT, "123456789"), 8);
	expect_dump("12345678\n1234567…\n");
}

static void nothing_is_drawn_outside_the_clip(void **state)
{
	(void)state;
	struct box clip = {1, 2, 1, 3};
	begin(3, 8);
	for (int row = -2; row < 5; row++)
		for (int column = -9; column < 12; column += 3)
			canvas_text(&c, clip, row, column, ROLE_TEXT, "abcdefghijklmnop");
	canvas_text(&c, clip, 0, 0, ROLE_TEXT, "xyz");
	expect_dump("\n  xyz\n\n");
}

static void boxes_may_be_empty_or_far_away(void **state)
{
	(void)state;
	const struct box boxes[] = {{0, 0, 0, 5}, {0, 0, 5, -1},  {9, 0, 1, 5},
	                            {0, 9, 5, 5}, {-9, -9, 3, 3}, {0, 0, -2, -2}};
	begin(3, 5);
	for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
		canvas_text(&c, boxes[i], 0, 0, ROLE_TEXT, "never");
		canvas_paint(&c, boxes[i], 0, 0, 5, ROLE_ERROR);
		canvas_wrap(&c, boxes[i], 0, ROLE_TEXT, "never at all");
	}
	expect_dump("\n\n\n");
	assert_int_equal(c.cells[0].role, ROLE_TEXT);
}

static void text_moves_sideways_out_of_the_clip(void **state)
{
	(void)state;
	begin(1, 6);
	assert_int_equal(canvas_text(&c, whole(), 0, -3, ROLE_TEXT, "abcdef"), 3);
	expect_dump("def\n");
}

static void wide_characters_are_never_halved(void **state)
{
	(void)state;
	begin(4, 5);
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT, "ab漢字"); /* the last does not fit */
	canvas_text(&c, whole(), 1, -1, ROLE_TEXT, "漢字"); /* half of the first is outside */
	canvas_text(&c, whole(), 2, 0, ROLE_TEXT, "漢字");
	canvas_text(&c, whole(), 2, 1, ROLE_TEXT, "x"); /* over the second half */
	canvas_text(&c, whole(), 3, 0, ROLE_TEXT, "漢字");
	canvas_text(&c, whole(), 3, 2, ROLE_TEXT, "x"); /* over the first half */
	expect_dump("ab漢…\n 字\n x字\n漢x\n");
}

static void an_ellipsis_over_a_wide_character_leaves_no_half(void **state)
{
	(void)state;
	begin(1, 4);
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT, "漢字漢");
	expect_dump("漢 …\n");
}

static void marks_stay_with_their_base(void **state)
{
	(void)state;
	begin(2, 4);
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT,
	            "e\u0301\u0302\u0303x"); /* the third mark is lost */
	canvas_text(&c, whole(), 1, 0, ROLE_TEXT, "\u0301y"); /* none to stand on */
	expect_dump("e\u0301\u0302x\ny\n");
}

static void controls_and_bad_bytes_are_spaces(void **state)
{
	(void)state;
	begin(1, 12);
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT,
	            "a\x1b[\n\xff"
	            "b\xc2\x9b"
	            "c\xe2");
	expect_dump("a [  b c\n");
}

static void ascii_replaces_boxes_and_arrows_only(void **state)
{
	(void)state;
	begin(2, 9);
	c.is_ascii = true;
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT, "┌─│▶→←‖●я");
	canvas_text(&c, whole(), 1, 0, ROLE_TEXT, "0123456789");
	expect_dump("+-|>><=*я\n01234567~\n");
}

static void paint_keeps_characters(void **state)
{
	(void)state;
	begin(1, 6);
	canvas_text(&c, whole(), 0, 0, ROLE_TEXT, "abcdef");
	canvas_paint(&c, whole(), 0, -2, 4, ROLE_ERROR);
	expect_dump("abcdef\n");
	assert_int_equal(c.cells[1].role, ROLE_ERROR);
	assert_int_equal(c.cells[2].role, ROLE_TEXT);
}

static void words_wrap(void **state)
{
	(void)state;
	begin(4, 9);
	assert_int_equal(canvas_wrap(&c, whole(), 0, ROLE_TEXT, "one two three\nfour"), 3);
	expect_dump("one two\nthree\nfour\n\n");
}

static void long_words_are_broken(void **state)
{
	(void)state;
	begin(3, 4);
	assert_int_equal(canvas_wrap(&c, whole(), 0, ROLE_TEXT, "ab 0123456789"), 4);
	expect_dump("ab\n0123\n456…\n");
}

static void what_does_not_fit_ends_in_an_ellipsis(void **state)
{
	(void)state;
	begin(2, 8);
	assert_int_equal(canvas_wrap(&c, whole(), 0, ROLE_TEXT, "one two three four"), 3);
	expect_dump("one two\nthree f…\n");
}

static void wrapping_ends_at_any_width(void **state)
{
	(void)state;
	for (int columns = 1; columns < 12; columns++) {
		begin(30, columns);
		canvas_wrap(&c, whole(), 0, ROLE_TEXT,
		            "  漢字 e\u0301\u0301\u0301 \xff\xff \n\n word  漢  ");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_are_clamped),
		cmocka_unit_test(text_is_cut_with_an_ellipsis),
		cmocka_unit_test(nothing_is_drawn_outside_the_clip),
		cmocka_unit_test(boxes_may_be_empty_or_far_away),
		cmocka_unit_test(text_moves_sideways_out_of_the_clip),
		cmocka_unit_test(wide_characters_are_never_halved),
		cmocka_unit_test(an_ellipsis_over_a_wide_character_leaves_no_half),
		cmocka_unit_test(marks_stay_with_their_base),
		cmocka_unit_test(controls_and_bad_bytes_are_spaces),
		cmocka_unit_test(ascii_replaces_boxes_and_arrows_only),
		cmocka_unit_test(paint_keeps_characters),
		cmocka_unit_test(words_wrap),
		cmocka_unit_test(long_words_are_broken),
		cmocka_unit_test(what_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(wrapping_ends_at_any_width),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
