/* The first minutes: the menu, its pages, the map of the course, and what a lesson says first. */
#include "harness.h"

static void start(struct term *t, int rows, int columns, const char *language, const char *lesson)
{
	const char *const arguments[] = {
		"--port", "0", "--lang", language, lesson ? "--lesson" : NULL, lesson, NULL};
	const struct term_options options = {
		.arguments = arguments, .rows = rows, .columns = columns};
	term_start(t, &options);
}

static void start_menu(struct term *t, const char *language)
{
	start(t, 24, 80, language, NULL);
	term_expect(t, "▶  1  ");
}

/* --- the menu -----------------------------------------------------------------------------------*/

static void the_menu_says_for_whom_and_in_which_order(void **state)
{
	(void)state;
	struct term t;
	start_menu(&t, "en");
	term_expect(&t, "For those who write a little Python");
	term_expect(&t, "Go from the top down");
	term_expect(&t, "try 0/5"); /* what is done */
	term_end(&t);
	start_menu(&t, "ru");
	term_expect(&t, "Для тех, кто немного пишет на Python");
	term_expect(&t, "опыты 0/5");
	term_end(&t);
}

static void a_second_program_is_chosen_as_a_lesson_is(void **state)
{
	(void)state;
	struct term t;
	start_menu(&t, "en");
	term_type(&t, "j");
	term_expect(&t, "▶     functions");
	term_expect(&t, "functions: the same cut into functions");
	term_type(&t, "\r");
	term_expect(&t, "1 functions.py ");
	term_end(&t);
}

static void escape_leaves_no_menu_that_has_nothing_below(void **state)
{
	(void)state;
	struct term t;
	start_menu(&t, "en");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect(&t, "q leaves asyncviz");
	term_type(&t, "j");
	term_expect(&t, "▶     functions");
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_end(&t);
}

static void the_mark_stands_on_what_is_open(void **state)
{
	(void)state;
	struct term t;
	start(&t, 24, 80, "en", "2");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":lesson 2 busy-handler\r");
	term_expect(&t, "1 busy-handler.py ");
	term_press(&t, VTERM_KEY_HOME); /* from the past as well */
	term_expect(&t, "PAST");
	term_type(&t, "m");
	term_expect(&t, "▶     busy-handler    one handler");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect(&t, "1 busy-handler.py ");
	term_expect(&t, "PAST");
	term_end(&t);
}

/* They are of the lesson that is marked; s has none to run yet. */
static void keys_in_the_menu_tell_more_or_answer(void **state)
{
	(void)state;
	struct term t;
	start_menu(&t, "en");
	term_type(&t, "jjjt");
	term_expect(&t, "┌ lesson 2: try");
	term_expect(&t, "[ ] ");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect(&t, "┌ lessons");
	term_type(&t, "w");
	term_expect(&t, "┌ lesson 2: words");
	term_type(&t, "M");
	term_expect(&t, "┌ A map of the course");
	term_type(&t, "M");
	term_expect(&t, "┌ lessons");
	term_type(&t, "s");
	term_expect(&t, "No lesson is open");
	term_end(&t);
}

static void closing_a_page_leads_back_to_where_it_was_opened(void **state)
{
	(void)state;
	struct term t;
	start(&t, 24, 80, "en", "1");
	term_expect(&t, "blocked in accept()");
	term_type(&t, "mM");
	term_expect(&t, "┌ A map of the course");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect(&t, "┌ lessons");
	term_type(&t, "m");
	term_expect(&t, "1 server.py ");
	term_type(&t, "M");
	term_expect(&t, "┌ A map of the course");
	term_type(&t, "q");
	term_expect(&t, "1 server.py ");
	term_end(&t);
}

static void a_wide_menu_uses_its_room(void **state)
{
	(void)state;
	struct term t;
	start(&t, 60, 200, "en", NULL);
	term_expect(&t, "▶  1  ");
	term_expect(&t, "To try");
	term_expect(&t, "  Programs");
	term_expect(&t, "  Words");
	term_resize(&t, 10, 40);
	term_expect(&t, " more ─");
	term_expect(&t, "▶  1  ");
	term_end(&t);
}

/* --- the map of the course ----------------------------------------------------------------------*/

static void expect_whole_map(const char *language, const char *title, const char *const *texts)
{
	struct term t;
	start(&t, 24, 80, language, "1");
	term_expect(&t, "accept()");
	term_type(&t, "M");
	term_expect(&t, title);
	for (size_t i = 0; texts[i]; i++)
		term_expect(&t, texts[i]);
	assert_false(term_shows(&t, " more ─") || term_shows(&t, " ещё "));
	term_type(&t, "2"); /* its numbers are lessons */
	term_expect(&t, "select()");
	assert_false(term_shows(&t, title));
	term_end(&t);
}

static void the_map_is_whole_on_a_small_screen(void **state)
{
	(void)state;
	static const char *const english[] = {
		"CPU-bound",   "I/O-bound",       "      processes",  "      threads", "event loop",
		"cooperative", "   3  callbacks", "   5  generators", "async/await",   NULL};
	static const char *const russian[] = {"CPU-bound",       "I/O-bound",
	                                      "      процессы",  "      потоки",
	                                      "событийный цикл", "кооперативная",
	                                      "   3  колбэки",   "   5  генераторы",
	                                      "async/await",     NULL};
	expect_whole_map("en", "┌ A map of the course", english);
	expect_whole_map("ru", "┌ Карта курса", russian);
}

/* --- what a lesson says first -------------------------------------------------------------------*/

static void what_has_run_before_the_first_wait_is_said_once(void **state)
{
	(void)state;
	static const char said[] =
		"lines have run to open the server: Home shows them.  nc 127.0.0.1 ";
	struct term t;
	start(&t, 24, 80, "en", "5");
	term_expect(&t, said);
	term_type(&t, ":connect\rr");
	term_expect(&t, "Try:  :send client1 hi   or   nc 127.0.0.1");
	assert_false(term_shows(&t, said));
	term_type(&t, "R");
	term_expect(&t, said); /* once "The program starts again" was read */
	term_end(&t);
	start(&t, 24, 80, "ru", "5");
	term_expect(&t, "Сервер открыт, вып");
	term_expect(&t, "Home их покажет.  nc 127.0.0.1 ");
	term_end(&t);
}

static void the_tip_is_for_whom_recv_waits(void **state)
{
	(void)state;
	struct term t;
	start(&t, 24, 80, "en", "1");
	term_expect(&t, "nc 127.0.0.1 ");
	term_type(&t, ":connect\rr");
	term_expect(&t, "blocked in recv()");
	term_expect(&t, "Try:  :send client1 hi");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_menu_says_for_whom_and_in_which_order),
		cmocka_unit_test(a_second_program_is_chosen_as_a_lesson_is),
		cmocka_unit_test(escape_leaves_no_menu_that_has_nothing_below),
		cmocka_unit_test(the_mark_stands_on_what_is_open),
		cmocka_unit_test(keys_in_the_menu_tell_more_or_answer),
		cmocka_unit_test(closing_a_page_leads_back_to_where_it_was_opened),
		cmocka_unit_test(a_wide_menu_uses_its_room),
		cmocka_unit_test(the_map_is_whole_on_a_small_screen),
		cmocka_unit_test(what_has_run_before_the_first_wait_is_said_once),
		cmocka_unit_test(the_tip_is_for_whom_recv_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
