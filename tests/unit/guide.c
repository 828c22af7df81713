/*
 * lesson/guide and lesson/condition: what a guide says, and every mistake of its grammar named with
 * its line. Each mistake is one change to a guide that is right.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/die.h"
#include "lesson/arena.h"
#include "lesson/condition.h"
#include "lesson/faults.h"
#include "lesson/guide.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */

static const char right[] = "# A *good* `title`\n" /* 1 */
			    "\n"
			    "The goal\n" /* 3 */
			    "in two lines.\n"
			    "\n"
			    "## Words\n" /* 6 */
			    "\n"
			    "- `socket`: one end of\n" /* 8 */
			    "  a connection\n"
			    "- `yield`: stop here\n" /* 10 */
			    "\n"
			    "<!-- a remark -->\n"
			    "\n"
			    "## Programs\n" /* 14 */
			    "\n"
			    "- `server`: the right one\n" /* 16 */
			    "- `bug`: the wrong one\n"
			    "\n"
			    "## want_recv\n" /* 19 */
			    "\n"
			    "Why `x_y` is **here**.\n"
			    "\n"
			    "## bug/want_recv\n" /* 23 */
			    "\n"
			    "Why not.\n"
			    "\n"
			    "## Try: two at once\n" /* 27 */
			    "\n"
			    "    connected >= 2\n" /* 29 */
			    "    and answered(client2)\n"
			    "\n"
			    "Do it.\n" /* 32 */
			    "\n"
			    "1. First hint.\n" /* 34 */
			    "2. Second hint.\n"
			    "\n"
			    "---\n" /* 37 */
			    "\n"
			    "Because.\n"
			    "\n"
			    "## Predict: want_recv\n" /* 41 */
			    "\n"
			    "What comes next?\n" /* 43 */
			    "\n"
			    "- `recv`: this\n" /* 45 */
			    "- `waits`: nothing\n"
			    "\n"
			    "---\n" /* 48 */
			    "\n"
			    "The reason.\n"; /* 50 */

/* One guide in a file, and what reading it gave. */
struct reading {
	char path[40];
	struct arena arena;
	struct faults faults;
	struct lesson lesson;
	struct lesson_program *programs;
	bool is_right;
};

static void reading_open(struct reading *r, const char *text, size_t length)
{
	int fd;

	memset(r, 0, sizeof *r);
	strcpy(r->path, "/tmp/guide-XXXXXX");
	fd = mkstemp(r->path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, length), (ssize_t)length);
	close(fd);
	r->is_right = guide_read(&r->lesson, &r->programs, r->path, &r->arena, &r->faults);
}

static void reading_close(struct reading *r)
{
	unlink(r->path);
	arena_free(&r->arena);
	faults_free(&r->faults);
}

/* The guide above with one piece replaced. */
static char *changed(const char *from, const char *to)
{
	const char *place = strstr(right, from);

	assert_non_null(place);
	return xasprintf("%.*s%s%s", (int)(place - right), right, to, place + strlen(from));
}

static void a_guide_is_read_whole(void **state)
{
	struct reading r;
	const struct lesson *l = &r.lesson;

	(void)state;
	reading_open(&r, right, sizeof right - 1);
	assert_string_equal(bytes_text(&r.faults.text), "");
	assert_true(r.is_right);
	assert_string_equal(l->title, "A good title");
	assert_string_equal(l->goal, "The goal in two lines.");
	assert_int_equal(l->word_count, 2);
	assert_string_equal(l->words[0].term, "socket");
	assert_string_equal(l->words[0].explanation, "one end of a connection");
	assert_int_equal(l->program_count, 2);
	assert_string_equal(l->programs[0].name, "server");
	assert_string_equal(l->programs[1].description, "the wrong one");
	assert_int_equal(l->programs[1].line, 17);
	reading_close(&r);
}

static void texts_tasks_and_questions_lose_their_marks_and_keep_their_lines(void **state)
{
	struct reading r;
	const struct lesson *l = &r.lesson;

	(void)state;
	reading_open(&r, right, sizeof right - 1);
	assert_int_equal(l->text_count, 2);
	assert_string_equal(l->texts[0].name, "want_recv");
	assert_null(l->texts[0].program);
	assert_string_equal(l->texts[0].text, "Why x_y is here.");
	assert_string_equal(l->texts[1].program, "bug");
	assert_int_equal(l->texts[1].line, 23);
	assert_int_equal(l->task_count, 1);
	assert_string_equal(l->tasks[0].title, "two at once");
	assert_string_equal(l->tasks[0].condition, "connected >= 2\nand answered(client2)");
	assert_int_equal(l->tasks[0].condition_line, 29);
	assert_string_equal(l->tasks[0].text, "Do it.");
	assert_int_equal(l->tasks[0].hint_count, 2);
	assert_string_equal(l->tasks[0].hints[1], "Second hint.");
	assert_string_equal(l->tasks[0].explanation, "Because.");
	assert_int_equal(l->question_count, 1);
	assert_string_equal(l->questions[0].tag, "want_recv");
	assert_string_equal(l->questions[0].question, "What comes next?");
	assert_int_equal(l->questions[0].choice_count, 2);
	assert_string_equal(l->questions[0].choices[0].outcome, "recv");
	assert_string_equal(l->questions[0].choices[1].text, "nothing");
	assert_string_equal(l->questions[0].reason, "The reason.");
	reading_close(&r);
}

static void every_mistake_is_named_with_its_line(void **state)
{
	static const struct {
		const char *from, *to, *fault;
	} cases[] = {
		{"# A *good* `title`\n", "", ":2: A guide opens with its title"},
		{"The goal\nin two lines.\n", "", ":1: The goal, a paragraph of one sentence, exp"},
		{"in two lines.\n", "\nmore\n", ":5: Only the goal stands under the title"},
		{"## Words", "### Words", ":6: A section begins with ##"},
		{"## Words", "## words?", ":6: `words?` is neither"},
		{"## Words", "## Programs", ":1: There is no section ## Words"},
		{"## Words", "## Programs", ":14: A second section ## Programs"},
		{"## Programs", "## Words", ":1: There is no section ## Programs"},
		{"- `yield`: stop", "- yield: stop", ":10: An item here reads `term`: text"},
		{"- `yield`: stop here", "- `yield` stop", ":10: An item here reads `term`: text"},
		{"- `yield`: stop here", "- `yield`: ", ":10: An item here reads `term`: text"},
		{"- `yield`: stop here", "- `yield`: a\n\n  b", ":10: An item is one paragraph"},
		{"<!-- a remark -->", "<div>x</div>", ":12: HTML has no place in a guide"},
		{"<!-- a remark -->", "> quoted", ":12: A quotation has no place in a guide"},
		{"Why not.", "Why <b>not</b>.", ":25: HTML has no place in a guide"},
		{"Why not.", "Why ![not](x.png).", ":25: A picture has no place in a guide"},
		{"- `bug`", "- `server`", ":17: The program `server` is listed twice"},
		{"- `server`: the right one\n- `bug`: the wrong one\n", "None.\n",
	         ":16: A list of programs expected"},
		{"Why `x_y` is **here**.", "", ":19: A paragraph on this tag expected"},
		{"Why `x_y` is **here**.", "One.\n\nTwo.",
	         ":23: Nothing more belongs to this section"},
		{"## bug/want_recv", "## want_recv",
	         ":23: `want_recv` has a paragraph in line 19 already"},
		{"## bug/want_recv", "## /want_recv", ":23: `/want_recv` is neither"},
		{"    connected >= 2\n    and answered(client2)\n", "",
	         ":27: The condition expected, indented"},
		{"Do it.\n", "", ":33: A paragraph that says what to do expected"},
		{"1. First hint.\n2. Second hint.\n", "- Hint.\n",
	         ":34: A numbered list of hints expected"},
		{"---\n\nBecause.\n", "", ":27: A rule (---) expected"},
		{"Because.\n", "", ":27: A paragraph that explains expected"},
		{"---\n\nBecause.", "* * *\n\nBecause.\n\nAnd more.",
	         ":41: Nothing more belongs to this section"},
		{"Predict: want_recv", "Predict: Want", ":41: `Want` can be no tag"},
		{"What comes next?\n", "", ":44: A paragraph that asks expected"},
		{"- `waits`: nothing\n", "", ":45: A question has two to 9 choices"},
		{"- `waits`: nothing\n", "- `recv`: nothing\n",
	         ":46: Two choices with the same outcome `recv`"},
		{"The reason.\n", "", ":41: A paragraph that gives the reason expected"},
		{"The reason.", "> The reason.", ":50: A quotation has no place in a guide"},
		{"Why not.", "Why\rnot.", ":25: This line ends as on Windows"},
		{"Why not.", "Why n\xf6t.", ":25: This is not UTF-8"},
		{"# A *good*", "\xef\xbb\xbf# A *good*", ":1: A byte order mark"},
		{"Why not.", "\x1b[31m", ":25: A control character"},
		{"# A *good* `title`", "#", ":1: The title is empty"},
		{"<!-- a remark -->", "<!-- a remark", ":12: A comment that nothing closes"},
		{"<!-- a remark -->", "<!-- a --> <!-- b", ":12: A comment that nothing closes"},
		{"Why not.", "Why <!-- not.", ":25: A comment that nothing closes"},
		{"Why not.", "Why &lt;!--\nnot \\\\<!--.", ":26: A comment that nothing closes"},
		{"<!-- a remark -->", "<!-- a --> b", ":12: Behind a comment nothing is shown"},
		{"nothing\n\n---", "nothing\n---", ":47: A rule (---) needs an empty line before it"},
		{"hint.\n\n---", "hint.\n---", ":36: A rule (---) needs an empty line before it"},
		{"---\n\nBecause", "---\nBecause", ":37: A rule (---) needs an empty line after it"},
		{"1. First hint.\n2. Second hint.\n\n---", "1. First hint.\n\n\nText\n---",
	         ":38: A rule (---) needs an empty line before it: this one makes a heading"},
		{"nothing\n", "nothing\n  ---\n", ":47: A rule (---) needs an empty line before it"},
		{"# A *good* `title`", "Title\n=====", ":1: A heading begins with #"},
		{"1. First", "3. First", ":34: Hints are numbered from 1"},
		{"    connected >= 2\n    and answered(client2)", "```\nconnected >= 2\n```",
	         ":29: A fence has no place in a guide: a condition is indented by four blanks"},
		{"    connected >= 2\n    and answered(client2)", "~~~ sh\nconnected >= 2\n~~~",
	         ":29: A fence has no place in a guide"},
		{"Why not.", "Why:\n| a | b |\n|---|---|", ":27: A table has no place in a guide"},
		{"Why not.", "a | b\n--- | :-:\n1 | 2", ":26: A table has no place in a guide"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *text = changed(cases[i].from, cases[i].to), *wanted;
		struct reading r;

		reading_open(&r, text, strlen(text));
		wanted = xasprintf("%s%s", r.path, cases[i].fault);
		if (r.is_right || !strstr(bytes_text(&r.faults.text), wanted))
			fail_msg("'%s' instead of '%s': expected '%s', got '%s'", cases[i].to,
			         cases[i].from, wanted, bytes_text(&r.faults.text));
		free(wanted);
		free(text);
		reading_close(&r);
	}
}

static void all_mistakes_of_a_guide_are_named_at_once(void **state)
{
	struct reading r;

	(void)state;
	reading_open(&r, "text\n", 5);
	assert_int_equal(r.faults.kept, 3); /* title, Words, Programs */
	reading_close(&r);
	reading_open(&r, "", 0);
	assert_false(r.is_right);
	reading_close(&r);
	reading_open(&r, "# a\0b\n", 6);
	assert_non_null(strstr(bytes_text(&r.faults.text), ":1: A NUL byte"));
	reading_close(&r);
}

/* What looks like one of those mistakes and is none. */
static void what_is_no_mistake_is_read(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{"<!-- a remark -->", "<!-- a -->\n<!-- b\n---\n| c |\n-->"},
		{"<!-- a remark -->", "<!-- a --> <!-- b -->"},
		{"Why not.", "A price &lt;!-- &amp; why\nnot \\<!-- \\\\\\<!-- &#60;!--."},
		{"Why not.", "Why `<!--` not, and why -- not `|`:\nx | y"},
		{"The reason.\n", "The reason."},
		{"    and answered(client2)", "\n    and answered(client2)"},
		{"2. Second", "1. Second"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *text = changed(cases[i].from, cases[i].to);
		struct reading r;

		reading_open(&r, text, strlen(text));
		if (!r.is_right)
			fail_msg("'%s': %s", cases[i].to, bytes_text(&r.faults.text));
		free(text);
		reading_close(&r);
	}
}

/* F9: escapes are shown. */
static void what_would_hide_or_reorder_text_is_escaped(void **state)
{
	char *text = changed("Why not.", "a\xe2\x80\xae"
	                                 "b &#x202e; c\xc2\xad");
	struct reading r;

	(void)state;
	reading_open(&r, text, strlen(text));
	assert_true(r.is_right);
	assert_string_equal(r.lesson.texts[1].text, "a\\u{202E}b \\u{202E} c\\u{AD}");
	free(text);
	reading_close(&r);
}

/* F7: a bound on its size. */
static void a_guide_of_endless_sections_is_refused(void **state)
{
	struct bytes text = {0};
	struct reading r;

	(void)state;
	bytes_add_text(&text, right);
	for (unsigned i = 0; i < 2000; i++)
		bytes_addf(&text, "\n## t%u\n\nx\n", i);
	reading_open(&r, text.data, text.length);
	assert_false(r.is_right);
	assert_non_null(strstr(bytes_text(&r.faults.text), "at most 1000 sections"));
	bytes_free(&text);
	reading_close(&r);
}

static bool knows(const void *context, const char *program, const char *tag)
{
	return context && (!program || strcmp(program, "bug") == 0) && strcmp(tag, "recv") == 0;
}

static void right_conditions_pass(void **state)
{
	static const char *const conditions[] = {
		"connected >= 2",
		"connected>=2 and answered(client2)",
		"waited(client12) >= 1.5 or waited(3)<1",
		"not (reached(recv) and not reached(bug/recv)) or ended(exit)",
		"stepped(recv) and not stepped(bug/recv)",
		"ended ( BrokenPipeError )",
		"connected == 1\n  and\n  connected != 2",
		"((connected > 0))",
		"connected < 999999999 or answered(client999999999)",
	};
	struct condition_tags tags = {knows, conditions};
	struct bytes why = {0};
	unsigned line;
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < LENGTH(conditions); i++)
		if (!condition_read(conditions[i], ABOUT_RUN, &tags, &arena, &why, &line))
			fail_msg("'%s': %s", conditions[i], bytes_text(&why));
	bytes_free(&why);
	arena_free(&arena);
}

static void wrong_conditions_say_what_was_expected_and_in_which_line(void **state)
{
	static const struct {
		const char *text, *why;
		unsigned line;
	} cases[] = {
		{"", "connected, waited, answered, reached, stepped or ended was expected at the end", 0},
		{"connected", "a comparison such as `>= 2` was expected at the end", 0},
		{"connected >=\ntwo", "a number was expected where `two`", 1},
		{"connected >= 2 and\n\n", "was expected at the end", 2},
		{"connected >= 2 answered(1)", "`and`, `or` or the end was expected where `ans", 0},
		{"answered(bob)", "a client such as `client1` was expected where `bob)`", 0},
		{"answered(client0)", "a client such as `client1`", 0},
		{"answered(client1) >= 1", "`and`, `or` or the end was expected where `>=`", 0},
		{"answered client1", "`(` was expected", 0},
		{"waited(client1)", "a comparison", 0},
		{"connected >= 1\nand reached(accept)", "no listing has the tag `accept`", 1},
		{"reached(server/recv)", "no listing has the tag `recv`", 0},
		{"reached()", "a tag was expected", 0},
		{"ended(Exception)", "no program ends with `Exception`", 0},
		{"(connected > 1", "`)` was expected at the end", 0},
		{"connected > 1)", "where `)` stands", 0},
		{"connectedness > 1", "connected, waited", 0},
		{"nota(1)", "connected, waited", 0},
		{"connected >= 99999999999999999999", "a number has at most 9 digits", 0},
		{"connected >=\n1000000000", "a number has at most 9 digits", 1},
		{"waited(client1) > 0.0000000001", "a number has at most 9 digits", 0},
		{"answered(client99999999999)", "a number has at most 9 digits", 0},
		{"answered(4294967297)", "a number has at most 9 digits", 0},
		{"connected > 0 and\nempty(tasks)",
	         "`empty` is asked of a moment, and has no place in a Try", 1},
		{"stepped(accept)", "no listing has the tag `accept`", 0},
	};
	struct condition_tags tags = {knows, cases};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct bytes why = {0};
		unsigned line;
		bool is_right = condition_read(cases[i].text, ABOUT_RUN, &tags, &arena, &why, &line);

		if (is_right || !strstr(bytes_text(&why), cases[i].why) || line != cases[i].line)
			fail_msg("'%s': line %u: '%s'", cases[i].text, line, bytes_text(&why));
		bytes_free(&why);
	}
	arena_free(&arena);
}

/* F7: a bound on its size. */
static void brackets_without_end_are_refused(void **state)
{
	struct condition_tags tags = {knows, NULL};
	struct bytes text = {0}, why = {0};
	unsigned line;
	struct arena arena = {0};

	(void)state;
	for (unsigned i = 0; i < 100000; i++)
		bytes_add_text(&text, i % 2 ? "(" : "not ");
	assert_false(condition_read(text.data, ABOUT_RUN, &tags, &arena, &why, &line));
	assert_string_equal(bytes_text(&why), "too many brackets");
	bytes_free(&text);
	bytes_free(&why);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guide_is_read_whole),
		cmocka_unit_test(texts_tasks_and_questions_lose_their_marks_and_keep_their_lines),
		cmocka_unit_test(every_mistake_is_named_with_its_line),
		cmocka_unit_test(all_mistakes_of_a_guide_are_named_at_once),
		cmocka_unit_test(what_is_no_mistake_is_read),
		cmocka_unit_test(what_would_hide_or_reorder_text_is_escaped),
		cmocka_unit_test(a_guide_of_endless_sections_is_refused),
		cmocka_unit_test(right_conditions_pass),
		cmocka_unit_test(wrong_conditions_say_what_was_expected_and_in_which_line),
		cmocka_unit_test(brackets_without_end_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
