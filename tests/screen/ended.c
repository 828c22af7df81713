/* F9 of the trial: what is said after the end is said once, in its own row, and whole. */
#include "harness.h"

#include <stdio.h>
#include <string.h>

enum { ROW = 600 };

/* In how many rows of the screen the text stands. */
static int count_rows(struct term *t, const char *text)
{
	char row[ROW];
	int count = 0;
	for (int i = 0; i < t->rows; i++) {
		term_row(t, i, row, sizeof row);
		count += strstr(row, text) != NULL;
	}
	return count;
}

static void the_way_on_is_said_once(void **state)
{
	(void)state;
	static const struct {
		const char *language, *ended, *cure, *over, *way;
	} languages[] = {
		{"en", "ended", "Where to catch it:  :lesson 5 survives-reset",
	         "The program has ended: R starts it again, u looks back.", "it again"},
		{"ru", "конец", "Где его ловить:  :lesson 5 survives-reset",
	         "Программа завершилась: R запустит её снова, u — шаг назад.", "её снова"},
	};
	static const int widths[] = {60, 80, 140};
	for (size_t i = 0; i < 6; i++) {
		const char *const arguments[] = {
			"--lesson", "5", "--port", "0", "--lang", languages[i % 2].language, NULL};
		struct term t;
		term_start(&t, &(struct term_options){.arguments = arguments,
		                                      .rows = 24,
		                                      .columns = widths[i / 2]});
		term_expect(&t, "select()");
		term_type(&t, ":connect 2\rr:reset client2\rr");
		term_expect(&t, languages[i % 2].ended);
		term_expect(&t, languages[i % 2].cure);
		assert_int_equal(count_rows(&t, languages[i % 2].way), 0);
		static const char *const typed[] = {":close client1\r", ":connect\r", "s"};
		for (size_t k = 0; k < sizeof typed / sizeof *typed; k++) {
			term_type(&t, typed[k]);
			term_expect(&t, languages[i % 2].over);
			assert_int_equal(count_rows(&t, languages[i % 2].way), 1);
		}
		term_type(&t, "q");
		assert_int_equal(term_wait(&t), 0);
		term_end(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_way_on_is_said_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
