/*
 * view/moment: each test of a moment, asked of models made by hand for a listing made by hand; and
 * in which order the texts of a guide are asked.
 */
#include "view/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "lesson/names.h"
#include "lesson/python_line.h"

enum { QUEUE, TABLE, READY, GIVEN };
enum { MODULE, WORK };
enum { READY_NAME, ITEM, WORD, NUMBER, BYTES, TASK };
enum { LOOP = 8, IN_BODY = 9, DEEPER = 11, BEHIND = 13, OVER_CALL = 15, OVER_TABLE = 17 };
enum { FRAME = 1, OTHER = 2, EMPTY_BYTES = 1, SOME_BYTES = 2 };

static const char *const python[] = {
	"queue = []", /* 1 */
	"table = {}",
	"",
	"def other():",
	"    pass",
	"def work():",
	"    while True:",
	"        for item in ready:", /* 8 */
	"            item.go()",
	"",
	"            if item:",
	"                break",
	"        work()", /* 13 */
	"",
	"        for item, _ in given.ask(1):", /* 15 */
	"            item.go()",
	"        for item in table:", /* 17 */
	"            item.go()",
	"work()", /* 19 */
};
static const char *const no_names[] = {NULL};
static const char *const work_names[] = {"ready", "item", "word", "number", "bytes", "task", NULL};
static const struct code codes[] = {
	[MODULE] = {.name = "module", .local_names = no_names},
	[WORK] = {.name = "work", .local_names = work_names, .local_count = 6},
};
static const struct program twin = {
	.name = "server",
	.tags = (const struct tag[]){{"first", 1}, {"each", LOOP}, {"body", IN_BODY}, {NULL, 0}},
	.codes = codes,
	.code_count = 2,
	.words = (const char *const[]){"read", "", NULL},
	.literals = (const struct literal[]){{"hello", 1}, {"x", 0}, {0}},
	.collections = {[QUEUE] = {"queue", COLLECTION_LIST, false},
                        [TABLE] = {"table", COLLECTION_DICT, false},
                        [READY] = {"ready", COLLECTION_LIST, true},
                        [GIVEN] = {"given.ask(1)", COLLECTION_LIST, true}},
};
static const struct lesson_program program = {
	.name = "server",
	.twin = &twin,
	.python = python,
	.python_count = sizeof python / sizeof *python,
};

static struct model m;
static struct view view;
static uint64_t first_stops[EVENT_LINES + 1];
static struct arena arena;

static void apply(enum event_kind kind, uint32_t a, uint32_t b, uint32_t c)
{
	model_apply(&m, &(struct event){.kind = kind, .number = {a, b, c}});
}

static void step(unsigned line)
{
	apply(EVENT_STEP, line, 0, 0);
}

static value sock(uint32_t id)
{
	return value_of(VALUE_SOCKET, id);
}

/* work() stands before its loop, all its names without a value. */
static int begin(void **state)
{
	(void)state;
	model_init(&m);
	view = (struct view){.program = &program, .first_stops = first_stops};
	memset(first_stops, 0, sizeof first_stops);
	apply(EVENT_FRAME, FRAME, WORK, 0);
	apply(EVENT_PUSH, FRAME, 0, 0);
	step(LOOP - 1);
	return 0;
}

static int finish(void **state)
{
	(void)state;
	model_free(&m);
	arena_free(&arena);
	return 0;
}

static const struct condition *read(const char *text)
{
	struct bytes why = {0};
	unsigned line;
	const struct condition *c = condition_read(text, ABOUT_MOMENT, NULL, &arena, &why, &line);
	if (!c)
		fail_msg("%s: %s", text, bytes_text(&why));
	bytes_free(&why);
	return c;
}

static void assert_is(const char *text, bool expected)
{
	if (moment_holds(&m, &view, read(text)) != expected)
		fail_msg("%s is%s true", text, expected ? " not" : "");
}

static void set_local(unsigned local, value v)
{
	apply(EVENT_LOCAL, local, v, 0);
}

static void a_collection_is_empty_once_it_is_there(void **state)
{
	(void)state;
	assert_is("empty(queue)", false);
	apply(EVENT_BORN, QUEUE, 0, 0);
	apply(EVENT_BORN, TABLE, 0, 0);
	assert_is("empty(queue) and empty(table)", true);
	apply(EVENT_APPEND, QUEUE, sock(5), 0);
	apply(EVENT_SET, TABLE, 7, value_of(VALUE_NONE, 0));
	assert_is("empty(queue) or empty(table)", false);
	apply(EVENT_POP, QUEUE, 0, 0);
	assert_is("empty(queue)", true);
}

static void a_local_is_empty_as_not_says_in_python(void **state)
{
	static const struct {
		value v;
		bool is_empty;
	} cases[] = {
		{0, false}, /* it has no value */
		{VALUE_NONE, true},
		{VALUE_INTEGER, true},
		{1 << 4 | VALUE_INTEGER, false},
		{VALUE_WORD, false},
		{1 << 4 | VALUE_WORD, true}, /* "" */
		{VALUE_LITERAL, false},
		{1 << 4 | VALUE_LITERAL, true}, /* b"x" * 0 */
		{EMPTY_BYTES << 4 | VALUE_BYTES, true},
		{SOME_BYTES << 4 | VALUE_BYTES, false},
		{READY << 4 | VALUE_LIST, true},
		{GIVEN << 4 | VALUE_LIST, false},
		{5 << 4 | VALUE_SOCKET, false},
		{FRAME << 4 | VALUE_TASK, false},
	};
	(void)state;
	model_apply(&m, &(struct event){.kind = EVENT_BYTES, .number = {EMPTY_BYTES}});
	model_apply(&m, &(struct event){.kind = EVENT_BYTES,
	                                .number = {SOME_BYTES},
	                                .bytes = (const uint8_t *)"x",
	                                .size = 1});
	apply(EVENT_APPEND, GIVEN, sock(5), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set_local(BYTES, cases[i].v);
		if (moment_holds(&m, &view, read("is_empty(bytes)")) != cases[i].is_empty)
			fail_msg("value %x", cases[i].v);
	}
}

static void a_value_is_compared_with_strings_and_numbers(void **state)
{
	(void)state;
	assert_is("value(word) == \"read\" or value(word) != \"read\" or value(word) != 3", false);
	set_local(WORD, value_of(VALUE_WORD, 0));
	set_local(NUMBER, value_of(VALUE_INTEGER, 3));
	assert_is("value(word) == \"read\" and not value(word) != \"read\"", true);
	assert_is("value(word) == 0 or value(word) <= 9 or value(number) == \"read\"", false);
	assert_is("value(number) >= 3 and value(number) == 3 and value(number) < 3.5", true);
	assert_is("value(number) != 3 or value(number) > 3", false);
	assert_is("value(word) != 3 and value(number) != \"read\"", true);
	set_local(WORD, value_of(VALUE_WORD, 1));
	assert_is("value(word) != \"read\"", true);
}

static void a_generator_is_new_until_its_first_line_is_about_to_run(void **state)
{
	(void)state;
	apply(EVENT_BORN, QUEUE, 0, 0);
	assert_is("is_new(task) or is_new(queue)", false);
	apply(EVENT_FRAME, OTHER, WORK, 1);
	apply(EVENT_APPEND, QUEUE, value_of(VALUE_TASK, OTHER), 0);
	assert_is("is_new(queue)", true);
	set_local(TASK, value_of(VALUE_TASK, OTHER));
	assert_is("is_new(task)", true);
	apply(EVENT_PUSH, OTHER, 0, 0);
	step(IN_BODY);
	apply(EVENT_YIELD, 0, 0, 0);
	step(BEHIND);
	assert_is("is_new(task) or is_new(queue)", false);
}

static void ready_for(unsigned items)
{
	apply(EVENT_CLEAR, READY, 0, 0);
	for (uint32_t i = 0; i < items; i++)
		apply(EVENT_APPEND, READY, sock(10 + i), 0);
	set_local(READY_NAME, value_of(VALUE_LIST, READY));
}

static void a_for_begins_goes_on_and_is_used_up(void **state)
{
	(void)state;
	ready_for(2);
	step(LOOP);
	assert_is("begins(ready) and not used_up(ready)", true);
	set_local(ITEM, sock(10));
	step(IN_BODY);
	assert_is("begins(ready) or used_up(ready)", false); /* this line is no `for` */
	step(LOOP);
	assert_is("begins(ready) or used_up(ready)", false);
	set_local(ITEM, sock(11));
	step(IN_BODY);
	step(DEEPER);
	step(LOOP);
	assert_is("used_up(ready) and not begins(ready)", true);
}

/* The variable still holds what it was given last time, and that may be an item again. */
static void a_for_that_begins_anew_is_not_used_up(void **state)
{
	(void)state;
	ready_for(1);
	set_local(ITEM, sock(10));
	step(LOOP);
	assert_is("begins(ready) and not used_up(ready)", true);
	step(BEHIND); /* from below, by a loop around it */
	step(LOOP);
	assert_is("begins(ready) and not used_up(ready)", true);
	ready_for(0);
	step(LOOP - 1);
	step(LOOP);
	assert_is("begins(ready) and used_up(ready)", true);
}

/* Where the frame came from is told by its own lines, not by those of what it called. */
static void a_call_within_the_body_is_no_way_out_of_it(void **state)
{
	(void)state;
	ready_for(2);
	step(LOOP);
	set_local(ITEM, sock(11));
	step(IN_BODY);
	apply(EVENT_FRAME, OTHER, WORK, 0);
	apply(EVENT_PUSH, OTHER, 0, 0);
	step(LOOP - 1);
	assert_is("begins(ready)", false);
	step(LOOP);
	assert_is("begins(ready) and not used_up(ready)", true); /* it has no list yet */
	apply(EVENT_RETURN, 0, 0, 0);
	step(LOOP);
	assert_is("used_up(ready)", true);
}

static void what_a_call_gives_is_not_used_up_before_the_call(void **state)
{
	(void)state;
	step(OVER_CALL);
	assert_is("begins(given) and not used_up(given)", true);
	apply(EVENT_APPEND, GIVEN, sock(5), 0);
	set_local(ITEM, sock(5));
	step(OVER_CALL + 1);
	step(OVER_CALL);
	assert_is("used_up(given) and not begins(given)", true);
}

static void a_for_goes_through_the_keys_of_a_dict(void **state)
{
	(void)state;
	apply(EVENT_BORN, TABLE, 0, 0);
	apply(EVENT_SET, TABLE, 7, value_of(VALUE_NONE, 0));
	apply(EVENT_SET, TABLE, 3, value_of(VALUE_NONE, 0));
	step(OVER_TABLE);
	assert_is("used_up(table)", false);
	set_local(ITEM, sock(7));
	step(OVER_TABLE + 1);
	step(OVER_TABLE);
	assert_is("used_up(table)", false);
	set_local(ITEM, sock(3));
	step(OVER_TABLE + 1);
	step(OVER_TABLE);
	assert_is("used_up(table)", true);
}

static void the_first_time_is_known_or_not_claimed(void **state)
{
	(void)state;
	first_stops[LOOP - 1] = m.step;
	assert_is("first_time", true);
	first_stops[LOOP - 1] = m.step - 1;
	assert_is("first_time", false);
	first_stops[LOOP - 1] = m.step;
	view.first_stops = NULL;
	assert_is("first_time", false);
}

static void what_computes_does_not_wait(void **state)
{
	(void)state;
	assert_is("waits", false);
	apply(EVENT_WAIT, CALL_SELECT, 0, 0);
	assert_is("waits", true);
	apply(EVENT_WAIT, CALL_COMPUTE, 0, 0);
	assert_is("waits", false);
}

static void what_the_program_does_not_have_is_not_so_and_not_otherwise(void **state)
{
	(void)state;
	assert_is("not empty(nothing)", false);
	assert_is("not is_empty(nothing)", false);
	assert_is("not is_new(nothing)", false);
	assert_is("not used_up(ready)", false); /* line 7 is no `for` */
	assert_is("not value(word) == \"never\"", false);
	assert_is("first_time or not empty(nothing)", false);
	assert_is("not empty(ready)", false); /* it is not of the module */
}

static void the_function_of_a_line_is_found(void **state)
{
	(void)state;
	assert_ptr_equal(python_code_at(&program, 1), &codes[MODULE]);
	assert_ptr_equal(python_code_at(&program, LOOP), &codes[WORK]);
	assert_ptr_equal(python_code_at(&program, DEEPER + 1), &codes[WORK]);
	assert_ptr_equal(python_code_at(&program, 5), &codes[MODULE]); /* other() has no twin */
	assert_ptr_equal(python_code_at(&program, 19), &codes[MODULE]);
	assert_ptr_equal(python_code_at(&program, 0), &codes[MODULE]);
	assert_ptr_equal(python_code_at(&program, 99), &codes[MODULE]);
}

/* --- which text ------------------------------------------------------------------------------- */

/* "x" is the text of a program of its own, "when yes" a condition that holds. */
static const char *choose(const char *const headings[], unsigned count)
{
	static struct lesson_text texts[8];
	struct lesson lesson = {.texts = texts, .text_count = count};
	for (unsigned i = 0; i < count; i++) {
		const char *h = headings[i];
		texts[i] = (struct lesson_text){.heading = h, .name = "each", .text = h};
		texts[i].program = !strncmp(h, "own", 3)     ? "server"
		                   : !strncmp(h, "other", 5) ? "other"
		                                             : NULL;
		if (strstr(h, "yes") || strstr(h, "no"))
			texts[i].condition = h;
		if (texts[i].condition)
			texts[i].when = read(strstr(h, "yes") ? "first_time" : "not first_time");
	}
	view.lesson = &lesson;
	const struct lesson_text *chosen = moment_text(&m, &view);
	return chosen ? chosen->heading : NULL;
}

static void the_first_text_that_holds_is_shown(void **state)
{
	static const struct {
		const char *headings[6];
		unsigned count;
		const char *chosen;
	} cases[] = {
		{{"plain", "yes"}, 2, "yes"},
		{{"yes", "plain"}, 2, "yes"},
		{{"no", "plain"}, 2, "plain"},
		{{"no", "yes 1", "yes 2", "plain"}, 4, "yes 1"},
		{{"plain", "own", "yes"}, 3, "own"},
		{{"plain", "yes", "own yes", "own"}, 4, "own yes"},
		{{"plain", "yes", "own no"}, 3, "yes"},
		{{"plain", "no", "own no"}, 3, "plain"},
		{{"plain", "other yes", "other"}, 3, "plain"},
		{{"own no 1", "own yes", "own yes 2", "own", "yes", "plain"}, 6, "own yes"},
	};
	(void)state;
	step(LOOP);
	first_stops[LOOP] = m.step;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(choose(cases[i].headings, cases[i].count), cases[i].chosen);
	assert_null(choose((const char *const[]){"no", "other"}, 2));
	step(IN_BODY + 1);
	assert_null(choose((const char *const[]){"plain"}, 1)); /* a line without a tag */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_collection_is_empty_once_it_is_there),
		TEST(a_local_is_empty_as_not_says_in_python),
		TEST(a_value_is_compared_with_strings_and_numbers),
		TEST(a_generator_is_new_until_its_first_line_is_about_to_run),
		TEST(a_for_begins_goes_on_and_is_used_up),
		TEST(a_for_that_begins_anew_is_not_used_up),
		TEST(a_call_within_the_body_is_no_way_out_of_it),
		TEST(what_a_call_gives_is_not_used_up_before_the_call),
		TEST(a_for_goes_through_the_keys_of_a_dict),
		TEST(the_first_time_is_known_or_not_claimed),
		TEST(what_computes_does_not_wait),
		TEST(what_the_program_does_not_have_is_not_so_and_not_otherwise),
		TEST(the_function_of_a_line_is_found),
		TEST(the_first_text_that_holds_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
