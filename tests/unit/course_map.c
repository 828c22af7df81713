/* lesson/course_map: what a map says, which lesson shows what, and each mistake by file and line. */
#include "lesson/course_map.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char folder[] = "/tmp/asyncviz-map-XXXXXX";
static struct arena arena;
static struct faults faults;

static const char right[] = "# The map\n\nAbove all.\n\n## One\n\n- `select`: it asks\n- "
			    "`far-away`: not here\n\n## Two\n\nWords.\n\n- `select/nothing`: no\n";

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/asyncviz-map-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[100];
	(void)state;
	arena_free(&arena);
	faults_free(&faults);
	arena = (struct arena){0};
	faults = (struct faults){0};
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static void write_map(const char *language, const char *text)
{
	char path[100];
	snprintf(path, sizeof path, "%s/map.%s.md", folder, language);
	FILE *f = fopen(path, "we");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void a_map_has_parts_and_items(void **state)
{
	(void)state;
	write_map("en", right);
	const struct course_map *map = course_map_read(folder, RUSSIAN, &arena, &faults);
	assert_int_equal(faults.count, 0);
	assert_non_null(map); /* in the other language, where only that is written */
	assert_string_equal(map->title, "The map");
	assert_int_equal(map->part_count, 3);
	assert_null(map->parts[0].heading);
	assert_string_equal(map->parts[0].text, "Above all.");
	assert_null(map->parts[1].text);
	assert_string_equal(map->parts[2].text, "Words.");
	assert_int_equal(map->parts[1].item_count, 2);
	assert_string_equal(map->parts[1].items[1].text, "not here");
}

static void only_lessons_that_are_there_have_a_number(void **state)
{
	char *why = NULL;
	(void)state;
	write_map("en", right);
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	const struct course_map *map = course_map_read(folder, ENGLISH, &arena, &faults);
	assert_non_null(all);
	assert_int_equal(map_item_lesson(&map->parts[1].items[0], all), 2);
	assert_int_equal(map_item_lesson(&map->parts[1].items[1], all), 0);
	assert_int_equal(map_item_lesson(&map->parts[2].items[0], all), 0);
	struct map_item program = {.shown_by = "select/busy-handler"};
	assert_int_equal(map_item_lesson(&program, all), 2);
	lessons_close(all);
}

static void without_a_map_there_is_none(void **state)
{
	(void)state;
	assert_null(course_map_read(folder, ENGLISH, &arena, &faults));
	course_map_check(folder, &faults);
	assert_int_equal(faults.count, 0);
}

static void mistakes_are_named_by_file_and_line(void **state)
{
	static const struct {
		const char *text, *fault;
	} cases[] = {
		{"Above all.\n", "map.en.md:1: The map opens with its title"},
		{"# T\n\n## One\n\n- `a`: b\n", "map.en.md:1: A paragraph expected"},
		{"# T\n\nText.\n\n# One\n\n- `a`: b\n", "map.en.md:5: A part begins with ##"},
		{"# T\n\nText.\n\n## One\n\n- no term\n", "map.en.md:7: An item here reads"},
		{"# T\n\nText.\n\n## One\n", "map.en.md:5: A list expected"},
		{"# T\n\nText.\n\n## One\n\n- `a`: b\n\nMore.\n", "map.en.md:9: Nothing more"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_map("en", cases[i].text);
		assert_null(course_map_read(folder, ENGLISH, &arena, &faults));
		if (!strstr(bytes_text(&faults.text), cases[i].fault))
			fail_msg("no \"%s\" in:\n%s", cases[i].fault, bytes_text(&faults.text));
		faults_free(&faults);
		faults = (struct faults){0};
	}
}

static void both_languages_have_the_same_items(void **state)
{
	(void)state;
	write_map("en", right);
	course_map_check(folder, &faults);
	assert_non_null(strstr(bytes_text(&faults.text), "map.ru.md"));
	write_map("ru", "# T\n\nText.\n\n## One\n\n- `blocking`: a\n- `far-away`: b\n");
	course_map_check(folder, &faults);
	assert_non_null(
		strstr(bytes_text(&faults.text), "map.ru.md:7: The English map has `select` here"));
	assert_non_null(strstr(bytes_text(&faults.text), "2 parts, where the English map has 3"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_map_has_parts_and_items, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(only_lessons_that_are_there_have_a_number,
	                                        make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(without_a_map_there_is_none, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(mistakes_are_named_by_file_and_line, make_folder,
	                                        remove_folder),
		cmocka_unit_test_setup_teardown(both_languages_have_the_same_items, make_folder,
	                                        remove_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
