/*
 * The variants of a guide's texts, `## recv when is_empty(request)`: reading them, and what
 * --check-lessons says of wrong ones. Run from the top of the tree; wrong guides are copies, with
 * sections behind those that are there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/die.h"
#include "command/fault.h"
#include "lesson/check.h"
#include "lesson/condition.h"
#include "lesson/lesson.h"

static const struct lesson_commands all_commands = {command_fault};
static char room[] = "/tmp/variants-XXXXXX"; /* the copy */

/* The room's name comes last. */
static void run(const char *words)
{
	char *command = xasprintf("%s %s", words, room);
	assert_int_equal(system(command), 0);
	free(command);
}

static int make_room(void **state)
{
	(void)state;
	return mkdtemp(room) ? 0 : -1;
}

static int clear_room(void **state)
{
	(void)state;
	run("rm -rf");
	return 0;
}

static void append(const char *guide, const char *sections)
{
	char *path = xasprintf("%s/%s", room, guide);
	FILE *file = fopen(path, "a");
	assert_non_null(file);
	fprintf(file, "\n%s", sections);
	assert_int_equal(fclose(file), 0);
	free(path);
}

/* A fresh copy with these sections in the guides of lesson 5; NULL none. */
static void copy_with(const char *english, const char *russian)
{
	run("cp -rT lessons");
	if (english)
		append("05-generators/guide.en.md", english);
	if (russian)
		append("05-generators/guide.ru.md", russian);
}

static void expect(const char *text, const char *wanted)
{
	struct faults faults = {0};
	lessons_find_faults(room, &all_commands, &faults);
	if (!strstr(bytes_text(&faults.text), wanted))
		fail_msg("%s: expected '%s', got '%s'", text, wanted, bytes_text(&faults.text));
	faults_free(&faults);
}

/* Conditions that no guide of the tree has, however it may grow. */
static void right_variants_are_without_a_fault(void **state)
{
	static const char sections[] =
		"## until_ready when not not empty(tasks)\n\nA.\n\n"
		"## each_reader when used_up(ready_to_read) and (first_time or waits)\n\nA.\n\n"
		"## each_writer when not not is_empty(ready_to_write)\n\nA.\n\n"
		"## `resume` when is_new(task) and not (first_time and waits)\n\nA.\n\n"
		"## take when not not is_new(tasks)\n\nA.\n\n"
		"## if_write when not not value(reason) == \"read\"\n\nA.\n\n"
		"## if_read when value(sock) >= 2\n\nA.\n\n"
		"## leave when not not is_empty(request)\n\nOnly server has this line.\n\n"
		"## ignores-eof/recv when waits and not (waits and first_time)\n\nA.\n\n"
		"## ignores-eof/check_not when first_time\n\nA.\n\n";
	char *copy = xstrdup(sections);
	(void)state;
	*strstr(copy, "## ignores-eof/check_not") = '\0';
	copy_with(copy, copy);
	struct faults faults = {0};
	lessons_find_faults(room, &all_commands, &faults);
	assert_string_equal(bytes_text(&faults.text), "");
	faults_free(&faults);
	copy_with(sections, sections);
	expect("a tag that is not there", "No listing has the tag `ignores-eof/check_not`");
	free(copy);
}

static void wrong_variants_are_named_with_file_line_and_reason(void **state)
{
	static const struct {
		const char *heading, *fault;
	} cases[] = {
		{"until_ready when empty(task)",
	         "In the condition: server has no collection `task`"},
		{"until_ready when empty(ready_to_read)",
	         "server has no collection `ready_to_read`"},
		{"ignores-eof/until_ready when empty(queue)",
	         "In the condition: ignores-eof has no collection `queue`"},
		{"check when is_empty(reqest)",
	         "In the condition: client of server has no local `reqest` in line 25"},
		{"serve when is_empty(request)", "server of server has no local `request`"},
		{"if_read when value(reason) == \"reed\"", "nothing in server is ever \"reed\""},
		{"resume when is_new(job)", "server has no collection `job`"},
		{"select when used_up(ready_to_read)",
	         "line 36 of server is no `for` over `ready_to_read`"},
		{"each_reader when begins(ready_to_write)",
	         "line 37 of server is no `for` over `ready_to_write`"},
		{"recv when", "`recv when` is neither Words, Programs"},
		{"recv when first",
	         "In the condition: empty, is_empty, is_new, begins, used_up, value, "
	         "first_time or waits was expected where `first`"},
		{"recv when waits and", "value, first_time or waits was expected at the end"},
		{"recv when answered(client1)",
	         "In the condition: `answered` is asked of a whole run: only a Try asks that"},
		{"recv when not stepped(recv)", "`stepped` is asked of a whole run"},
		{"recv when empty()", "a name of the listing was expected where `)` stands"},
		{"if_read when value(reason)",
	         "a comparison such as `>= 2` was expected at the end"},
		{"if_read when value(reason) == read", "a number was expected where `read`"},
		{"if_read when value(reason) > \"read\"", "a number was expected where `\"read\"`"},
		{"if_read when value(reason) == \"read", "a string is closed by a second `\"`"},
		{"nowhere when waits", "No listing has the tag `nowhere`"},
		{"nowhere when waits",
	         "For all other moments there is no text: ## nowhere is missing"},
		{"ignores-eof/leave when waits", "No listing has the tag `ignores-eof/leave`"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *section = xasprintf("## %s\n\nA.\n", cases[i].heading);
		copy_with(section, section);
		expect(cases[i].heading, cases[i].fault);
		free(section);
	}
}

/* Line numbers are those of the heading, in either guide. */
static void the_line_is_that_of_the_heading(void **state)
{
	char *wanted;
	unsigned lines = 2; /* one empty line, then the heading */
	const char *why;
	struct bytes guide = {0};
	(void)state;
	assert_true(bytes_read_file(&guide, "lessons/05-generators/guide.ru.md", 1 << 20, &why));
	for (const char *at = bytes_text(&guide); (at = strchr(at, '\n')); at++)
		lines++;
	copy_with(NULL, "## until_ready when empty(queue)\n\nА.\n");
	wanted = xasprintf("/05-generators/guide.ru.md:%u: In the condition: ", lines);
	expect("line", wanted);
	free(wanted);
	bytes_free(&guide);
}

static void a_variant_behind_its_like_is_named(void **state)
{
	(void)state;
	copy_with("## recv when not (waits and  first_time)\n\nA.\n\n"
	          "## recv when first_time\n\nB.\n\n"
	          "## recv when (not ((waits) and first_time))\n\nC.\n",
	          NULL);
	expect("brackets", "`recv when (not ((waits) and first_time))` has a paragraph in line");
	copy_with("## recv when not waits\n\nA.\n\n"
	          "## ignores-eof/recv when not waits\n\nB.\n\n",
	          NULL);
	struct faults faults = {0};
	lessons_find_faults(room, &all_commands, &faults);
	assert_null(strstr(bytes_text(&faults.text), "already"));
	faults_free(&faults);
}

static void both_guides_have_the_same_variants(void **state)
{
	static const char one[] = "## recv when not not waits\n\nA.\n\n"
				  "## recv when not not first_time\n\nB.\n\n",
			  other[] = "## recv when not not first_time\n\nB.\n\n"
				    "## recv when not not waits\n\nA.\n\n";
	(void)state;
	copy_with(one, other);
	expect("order", "The English guide has `recv when not not waits` here");
	copy_with(one, NULL);
	expect("one missing", "Variants: ");
	expect("one missing", " in the English guide; the first that differs is in line ");
}

/* The text for all other moments may be the general one. */
static void a_variant_needs_a_text_for_all_other_moments(void **state)
{
	(void)state;
	copy_with("## ignores-eof/want_send when first_time and not waits\n\nA.\n\n", NULL);
	struct faults faults = {0};
	lessons_find_faults(room, &all_commands, &faults);
	assert_null(strstr(bytes_text(&faults.text), "For all other moments"));
	faults_free(&faults);
}

static void a_variant_has_the_room_of_any_text(void **state)
{
	char text[300];
	(void)state;
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	char *section = xasprintf("## recv when first_time and waits\n\n%s\n", text);
	copy_with(section, section);
	expect("a long text", ": 299 columns; the screen has room for 240");
	free(section);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_variants_are_without_a_fault),
		cmocka_unit_test(wrong_variants_are_named_with_file_line_and_reason),
		cmocka_unit_test(the_line_is_that_of_the_heading),
		cmocka_unit_test(a_variant_behind_its_like_is_named),
		cmocka_unit_test(both_guides_have_the_same_variants),
		cmocka_unit_test(a_variant_needs_a_text_for_all_other_moments),
		cmocka_unit_test(a_variant_has_the_room_of_any_text),
	};
	return cmocka_run_group_tests(tests, make_room, clear_room);
}
