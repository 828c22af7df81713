/*
 * The table of keys, and the few that mean something else while something lies over the screen;
 * whether a key works there at all, its command says. Lines are only named here, never run.
 */
#include "command/keys.h"

#include <stdio.h>
#include <string.h>

#include "command/command.h"

/* An X-list would hide how this table reads: key, the letter in its place on a Russian layout,
 * the line. */
static const struct {
	uint32_t key, russian;
	const char *line;
} table[] = {
	{'s', 0x44b /* ы */, "step"},
	{KEYS_RIGHT, 0, "step"},
	{'n', 0x442 /* т */, "next"},
	{'u', 0x433 /* г */, "back"},
	{KEYS_LEFT, 0, "back"},
	{'r', 0x43a /* к */, "run"},
	{'c', 0x441 /* с */, "continue"},
	{' ', 0, "continue"},
	{'R', 0x41a /* К */, "restart"},
	{KEYS_HOME, 0, "goto first"},
	{KEYS_END, 0, "goto live"},
	{'b', 0x438 /* и */, "break"},
	{'+', 0, "speed +"},
	{'=', 0, "speed +"}, /* the same key without Shift */
	{'-', 0, "speed -"},
	{'x', 0x447 /* ч */, "swap"},
	{'m', 0x44c /* ь */, "menu"},
	{'t', 0x435 /* е */, "try"},
	{'w', 0x446 /* ц */, "words"},
	{KEYS_TAB, 0, "focus next"},
	{'1', 0, "focus 1"},
	{'2', 0, "focus 2"},
	{'3', 0, "focus 3"},
	{'4', 0, "focus 4"},
	{'5', 0, "focus 5"},
	{'6', 0, "focus 6"},
	{'7', 0, "focus 7"},
	{'8', 0, "focus 8"},
	{'9', 0, "focus 9"},
	{KEYS_UP, 0, "scroll up"},
	{'k', 0x43b /* л */, "scroll up"},
	{KEYS_DOWN, 0, "scroll down"},
	{'j', 0x43e /* о */, "scroll down"},
	{'h', 0x440 /* р */, "scroll left"},
	{'l', 0x434 /* д */, "scroll right"},
	{KEYS_PAGE_UP, 0, "scroll up page"},
	{KEYS_CONTROL + 'u', 0, "scroll up page"},
	{KEYS_PAGE_DOWN, 0, "scroll down page"},
	{KEYS_CONTROL + 'd', 0, "scroll down page"},
	{'/', 0, "prompt search "},
	{'>', 0x42e /* Ю */, "match next"},
	{'<', 0x411 /* Б */, "match previous"},
	{':', 0x416 /* Ж */, "prompt"},
	{'?', 0, "help"},
	{KEYS_HELP, 0, "help"},
	{KEYS_ESCAPE, 0, "escape"},
	{KEYS_CONTROL + 'l', 0, "redraw"},
	{'q', 0x439 /* й */, "quit"},
};

enum { TABLE_LENGTH = sizeof table / sizeof *table, LINE_SIZE = 40 };

uint32_t keys_latin(uint32_t key)
{
	for (size_t i = 0; i < TABLE_LENGTH; i++)
		if (table[i].russian && table[i].russian == key)
			return table[i].key;
	return key;
}

static const char *line_of(uint32_t key)
{
	for (size_t i = 0; i < TABLE_LENGTH; i++)
		if (table[i].key == key)
			return table[i].line;
	return NULL;
}

/* The command of a line; NULL for those that open the prompt. */
static const struct command *command_of(const char *line)
{
	return command_find(line, strcspn(line, " "));
}

/* The prompt opens over everything. */
static bool works_over(const char *line, enum overlay overlay)
{
	const struct command *c = command_of(line);
	return overlay == OVERLAY_NONE || !c || c->works_over >> overlay & 1;
}

/* Keys that close the help, and mean something else elsewhere. */
static const char *in_help(uint32_t key)
{
	return key == 'q' || key == KEYS_ENTER || key == ' ' ? "escape" : NULL;
}

/* With the things to try: choose one, ask for a hint. The text as in in_menu(). */
static const char *in_tries(uint32_t key, char *text)
{
	if (key == KEYS_ENTER || key == ' ')
		return "try hint";
	if (key == 'q')
		return "escape";
	if (key < '1' || key > '9')
		return NULL;
	snprintf(text, LINE_SIZE, "try %u", key - '0');
	return text;
}

/* The chosen lesson, or the one with that digit. The text is the one that keys_command() lends. */
static const char *in_menu(const struct app *app, uint32_t key, char *text)
{
	unsigned number = key - '0';
	if (key == KEYS_ENTER || key == ' ') {
		if (!app->lessons || app->view.menu_choice >= lessons_count(app->lessons))
			return NULL;
		number = lessons_at(app->lessons, app->view.menu_choice)->number;
	} else if (key < '0' || key > '9') {
		return NULL;
	}
	snprintf(text, LINE_SIZE, "lesson %u", number);
	return text;
}

/* What a key means where something is open, if anything of its own. */
static const char *own_meaning(const struct app *app, uint32_t key, char *text)
{
	switch (app->view.overlay) {
	case OVERLAY_HELP: return in_help(key);
	case OVERLAY_MENU: return in_menu(app, key, text);
	case OVERLAY_TRY: return in_tries(key, text);
	default: return NULL;
	}
}

const char *keys_command(const struct app *app, uint32_t key)
{
	static char text[LINE_SIZE]; /* lent until the next call, never looked at here */
	key = keys_latin(key);
	const char *line = line_of(key), *own = own_meaning(app, key, text);
	if (own)
		return own;
	if (!line || !works_over(line, app->view.overlay))
		return NULL;
	if (!strcmp(line, "continue") && app_is_going(app))
		return "pause";
	return line;
}

bool keys_is_history(const char *line)
{
	const struct command *c = command_of(line);
	return c && !c->is_forgotten;
}
