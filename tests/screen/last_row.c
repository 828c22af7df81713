/* The last row and the first on screens of the sizes people have: what is needed most is there. */
#include "harness.h"

#include <string.h>

enum { NONE = -1 };

static void start(struct term *t, int rows, int columns, const char *language)
{
	const char *const arguments[] = {"--lesson", "5",      "--port", "0",
	                                 "--lang",   language, NULL};
	term_start(t, &(struct term_options){
			      .rows = rows, .columns = columns, .arguments = arguments});
	term_expect(t, "select()");
}

/* F16: the prompt, the next line, the menu, the words and the way out. */
static void eighty_columns_name_what_is_needed_in_both_languages(void **state)
{
	(void)state;
	struct term t;
	start(&t, 24, 80, "en");
	term_expect_last_row(&t,
	                     " s step  n over  u back  r to a wait  c play  :  t try  w words  "
	                     "m menu  ?  q",
	                     NONE);
	term_end(&t);
	start(&t, 24, 80, "ru");
	term_expect_last_row(&t,
	                     " s шаг  n мимо  u назад  r до ожидания  c сам  :  t опыт  w слова  "
	                     "m меню  ?  q",
	                     NONE);
	term_end(&t);
}

static void the_smallest_screen_names_the_prompt_and_the_way_out(void **state)
{
	(void)state;
	struct term t;
	start(&t, 10, 40, "ru");
	term_expect_last_row(&t, " s шаг  u назад  r до ожидания  :  ?  q", NONE);
	term_end(&t);
}

static void at_the_end_only_keys_that_still_work_are_named(void **state)
{
	(void)state;
	struct term t;
	start(&t, 24, 80, "en");
	term_type(&t, ":connect\rr");
	term_expect(&t, "client1 fd ");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":reset client1\rr");
	term_expect(&t, "LIVE │ ended: ConnectionResetError │ 127.0.0.1");
	term_expect_at_bottom(&t, " u back  R restart  ");
	term_expect_gone(&t, "s step");
	term_expect_gone(&t, "c play");
	term_type(&t, "u");
	term_expect_at_bottom(&t, " → later  ← earlier  End now  ");
	term_end(&t);
}

static void a_number_alone_is_no_lesson_where_there_is_room_for_the_word(void **state)
{
	(void)state;
	struct term t;
	start(&t, 20, 60, "en");
	term_expect(&t, " lesson 5 │ LIVE │ WAIT  blocked in select() │ :");
	term_end(&t);
	start(&t, 20, 60, "ru");
	term_expect(&t, " урок 5 │ СЕЙЧАС │ ЖДЁТ  спит в select() │ :");
	term_end(&t);
}

/* D1: a note is read together with what it is about. */
static void notes_stand_near_their_names_on_the_widest_screen(void **state)
{
	(void)state;
	struct term t;
	start(&t, 60, 200, "en");
	term_expect(&t, " server   ▸ server()                            paused at line 15  ");
	term_expect(&t, "‖server()                                       paused at line 15  ");
	term_end(&t);
}

/* No border of what lies below looks out beneath what lies over it. */
static void what_lies_over_nearly_all_lies_over_all(void **state)
{
	(void)state;
	struct term t;
	char row[400];
	start(&t, 24, 80, "en");
	term_type(&t, "M");
	term_expect(&t, "A map of the course");
	term_expect(&t, "Esc close");
	term_row(&t, 21, row, sizeof row);
	assert_int_equal(strncmp(row, "│", strlen("│")), 0);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eighty_columns_name_what_is_needed_in_both_languages),
		cmocka_unit_test(the_smallest_screen_names_the_prompt_and_the_way_out),
		cmocka_unit_test(at_the_end_only_keys_that_still_work_are_named),
		cmocka_unit_test(a_number_alone_is_no_lesson_where_there_is_room_for_the_word),
		cmocka_unit_test(notes_stand_near_their_names_on_the_widest_screen),
		cmocka_unit_test(what_lies_over_nearly_all_lies_over_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
