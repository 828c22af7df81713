/* X18: what is answered to a command that there is none of, and F7: to a speed that is none. */
#include "command/guess.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"

static void expect_guess(const char *typed, const char *meant)
{
	const char *guess = guess_command(typed, strlen(typed));
	if (!guess != !meant || (guess && strcmp(guess, meant) != 0))
		fail_msg("%s: %s, not %s", typed, guess ? guess : "nothing",
		         meant ? meant : "nothing");
}

static void another_word_for_it_is_known(void **state)
{
	(void)state;
	expect_guess("exit", "quit");
	expect_guess("q", "quit");
	expect_guess("EXIT", "quit");
	expect_guess("учше", "quit"); /* exit, on the other layout */
	expect_guess("выход", "quit");
	expect_guess("помощь", "help");
	expect_guess("go", "continue");
}

static void a_key_typed_as_a_command_is_its_command(void **state)
{
	(void)state;
	expect_guess("s", "step");
	expect_guess("ы", "step");
	expect_guess("n", "next");
	expect_guess("?", "help");
	expect_guess("5", "focus 5");
	expect_guess("/", NULL);
	expect_guess("Z", NULL);
}

static void the_other_layout_is_read(void **state)
{
	(void)state;
	expect_guess("сщттусе", "connect");
	expect_guess("СЩТТУСЕ", "connect");
	expect_guess("ыутв", "send");
	expect_guess("сщтусе", "connect"); /* with a slip in it, too */
	expect_guess("іутв", "send"); /* Ukrainian */
	expect_guess("ыўтв", "send"); /* Belarusian, with a slip */
	expect_guess("日本", NULL);
	expect_guess("привет", NULL);
}

static void slips_are_seen_through(void **state)
{
	(void)state;
	expect_guess("conect", "connect");
	expect_guess("connetc", "connect");
	expect_guess("stpe", "step");
	expect_guess("sedn", "send");
	expect_guess("STEP", "step");
	expect_guess("conn", "connect"); /* the beginning of one only */
	expect_guess("con", NULL); /* of two */
	expect_guess("hello", NULL);
	expect_guess("xy", NULL);
	expect_guess("abracadabra", NULL);
	expect_guess("", NULL);
}

static void any_bytes_are_survived(void **state)
{
	(void)state;
	char bytes[100];
	unsigned seed = 3;
	for (int i = 0; i < 20000; i++) {
		size_t length = (size_t)(rand_r(&seed) % 100);
		for (size_t k = 0; k < length; k++)
			bytes[k] = (char)(rand_r(&seed) % 4 ? 'a' + rand_r(&seed) % 26
			                                    : rand_r(&seed));
		guess_command(bytes, length);
	}
}

/* Every name, with any letter of it left out, is near to itself or to another one. */
static void a_letter_too_few_is_always_answered(void **state)
{
	(void)state;
	for (size_t i = 0; i < command_count; i++) {
		const char *name = commands[i]->name;
		size_t length = strlen(name);
		for (size_t gap = 0; gap < length; gap++) {
			char typed[32];
			memcpy(typed, name, gap);
			memcpy(typed + gap, name + gap + 1, length - gap);
			if (!command_find(typed, length - 1) && !guess_command(typed, length - 1) &&
			    length > 3)
				fail_msg("%s", typed);
		}
	}
}

static void expect_answer(enum language language, const char *line, const char *said)
{
	struct app app = {.view.language = language};
	assert_int_equal(command_execute(&app, line), COMMAND_FAILED);
	assert_string_equal(app.view.message, said);
}

static void the_answer_names_both(void **state)
{
	(void)state;
	expect_answer(ENGLISH, "exit", "There is no command \"exit\": did you mean quit?");
	expect_answer(ENGLISH, "сщттусе 2",
	              "There is no command \"сщттусе\": did you mean connect?");
	expect_answer(RUSSIAN, "сщттусе 2", "Команды «сщттусе» нет: может быть, connect?");
	expect_answer(ENGLISH, "abracadabra", "There is no command \"abracadabra\": try help.");
	expect_answer(RUSSIAN, "abracadabra", "Команды «abracadabra» нет: попробуйте help.");
}

/* As it stands in texts. */
static void a_colon_before_a_command_is_no_part_of_it(void **state)
{
	(void)state;
	struct app app = {0};
	assert_int_equal(command_execute(&app, ":speed 7"), COMMAND_DONE);
	assert_int_equal(app.view.speed, 7);
	assert_int_equal(command_execute(&app, " : "), COMMAND_DONE);
	assert_int_equal(command_execute(&app, ":# speed 8"), COMMAND_DONE);
	assert_int_equal(app.view.speed, 7);
}

/* F7 of the friction list. */
static void a_speed_that_is_none_names_all_that_are(void **state)
{
	(void)state;
	static const char *const lines[] = {"speed fast", "speed 0", "speed 1001", "speed ++"};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct app app = {0};
		assert_int_equal(command_execute(&app, lines[i]), COMMAND_FAILED);
		assert_non_null(
			strstr(app.view.message,
		               " is no speed: from 1 to 1000 lines a second, max, + or -."));
	}
	expect_answer(RUSSIAN, "speed fast",
	              "«fast» — не скорость: от 1 до 1000 строк в секунду, max, + или -.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_word_for_it_is_known),
		cmocka_unit_test(a_key_typed_as_a_command_is_its_command),
		cmocka_unit_test(the_other_layout_is_read),
		cmocka_unit_test(slips_are_seen_through),
		cmocka_unit_test(any_bytes_are_survived),
		cmocka_unit_test(a_letter_too_few_is_always_answered),
		cmocka_unit_test(the_answer_names_both),
		cmocka_unit_test(a_colon_before_a_command_is_no_part_of_it),
		cmocka_unit_test(a_speed_that_is_none_names_all_that_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
