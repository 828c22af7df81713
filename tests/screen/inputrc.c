/*
 * What readline is told by files of the user: whatever they are and include, keys are heard, nothing
 * crashes, and what is not read is named. (G5's other half is in faults_start.c.)
 */
#include "harness.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char home[64]; /* of the user of each test: its own folder */

static int make_home(void **state)
{
	(void)state;
	snprintf(home, sizeof home, "/tmp/asyncviz-home-XXXXXX");
	return mkdtemp(home) ? 0 : -1;
}

static int remove_home(void **state)
{
	(void)state;
	char command[100];
	snprintf(command, sizeof command, "rm -r %s", home);
	return system(command);
}

static const char *in_home(const char *name)
{
	static char path[128];
	snprintf(path, sizeof path, "%s/%s", home, name);
	return path;
}

static void write_file(const char *name, const char *format, ...)
{
	va_list values;
	FILE *file = fopen(in_home(name), "we");
	assert_non_null(file);
	va_start(values, format);
	vfprintf(file, format, values);
	va_end(values);
	assert_int_equal(fclose(file), 0);
}

/* `inputrc` is its value, NULL for unset: then ~/.inputrc counts. */
static void open_prompt(struct term *t, const char *inputrc, const char *language)
{
	char variable[160] = "INPUTRC", folder[80]; /* putenv() of a bare name unsets it */
	if (inputrc)
		snprintf(variable, sizeof variable, "INPUTRC=%s", inputrc);
	snprintf(folder, sizeof folder, "HOME=%s", home);
	const char *const variables[] = {variable, folder, NULL};
	const char *const arguments[] = {"--lesson", "5", "--port", "0", "--lang", language, NULL};
	term_start(t, &(struct term_options){.variables = variables, .arguments = arguments});
	term_expect(t, "select()");
	term_type(t, ":");
	term_expect_last_row(t, ":", 1);
}

static void expect_lives(struct term *t)
{
	term_type(t, "goto 3\r");
	term_expect(t, "PAST 3 of");
	term_type(t, "q");
	assert_int_equal(term_wait(t), 0);
	term_expect_restored(t);
	term_end(t);
}

/* X1, G5: opening one would wait for ever for somebody to write. */
static void a_fifo_is_not_read(void **state)
{
	(void)state;
	struct term t;
	assert_int_equal(mkfifo(in_home("rc"), 0600), 0);
	open_prompt(&t, in_home("rc"), "en");
	term_expect(&t, "rc was not read: it is not a regular file.");
	expect_lives(&t);
	open_prompt(&t, in_home("rc"), "ru");
	term_expect(&t, "rc не прочитан: это не обычный файл.");
	term_end(&t);
}

/* X1 */
static void nor_is_one_in_the_home_folder(void **state)
{
	(void)state;
	struct term t;
	assert_int_equal(mkfifo(in_home(".inputrc"), 0600), 0);
	open_prompt(&t, NULL, "en");
	term_expect(&t, "~/.inputrc was not read");
	expect_lives(&t);
}

/* X1 */
static void nor_is_one_that_is_included(void **state)
{
	(void)state;
	struct term t;
	assert_int_equal(mkfifo(in_home("fifo"), 0600), 0);
	write_file("rc", "\"\\C-t\": \"before\"\n  $INCLUDE\t%s/fifo\r\n\"\\C-o\": \" after\"\n",
	           home);
	open_prompt(&t, in_home("rc"), "en");
	term_expect(&t, "fifo was not read: it is not a regular file.");
	term_type(&t, "\024\017");
	term_expect_last_row(&t, ":before after", -1);
	term_type(&t, "\025");
	expect_lives(&t);
}

/* X1: no byte of it is read. */
static void a_huge_one_is_not_read(void **state)
{
	(void)state;
	struct term t;
	write_file("rc", "\"\\C-t\": \"never\"\n");
	assert_int_equal(truncate(in_home("rc"), 1l << 30), 0);
	open_prompt(&t, in_home("rc"), "en");
	term_expect(&t, "rc was not read: it is larger than 1 MiB.");
	expect_lives(&t);
}

/* X2: the program's stack is not for them to fill. */
static void one_that_includes_itself_ends(void **state)
{
	(void)state;
	struct term t;
	write_file("rc", "\"\\C-t\": \"read\"\n$include %s/rc\n", home);
	open_prompt(&t, in_home("rc"), "en");
	term_expect(&t, "rc was not read: 64 files are included already.");
	term_type(&t, "\024");
	term_expect_last_row(&t, ":read", -1);
	term_type(&t, "\025");
	expect_lives(&t);
}

/* X2: each calls the other twice, so that a bound of depth alone would be none. */
static void a_pair_that_includes_each_other_ends(void **state)
{
	(void)state;
	struct term t;
	write_file("a", "$include %s/b\n$include %s/b\n", home, home);
	write_file("b", "$include %s/a\n$include %s/a\n", home, home);
	open_prompt(&t, in_home("a"), "ru");
	term_expect(&t, "включено уже файлов: 64");
	term_end(&t);
}

/* X1, X2: a key reads it anew, by the same rules. */
static void a_key_reads_it_again(void **state)
{
	(void)state;
	struct term t;
	write_file("rc", "\"\\C-o\": re-read-init-file\n\"\\C-t\": \"old\"\n");
	open_prompt(&t, in_home("rc"), "en");
	term_type(&t, "\024");
	term_expect_last_row(&t, ":old", -1);
	write_file("rc", "\"\\C-o\": re-read-init-file\n\"\\C-t\": \" new\"\n");
	term_type(&t, "\030\022\024");
	term_expect_last_row(&t, ":old new", -1);
	write_file("rc", "\"\\C-t\": \" last\"\n");
	term_type(&t, "\017\024");
	term_expect_last_row(&t, ":old new last", -1);
	unlink(in_home("rc"));
	assert_int_equal(mkfifo(in_home("rc"), 0600), 0);
	term_type(&t, "\030\022");
	term_expect(&t, "rc was not read: it is not a regular file.");
	term_type(&t, "\017");
	term_type(&t, "\025");
	expect_lives(&t);
}

/* G5: it ends with the very key that calls it. */
static void a_macro_without_end_is_stopped(void **state)
{
	(void)state;
	static const char *const macros[] = {"\"x\": \"x\"", "\"x\": \"yx\"", "\"x\": \"xx\"",
	                                     "\"xz\": \"xz\"\n\"x\": \"xz\""};
	for (size_t i = 0; i < sizeof macros / sizeof *macros; i++) {
		struct term t;
		write_file("rc", "%s\n", macros[i]);
		open_prompt(&t, in_home("rc"), "en");
		term_type(&t, "xz\025");
		if (i < 2)
			term_expect(&t, "A macro of the inputrc does not end: it was stopped.");
		expect_lives(&t);
	}
}

/* G5: readline would print what it finds wrong, into the picture. */
static void its_mistakes_are_not_printed(void **state)
{
	(void)state;
	struct term t;
	write_file("rc", "\"\\C-t\n$if\n$nonsense\nset nonsense on\n$endif\n$endif\n");
	open_prompt(&t, in_home("rc"), "en");
	term_type(&t, "goto 3\r");
	term_expect(&t, "PAST 3 of");
	assert_false(term_wrote(&t, "readline"));
	term_end(&t);
}

/* G5: each byte of a key sequence would take 4 KiB, four gigabytes for this one. */
static void long_key_sequences_take_no_memory(void **state)
{
	(void)state;
	struct term t;
	FILE *file = fopen(in_home("rc"), "we");
	fputc('"', file);
	for (int i = 0; i < 1000000; i++)
		fputc('a', file);
	fputs("\": \"x\"\n\"\\C-t\": \"short\"\n", file);
	fclose(file);
	open_prompt(&t, in_home("rc"), "en");
	term_type(&t, "a");
	term_expect_last_row(&t, ":a", -1);
	term_type(&t, "\025");
	expect_lives(&t);
}

/* X13: the mark is of no line, so the first is read as it stands. */
static void a_byte_order_mark_is_skipped(void **state)
{
	(void)state;
	struct term t;
	write_file("keys", "\xef\xbb\xbf\"\\C-t\": \"read\"\n");
	write_file("rc", "\xef\xbb\xbf$include %s/keys\n", home);
	open_prompt(&t, in_home("rc"), "en");
	term_type(&t, "\024");
	term_expect_last_row(&t, ":read", -1);
	term_type(&t, "\025");
	expect_lives(&t);
}

/* X1: a history that cannot be kept is told of, too. */
static void a_history_that_is_a_fifo_is_told_of(void **state)
{
	(void)state;
	struct term t;
	assert_int_equal(mkdir(in_home("asyncviz"), 0700), 0);
	assert_int_equal(mkfifo(in_home("asyncviz/history"), 0600), 0);
	term_start(&t, &(struct term_options){.state = home});
	term_expect(&t, "select()");
	term_type(&t, ":");
	term_expect(&t, "history was not read: it is not a regular file.");
	expect_lives(&t);
}

#define IN_A_HOME(test) cmocka_unit_test_setup_teardown(test, make_home, remove_home)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_A_HOME(a_fifo_is_not_read),
		IN_A_HOME(nor_is_one_in_the_home_folder),
		IN_A_HOME(nor_is_one_that_is_included),
		IN_A_HOME(a_huge_one_is_not_read),
		IN_A_HOME(one_that_includes_itself_ends),
		IN_A_HOME(a_pair_that_includes_each_other_ends),
		IN_A_HOME(a_key_reads_it_again),
		IN_A_HOME(a_macro_without_end_is_stopped),
		IN_A_HOME(its_mistakes_are_not_printed),
		IN_A_HOME(long_key_sequences_take_no_memory),
		IN_A_HOME(a_byte_order_mark_is_skipped),
		IN_A_HOME(a_history_that_is_a_fifo_is_told_of),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
