/* What was done stays done: ticks in the user's state folder, across sessions. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[] = "/tmp/asyncviz-ticks-XXXXXX";
static const char first_line[] = "asyncviz ticks 1\n";

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/asyncviz-ticks-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[100];
	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void start(struct term *t, const char *lesson)
{
	const char *const arguments[] = {"--port", "0", "--lang", "en", lesson ? "--lesson" : NULL,
	                                 lesson,   NULL};
	const struct term_options options = {.arguments = arguments, .state = folder};
	term_start(t, &options);
	term_expect(t, lesson ? "blocked in " : "┌ lessons");
}

static void leave(struct term *t)
{
	term_type(t, "q");
	assert_int_equal(term_wait(t), 0);
	term_end(t);
}

/* Ticks one task of lesson 1: where it stands still. */
static void do_one(struct term *t)
{
	term_type(t, ":connect\rr:send 1 hi\rr");
	term_expect(t, "t try 1/5");
}

static void path_of(char *path, size_t size)
{
	snprintf(path, size, "%s/asyncviz", folder);
	mkdir(path, 0700);
	snprintf(path, size, "%s/asyncviz/ticks", folder);
}

static void write_file(const char *text)
{
	char path[100];
	path_of(path, sizeof path);
	FILE *f = fopen(path, "we");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static const char *read_file(void)
{
	static char text[4000];
	char path[100];
	path_of(path, sizeof path);
	FILE *f = fopen(path, "re");
	if (!f)
		return "";
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	return text;
}

static void a_tick_outlives_the_session(void **state)
{
	(void)state;
	struct term t;
	start(&t, "1");
	do_one(&t);
	leave(&t);
	assert_int_equal(strncmp(read_file(), first_line, strlen(first_line)), 0);
	assert_non_null(strstr(read_file(), "\n01-blocking answered(client1)"));
	start(&t, NULL);
	term_expect(&t, "try 1/5");
	term_type(&t, "1");
	term_expect(&t, "t try 1/5");
	assert_false(term_shows(&t, "Done:")); /* that was said */
	leave(&t);
}

/* By its lesson and its condition: a title can be written anew, another condition is another task. */
static void a_tick_belongs_to_a_condition(void **state)
{
	(void)state;
	struct term t;
	write_file("asyncviz ticks 1\n"
	           "05-generators ended(KeyError)\n" /* what no task asks for */
	           "01-blocking reached(close) and answered(client2) and more\n"
	           "99-nowhere reached(close)");
	start(&t, NULL);
	term_expect(&t, "try 0/5");
	assert_false(term_shows(&t, "try 1/"));
	term_type(&t, "1");
	term_expect(&t, "blocked in accept()");
	do_one(&t);
	leave(&t);
	assert_non_null(strstr(read_file(), "\n99-nowhere reached(close)\n01-blocking answered"));
}

static void two_at_once_lose_nothing_of_each_other(void **state)
{
	(void)state;
	struct term one, other;
	start(&one, "1");
	start(&other, "5");
	do_one(&one);
	term_type(&other, ":connect\rr:close 1\rr");
	term_expect(&other, "t try 1/5");
	leave(&one);
	leave(&other);
	assert_non_null(strstr(read_file(), "\n01-blocking answered"));
	assert_non_null(strstr(read_file(), "\n05-generators reached(leave)"));
}

static void one_can_begin_anew(void **state)
{
	(void)state;
	struct term t;
	start(&t, "1");
	do_one(&t);
	term_type(&t, ":try forget\r");
	term_expect(&t, "Nothing is ticked any more");
	term_expect(&t, "t try 0/5");
	term_type(&t, "s"); /* this run has done it already: it does not count */
	term_expect_silence(&t, 300);
	assert_true(term_shows(&t, "t try 0/5"));
	assert_string_equal(read_file(), first_line);
	term_type(&t, "R");
	term_expect(&t, "blocked in accept()");
	do_one(&t); /* the next run does */
	leave(&t);
	assert_non_null(strstr(read_file(), "\n01-blocking answered"));
}

/* Ticks everything that the guides have, but what lines like these would tick. */
static void tick_all_but(const char *pattern)
{
	char command[600];
	write_file(first_line);
	snprintf(command, sizeof command,
	         "awk 'FNR == 1 { n = split(FILENAME, p, \"/\"); folder = p[n - 1] }"
	         "     /^## / { is_try = /^## Try/; when = \"\" }"
	         "     is_try && /^    / { sub(/^ +/, \"\"); when = when \" \" $0; next }"
	         "     is_try && when { print folder when; when = \"\" }' lessons/*/guide.en.md |"
	         " grep -v '%s' >>%s/asyncviz/ticks",
	         pattern, folder);
	assert_int_equal(system(command), 0);
}

static void the_last_tick_of_a_lesson_names_what_comes_next(void **state)
{
	(void)state;
	struct term t;
	tick_all_but("^01-blocking answered(client1)\\|^03-");
	start(&t, "1");
	term_type(&t, ":connect\rr:send 1 hi\rr");
	term_expect(&t, "Done: \"where it stands still\", the last one. t: why; :lesson 3");
	term_type(&t, "t");
	term_expect(&t, "All done here. Next is lesson 3, \"Callbacks");
	term_type(&t, "qm");
	term_expect(&t, "✓ try ");
	leave(&t);
	tick_all_but("^01-blocking answered(client1)");
	start(&t, NULL);
	term_expect(&t, "▶  1  "); /* where something is left */
	term_type(&t, "1");
	term_expect(&t, "blocked in accept()");
	term_type(&t, ":connect\rr:send 1 hi\rr");
	term_expect(&t, "the last one of the course. t: why; M: the map.");
	term_type(&t, "t");
	term_expect(&t, "The whole course is done.");
	term_type(&t, "q");
	leave(&t);
}

static void expect_left_alone(const char *text)
{
	struct term t;
	start(&t, NULL);
	term_expect(&t, "The file of ticks is not readable");
	term_type(&t, "1");
	term_expect(&t, "blocked in accept()");
	do_one(&t);
	assert_string_equal(read_file(), text);
	term_type(&t, ":try forget\r");
	term_expect(&t, "Nothing is ticked any more");
	leave(&t);
	assert_string_equal(read_file(), first_line);
}

static void a_file_that_is_not_ours_is_ignored_with_one_word(void **state)
{
	(void)state;
	write_file("01-blocking answered(client1)\n");
	expect_left_alone("01-blocking answered(client1)\n");
	write_file("");
	expect_left_alone("");
}

/* X13 */
static void a_byte_order_mark_costs_no_ticks(void **state)
{
	(void)state;
	struct term t;
	char marked[4100];
	start(&t, "1");
	do_one(&t);
	leave(&t);
	snprintf(marked, sizeof marked, "\xef\xbb\xbf%s", read_file());
	write_file(marked);
	start(&t, NULL);
	term_expect(&t, "try 1/5");
	assert_false(term_shows(&t, "not readable"));
	leave(&t);
}

static void what_is_no_file_is_ignored_with_one_word(void **state)
{
	(void)state;
	struct term t;
	char path[100];
	path_of(path, sizeof path);
	assert_int_equal(mkfifo(path, 0600), 0);
	start(&t, "1");
	term_expect(&t, "The file of ticks is not readable");
	do_one(&t);
	term_type(&t, ":try forget\r");
	term_expect(&t, "cannot be written");
	leave(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_tick_outlives_the_session, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(a_tick_belongs_to_a_condition, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(two_at_once_lose_nothing_of_each_other, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(one_can_begin_anew, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(the_last_tick_of_a_lesson_names_what_comes_next,
	                                        make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(a_file_that_is_not_ours_is_ignored_with_one_word,
	                                        make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(a_byte_order_mark_costs_no_ticks, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(what_is_no_file_is_ignored_with_one_word,
	                                        make_folder, remove_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
