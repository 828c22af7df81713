/* Tests of terminal/remembered.h: what several asyncvizes remember at once is all kept, whole. */
#include "terminal/remembered.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 8, LINES = 5, GAMES = 40, KEPT = 1000, LINE_SIZE = 200 };

static char folder[] = "/tmp/asyncviz-remembered-XXXXXX";

static void remember(int game, int writer, int lines)
{
	char line[LINE_SIZE];
	remembered_open();
	for (int i = 0; i < lines; i++) {
		snprintf(line, sizeof line, "send %d %d %d %0*d", game, writer, i, 100, 0);
		remembered_add(line);
	}
	remembered_close();
}

/* How many lines there are, all of them whole, and how many of that game. */
static int count_lines(int game, int *of_game)
{
	char path[sizeof folder + 20], line[LINE_SIZE], start[20];
	int count = 0;
	*of_game = 0;
	snprintf(path, sizeof path, "%s/asyncviz/history", folder);
	snprintf(start, sizeof start, "send %d ", game);
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	for (; fgets(line, sizeof line, file); count++) {
		assert_memory_equal(line, "send ", 5);
		assert_string_equal(line + strlen(line) - 6, "00000\n");
		*of_game += !strncmp(line, start, strlen(start));
	}
	fclose(file);
	return count;
}

/* F11, G14: at its full length the file is put in its own place by each; nobody's lines go. */
static void what_many_remember_at_once_is_all_kept(void **state)
{
	(void)state;
	int status, of_game;
	remember(0, 0, KEPT);
	for (int game = 1; game <= GAMES; game++) {
		for (int writer = 0; writer < WRITERS; writer++)
			if (fork() == 0) {
				remember(game, writer, LINES);
				_exit(0);
			}
		while (wait(&status) > 0)
			assert_int_equal(status, 0);
		assert_int_equal(count_lines(game, &of_game), KEPT);
		assert_int_equal(of_game, WRITERS * LINES);
	}
}

static int set_up(void **state)
{
	(void)state;
	return !mkdtemp(folder) || setenv("XDG_STATE_HOME", folder, 1);
}

static int take_down(void **state)
{
	(void)state;
	char line[sizeof folder + 20];
	snprintf(line, sizeof line, "rm -r '%s'", folder);
	return system(line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_many_remember_at_once_is_all_kept),
	};
	return cmocka_run_group_tests(tests, set_up, take_down);
}
