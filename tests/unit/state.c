/* base/state: the user's small files, whatever stands in their place. */
#include "base/state.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/asyncviz-state-XXXXXX";
enum { CAP = 100 };

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/asyncviz-state-XXXXXX");
	assert_non_null(mkdtemp(folder));
	return setenv("XDG_STATE_HOME", folder, 1);
}

static int remove_folder(void **state)
{
	char command[100];
	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void path_of(char *path, size_t size, const char *name)
{
	snprintf(path, size, "%s/asyncviz/%s", folder, name);
}

static bool write_text(const char *text)
{
	struct bytes bytes = {0};
	bytes_add_text(&bytes, text);
	bool is_done = state_write(&bytes, "it");
	bytes_free(&bytes);
	return is_done;
}

static void expect_read(enum state_found wanted, const char *text)
{
	struct bytes bytes = {0};
	assert_int_equal(state_read(&bytes, "it", CAP), wanted);
	assert_string_equal(bytes_text(&bytes), text);
	bytes_free(&bytes);
}

static void what_is_written_is_read_and_private(void **state)
{
	char path[100];
	struct stat about;
	(void)state;
	expect_read(STATE_NONE, "");
	assert_true(write_text("one\n"));
	assert_true(write_text("two\n"));
	expect_read(STATE_READ, "two\n");
	path_of(path, sizeof path, "it");
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	path_of(path, sizeof path, "");
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	assert_int_equal(about.st_nlink, 2);
	path_of(path, sizeof path, "it");
	unlink(path);
	path_of(path, sizeof path, "");
	assert_int_equal(rmdir(path), 0); /* nothing was left beside it */
}

static void no_regular_file_is_let_be(void **state)
{
	char path[100];
	struct stat about;
	(void)state;
	path_of(path, sizeof path, "");
	assert_int_equal(mkdir(path, 0700), 0);
	path_of(path, sizeof path, "it");
	assert_int_equal(mkfifo(path, 0600), 0);
	expect_read(STATE_UNREADABLE, ""); /* and nothing waits for a writer */
	assert_false(write_text("one\n"));
	assert_int_equal(stat(path, &about), 0);
	assert_true(S_ISFIFO(about.st_mode));
}

static void what_is_too_large_is_not_read(void **state)
{
	char text[CAP + 2] = {0};
	(void)state;
	for (size_t i = 0; i <= CAP; i++)
		text[i] = 'x';
	assert_true(write_text(text));
	expect_read(STATE_UNREADABLE, "");
}

static void without_a_place_nothing_is_kept(void **state)
{
	(void)state;
	setenv("XDG_STATE_HOME", "relative", 1);
	setenv("HOME", "relative", 1);
	expect_read(STATE_NONE, "");
	assert_false(write_text("one\n"));
	setenv("XDG_STATE_HOME", "/dev/null", 1);
	assert_false(write_text("one\n"));
	expect_read(STATE_NONE, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_written_is_read_and_private, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(no_regular_file_is_let_be, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(what_is_too_large_is_not_read, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(without_a_place_nothing_is_kept, make_folder,
	                                        remove_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
