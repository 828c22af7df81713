/*
 * In this order: another word for it, the name in capitals, a key typed as a command, the beginning
 * of one name only, a name with a slip or two in it; and the same once more of what the keys would
 * have given on a Latin layout.
 */
#include "command/guess.h"

#include <ctype.h>
#include <string.h>

#include "command/command.h"
#include "command/keys.h"
#include "command/layout.h"

enum { LONGEST = 16, SLIPS = 2 };

/* What other programs, and one's own language, call them. */
static const struct {
	const char *word, *name;
} others[] = {
	{"exit", "quit"},          {"bye", "quit"},       {"q!", "quit"},      {"wq", "quit"},
	{"stop", "pause"},         {"go", "continue"},    {"find", "search"},  {"man", "help"},
	{"disconnect", "close"},   {"clear", "redraw"},   {"выход", "quit"},   {"выйти", "quit"},
	{"помощь", "help"},        {"справка", "help"},   {"шаг", "step"},     {"назад", "back"},
	{"меню", "menu"},          {"урок", "lesson"},    {"поиск", "search"}, {"пауза", "pause"},
	{"подключить", "connect"}, {"отправить", "send"},
};

static const char *by_other_word(const char *typed)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(others[i].word, typed))
			return others[i].name;
	return NULL;
}

/* Those that open the prompt are no commands. */
static const char *by_key(const char *typed)
{
	const char *line = typed[0] && !typed[1] ? keys_line((unsigned char)*typed) : NULL;
	return line && strncmp(line, "prompt", 6) != 0 ? line : NULL;
}

static const char *by_beginning(const char *typed)
{
	const char *name = NULL;
	for (size_t i = 0; i < command_count; i++) {
		if (strncmp(commands[i]->name, typed, strlen(typed)) != 0)
			continue;
		if (name)
			return NULL;
		name = commands[i]->name;
	}
	return name;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many slips lead from one to the other: a letter too much, too few, another, two swapped. Both
 * are at most LONGEST long. */
static unsigned slips(const char *a, const char *b)
{
	unsigned d[LONGEST + 1][LONGEST + 1], m = (unsigned)strlen(a), n = (unsigned)strlen(b);
	for (unsigned i = 0; i <= m; i++)
		for (unsigned j = 0; j <= n; j++) {
			if (!i || !j) {
				d[i][j] = i + j;
				continue;
			}
			bool differ = a[i - 1] != b[j - 1];
			d[i][j] = least(d[i - 1][j - 1] + differ,
			                least(d[i - 1][j], d[i][j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	return d[m][n];
}

/* A short word is near to many: it may hold one slip only. */
static const char *by_slips(const char *typed)
{
	const char *nearest = NULL;
	unsigned fewest = strlen(typed) > 5 ? SLIPS + 1 : strlen(typed) > 2 ? SLIPS : 1;
	for (size_t i = 0; i < command_count; i++) {
		const char *name = commands[i]->name;
		unsigned count = strlen(name) <= LONGEST ? slips(typed, name) : fewest;
		if (count >= fewest)
			continue;
		fewest = count;
		nearest = name;
	}
	return nearest;
}

static const char *nearest_to(const char *typed)
{
	static const char *(*const ways[])(const char *) = {by_other_word, by_key, by_beginning,
	                                                    by_slips};
	const char *found = NULL;
	for (size_t i = 0; i < sizeof ways / sizeof *ways && !found; i++)
		found = ways[i](typed);
	return found;
}

static void lower(char *text)
{
	for (; *text; text++)
		*text = (char)tolower((unsigned char)*text);
}

const char *guess_command(const char *typed, size_t length)
{
	char turned[LONGEST + 1], word[2 * LONGEST + 1];
	if (!length || length > 2 * LONGEST)
		return NULL;
	memcpy(word, typed, length);
	word[length] = '\0';
	const char *other = by_other_word(word);
	if (other || !layout_turn(turned, sizeof turned, word, length))
		return other;
	lower(turned);
	return nearest_to(turned);
}
