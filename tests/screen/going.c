/* What the status says while a program goes by itself: that it sleeps, where it does, and a speed
 * where there is one. */
#include "harness.h"

static void open_lesson(struct term *t, const char *lesson, const char *program,
                        const char *language)
{
	const char *const arguments[] = {"--lesson", lesson,      "--port", "0", "--lang",
	                                 language,   "--program", program,  NULL};
	term_start(t, &(struct term_options){.arguments = arguments});
}

static void close_lesson(struct term *t)
{
	term_type(t, "q");
	assert_int_equal(term_wait(t), 0);
	term_end(t);
}

/* TRIAL A1: the wait comes with no line, and after the last one was drawn. */
static void a_program_that_goes_and_sleeps_is_said_to_sleep(void **state)
{
	(void)state;
	static const struct {
		const char *lesson, *first, *then;
	} lessons[] = {
		{"1", "blocked in accept()", "WAIT  blocked in recv()"},
		{"2", "blocked in select()", "WAIT  blocked in select()"},
		{"3", "blocked in selector.select()", "WAIT  blocked in selector.select()"},
		{"5", "blocked in select()", "WAIT  blocked in select()"},
	};
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
		struct term t;
		open_lesson(&t, lessons[i].lesson, "server", "en");
		term_expect(&t, lessons[i].first);
		term_type(&t, ":speed 20\r:connect\r:continue\r");
		term_expect(&t, "lines/s"); /* it goes, */
		term_expect(&t, "▶WAIT"); /* and stands, */
		term_expect(&t, lessons[i].then);
		term_expect(&t, "c pause"); /* though nobody has stopped it */
		close_lesson(&t);
	}
}

/* TRIAL A2: it takes seventy thousand lines in the time of four. */
static void a_run_to_the_next_wait_has_no_speed(void **state)
{
	(void)state;
	static const struct {
		const char *language, *waits, *runs, *speed, *goes;
	} languages[] = {
		{"en", "blocked in select()", "running", "lines/s", "4 lines/s"},
		{"ru", "ждёт в select()", "работает", "стр./с", "4 стр./с"},
	};
	for (size_t i = 0; i < 2; i++) {
		struct term t;
		open_lesson(&t, "5", "ignores-eof", languages[i].language);
		term_expect(&t, languages[i].waits);
		term_type(&t, ":connect\rr:shutdown client1\rr");
		term_expect(&t, languages[i].runs);
		assert_false(term_shows(&t, languages[i].speed));
		term_type(&t, ":pause\rc");
		term_expect(&t, languages[i].goes);
		close_lesson(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_program_that_goes_and_sleeps_is_said_to_sleep),
		cmocka_unit_test(a_run_to_the_next_wait_has_no_speed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
