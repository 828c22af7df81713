/* lesson/condition: what a condition says of a moment, the moment being told by the test. */
#include "lesson/condition.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "stage/program.h"

/* Client n waited n seconds, even ones go on; client1 has an answer; bug/recv has run, accept in
 * whatever program; it has ended with ValueError. */
static unsigned connected(const void *context)
{
	(void)context;
	return 2;
}

static double waited(const void *context, uint32_t client, bool *goes_on)
{
	(void)context;
	*goes_on = client % 2 == 0;
	return client;
}

static bool answered(const void *context, uint32_t client)
{
	(void)context;
	return client == 1;
}

static bool reached(const void *context, const char *program, const char *tag)
{
	(void)context;
	return (!program || !strcmp(program, "bug")) && strcmp(tag, "never") != 0;
}

static bool ended(const void *context, unsigned error)
{
	(void)context;
	return error == ERROR_VALUE;
}

static bool stepped(const void *context, const char *program, const char *tag)
{
	return reached(context, program, tag) && strcmp(tag, "rushed") != 0;
}

static const struct condition_facts facts = {connected, waited, answered, reached,
                                             stepped,   ended,  NULL};

static bool holds(const char *text, double *again)
{
	struct arena arena = {0};
	struct bytes why = {0};
	unsigned line;
	const struct condition *c = condition_read(text, ABOUT_RUN, NULL, &arena, &why, &line);
	if (!c)
		fail_msg("%s: %s", text, bytes_text(&why));
	bool answer = condition_holds_in_run(c, &facts, again);
	arena_free(&arena);
	bytes_free(&why);
	return answer;
}

static void each_test_asks_its_fact(void **state)
{
	static const char *const yes[] = {
		"connected >= 2",    "connected <= 2",  "connected == 2",       "connected != 3",
		"connected > 1.5",   "connected < 2.5", "waited(client3) >= 3", "waited(3) < 3.25",
		"answered(client1)", "reached(recv)",   "reached(bug/recv)",    "ended(ValueError)",
		"stepped(recv)",     "stepped(bug/recv)",
	};
	static const char *const no[] = {
		"connected >= 3",
		"connected <= 1",
		"connected == 1",
		"connected != 2",
		"connected > 2",
		"connected < 2",
		"waited(3) > 3",
		"answered(client2)",
		"reached(never)",
		"reached(server/recv)",
		"stepped(server/recv)",
		"stepped(rushed)",
		"ended(exit)",
		"ended(BrokenPipeError)",
		"answered(client999999999)",
	};
	double again = 100;
	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!holds(yes[i], &again))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (holds(no[i], &again))
			fail_msg("%s", no[i]);
}

/* not binds closest, then and, then or, as in Python. */
static void tests_are_joined_as_in_python(void **state)
{
	static const struct {
		const char *text;
		bool answer;
	} cases[] = {
		{"not answered(2)", true},
		{"not not answered(2)", false},
		{"not answered(1) or answered(1)", true},
		{"not (answered(1) or answered(2))", false},
		{"answered(1) or answered(2) and answered(2)", true},
		{"(answered(1) or answered(2)) and answered(2)", false},
		{"answered(2) and answered(2) or answered(1)", true},
		{"answered(1) and not answered(2) and connected == 2", true},
		{"answered(1) and (answered(2) or not (answered(2) and answered(1)))", true},
	};
	double again = 100;
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (holds(cases[i].text, &again) != cases[i].answer)
			fail_msg("%s", cases[i].text);
}

static void the_deepest_brackets_are_answered(void **state)
{
	struct bytes text = {0};
	double again = 100;
	(void)state;
	for (unsigned i = 1; i < CONDITION_DEPTH; i++)
		bytes_add_text(&text, "answered(2) or answered(1) and (");
	bytes_add_text(&text, "answered(2) or answered(1) and answered(1)");
	for (unsigned i = 1; i < CONDITION_DEPTH; i++)
		bytes_add_char(&text, ')');
	assert_true(holds(bytes_text(&text), &again));
	bytes_free(&text);
}

static void it_is_known_when_time_alone_may_change_the_answer(void **state)
{
	double again = 100;
	(void)state;
	assert_false(holds("waited(3) >= 5", &again));
	assert_true(again > 99); /* it is over, whatever time it is */
	assert_true(holds("waited(2) >= 1", &again));
	assert_true(again > 99); /* it has been long enough */
	assert_false(holds("answered(2) and (waited(2) >= 9 or waited(4) > 5.5)", &again));
	assert_float_equal(again, 1.5, 1e-9); /* both sides were asked */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_test_asks_its_fact),
		cmocka_unit_test(tests_are_joined_as_in_python),
		cmocka_unit_test(the_deepest_brackets_are_answered),
		cmocka_unit_test(it_is_known_when_time_alone_may_change_the_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
