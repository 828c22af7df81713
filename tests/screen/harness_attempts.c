/*
 * What can be tried: keys from the table in src/command/keys.c, commands from `help`. Knows nothing
 * of what they should do.
 */
#include "harness_attempts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_key(struct attempts *all, const char *bytes, const char *does)
{
	assert_true(all->count < ATTEMPTS_MOST);
	struct attempt *a = &all->tried[all->count++];
	snprintf(a->bytes, ATTEMPT_LINE, "%s", bytes);
	snprintf(a->does, ATTEMPT_LINE, "%s", does);
}

static void add_line(struct attempts *all, const char *line)
{
	assert_true(all->count < ATTEMPTS_MOST);
	struct attempt *a = &all->tried[all->count++];
	a->is_command = true;
	snprintf(a->bytes, ATTEMPT_LINE, ":%s\r", line);
	snprintf(a->does, ATTEMPT_LINE, "%s", line);
}

static const char *bytes_of_name(const char *name)
{
	static const struct {
		const char *name, *bytes;
	} names[] = {
		{"RIGHT", "\033[C"}, {"LEFT", "\033[D"},     {"UP", "\033[A"},
		{"DOWN", "\033[B"},  {"HOME", "\033[H"},     {"END", "\033[F"},
		{"TAB", "\t"},       {"PAGE_UP", "\033[5~"}, {"PAGE_DOWN", "\033[6~"},
		{"HELP", "\033OP"},  {"ESCAPE", "\033"},
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i].name, name))
			return names[i].bytes;
	fail_msg("no bytes for key %s", name);
	return NULL;
}

/* The same key on a Russian layout. */
static void add_russian(struct attempts *all, char key, const char *does)
{
	static const char latin[] = "snurcRbxmMtwkjhl<>:q/?";
	static const char *const russian[] = {"ы", "т", "г", "к", "с", "К", "и", "ч",
	                                      "ь", "Ь", "е", "ц", "л", "о", "р", "д",
	                                      "Б", "Ю", "Ж", "й", ".", ","};
	const char *place = strchr(latin, key);
	if (place)
		add_key(all, russian[place - latin], does);
}

/* A row of the table: {'s', "step"}, {KEYS_UP, "scroll up"}, {KEYS_CONTROL + 'u', ... */
static void read_key(struct attempts *all, const char *row)
{
	char character, name[ATTEMPT_LINE], does[ATTEMPT_LINE] = "";
	const char *comma = strstr(row, "', "), *quote = strchr(comma ? comma : row, '"');
	if (quote)
		sscanf(quote, "\"%[^\"]", does);
	if (sscanf(row, " {KEYS_CONTROL + '%c'", &character) == 1) {
		add_key(all, (char[]){(char)(character & 31), '\0'}, does);
	} else if (sscanf(row, " {KEYS_%[A-Z_]", name) == 1) {
		add_key(all, bytes_of_name(name), does);
	} else if (sscanf(row, " {'%c'", &character) == 1) {
		add_key(all, (char[]){character, '\0'}, does);
		add_russian(all, character, does);
	}
}

void attempts_of_keys(struct attempts *all)
{
	char row[256];
	bool is_table = false;
	FILE *f = fopen("src/command/keys.c", "re");
	assert_non_null(f);
	while (fgets(row, sizeof row, f)) {
		is_table = strstr(row, "} table[]") ? true : *row == '}' ? false : is_table;
		if (is_table)
			read_key(all, row);
	}
	fclose(f);
	assert_true(all->count > 60);
}

void attempts_of_commands(struct attempts *all)
{
	static const char *const some[] = {
		"step 3",         "back 2",          "goto 3",       "goto live",
		"until select",   "break select",    "speed 7",      "speed max",
		"wait 1",         "connect 2",       "send 1 hi",    "shutdown 1",
		"close 1",        "reset 1",         "read 1 off",   "lesson 1",
		"swap",           "focus 2",         "scroll down",  "search sock",
		"match next",     "focus 9",         "set ascii on", "set breaks off",
		"set size 80x24", "expect asyncviz", "goto 99999",   "lesson 5 ignores-eof",
		"nonsense",       "speed 1 2",
	};
	char command[300], row[256], name[ATTEMPT_LINE];
	const char *program = getenv("ASYNCVIZ");
	snprintf(command, sizeof command,
	         "echo help | %s --lang en --lesson 5 --headless --port 0 --script -",
	         program ? program : "./asyncviz");
	FILE *f = popen(command, "re");
	assert_non_null(f);
	while (fgets(row, sizeof row, f))
		if (sscanf(row, "%79s", name) == 1)
			add_line(all, name);
	int status = pclose(f);
	if (status != 0 || all->count <= 20)
		fail_msg("`help` told of %u commands, wait status %d", (unsigned)all->count,
		         status);
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		add_line(all, some[i]);
}
