/* How roles look, in every theme: what is said of the looks must be true of the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "terminal/theme.h"

static const int colors[] = {256, 8, 2};

/* A frame that is always there must not look like what has just happened. */
static void the_focus_is_told_from_the_rest_without_a_colour(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
		for (int theme = THEME_MONO; theme <= THEME_LIGHT; theme++) {
			struct look focus = theme_look((enum theme)theme, colors[i], ROLE_FOCUS);
			struct look border = theme_look((enum theme)theme, colors[i], ROLE_BORDER);
			assert_int_equal(focus.color, border.color);
			assert_true(focus.color < 0);
			assert_int_equal(focus.attributes, LOOK_BOLD);
			assert_int_not_equal(border.attributes, LOOK_BOLD);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_focus_is_told_from_the_rest_without_a_colour),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
