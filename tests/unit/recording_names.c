/* Tests of the names that a recording's later runs get, and that nothing there is overwritten. */
#include "trace/trace_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH = 100 };

static void a_number_stands_before_the_extension(void **unused)
{
	(void)unused;
	static const struct {
		const char *path;
		unsigned run;
		const char *name;
	} names[] = {
		{"talk.jsonl", 2, "talk.2.jsonl"},
		{"talk.jsonl", 13, "talk.13.jsonl"},
		{"talk", 2, "talk.2"},
		{"a.b/talk", 3, "a.b/talk.3"},
		{"a.b/talk.x.jsonl", 2, "a.b/talk.x.2.jsonl"},
		{"./.talk", 2, "./.talk.2"},
		{"../talk", 2, "../talk.2"},
		{"talk.", 2, "talk.2."},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char *name = recording_name(names[i].path, names[i].run);
		assert_string_equal(name, names[i].name);
		free(name);
	}
}

static void open_next(struct recording *r, const char *path)
{
	char *why = NULL;
	if (!recording_open_next(r, path, ENGLISH, "05-generators", "server", 1, &why))
		fail_msg("%s", why);
}

static void close_it(struct recording *r)
{
	char *why = NULL;
	if (!recording_close(r, &why))
		fail_msg("%s", why);
}

static void a_name_that_is_taken_is_passed_over(void **unused)
{
	(void)unused;
	char folder[] = "/tmp/asyncviz-names-XXXXXX", path[PATH], taken[PATH], link[PATH];
	struct recording second, fourth;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/talk.jsonl", folder);
	snprintf(taken, sizeof taken, "%s/talk.3.jsonl", folder);
	snprintf(link, sizeof link, "%s/talk.4.jsonl", folder);
	FILE *mine = fopen(taken, "w");
	assert_non_null(mine);
	fputs("mine\n", mine);
	fclose(mine);
	assert_int_equal(symlink("/dev/null", link), 0);
	open_next(&second, path);
	assert_string_equal(strrchr(second.name, '/'), "/talk.2.jsonl");
	open_next(&fourth, path);
	assert_string_equal(strrchr(fourth.name, '/'), "/talk.5.jsonl");
	close_it(&second);
	close_it(&fourth);
	char line[20] = "";
	mine = fopen(taken, "r");
	assert_non_null(fgets(line, sizeof line, mine));
	fclose(mine);
	assert_string_equal(line, "mine\n");
	char command[PATH + 10];
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

static void a_device_takes_every_run(void **unused)
{
	(void)unused;
	struct recording r;
	open_next(&r, "/dev/null");
	assert_string_equal(r.name, "/dev/null");
	close_it(&r);
}

static void a_folder_that_has_gone_is_named_in_the_refusal(void **unused)
{
	(void)unused;
	struct recording r;
	char *why = NULL;
	assert_false(recording_open_next(&r, "/nonsense/talk.jsonl", ENGLISH, "a", "b", 1, &why));
	assert_string_equal(why,
	                    "Cannot record to /nonsense/talk.jsonl: No such file or directory.");
	free(why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_stands_before_the_extension),
		cmocka_unit_test(a_name_that_is_taken_is_passed_over),
		cmocka_unit_test(a_device_takes_every_run),
		cmocka_unit_test(a_folder_that_has_gone_is_named_in_the_refusal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
