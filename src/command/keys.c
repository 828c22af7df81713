/*
 * The table of keys, and the few places where a key means something else: while something lies
 * over the screen. Lines are only named here, never run.
 */
#include "command/keys.h"

#include <stdio.h>
#include <string.h>

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
	{'y', 0x43d /* н */, NULL}, /* the answer to a question */
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

static bool starts(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* What one may do while help is open: read on, or close it. */
static const char *in_help(uint32_t key, const char *line)
{
	if (key == 'q' || key == KEYS_ENTER || key == ' ')
		return "escape";
	if (!line)
		return NULL;
	bool fits = starts(line, "scroll") || starts(line, "help") || starts(line, "escape") ||
	            starts(line, "redraw") || starts(line, "prompt");
	return fits ? line : NULL;
}

/* With the things to try: choose, read on, ask for a hint. The text as in in_menu(). */
static const char *in_tries(uint32_t key, const char *line, char *text)
{
	if (key == KEYS_ENTER || key == ' ')
		return "try hint";
	if (key == 'q')
		return "escape";
	if (key >= '1' && key <= '9') {
		snprintf(text, LINE_SIZE, "try %u", key - '0');
		return text;
	}
	bool fits = line &&
	            (starts(line, "scroll") || starts(line, "try") || starts(line, "menu") ||
	             starts(line, "help") || starts(line, "escape") || starts(line, "redraw") ||
	             starts(line, "prompt"));
	return fits ? line : NULL;
}

/* The chosen lesson, or the one with that digit. The text is the one that keys_command() lends. */
static const char *in_menu(const struct app *app, uint32_t key, const char *line, char *text)
{
	unsigned number = 0;
	if (key == KEYS_ENTER || key == ' ') {
		if (!app->lessons || app->view.menu_choice >= lessons_count(app->lessons))
			return NULL;
		number = lessons_at(app->lessons, app->view.menu_choice)->number;
	} else if (key >= '0' && key <= '9') {
		number = key - '0';
	} else if (line &&
	           (starts(line, "scroll") || starts(line, "prompt") || starts(line, "help") ||
	            starts(line, "menu") || starts(line, "escape") || starts(line, "redraw") ||
	            starts(line, "quit"))) {
		return line;
	} else {
		return NULL;
	}
	snprintf(text, LINE_SIZE, "lesson %u", number);
	return text;
}

const char *keys_command(const struct app *app, uint32_t key)
{
	static char text[LINE_SIZE]; /* lent until the next call, never looked at here */
	key = keys_latin(key);
	const char *line = line_of(key);
	if (app->view.overlay == OVERLAY_HELP)
		return in_help(key, line);
	if (app->view.overlay == OVERLAY_MENU)
		return in_menu(app, key, line, text);
	if (app->view.overlay == OVERLAY_TRY)
		return in_tries(key, line, text);
	if (!line)
		return NULL;
	if (!strcmp(line, "continue") && app->goal != GOAL_NONE)
		return "pause";
	if (!strcmp(line, "goto first")) {
		snprintf(text, sizeof text, "goto %llu",
		         (unsigned long long)(app->view.first_step ? app->view.first_step : 1));
		return text;
	}
	return line;
}

bool keys_is_history(const char *line)
{
	static const char *const left_out[] = {"scroll", "focus", "escape", "redraw", "prompt",
	                                       "help",   "menu",  "match",  "quit",   "try"};
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		if (starts(line, left_out[i]))
			return false;
	return true;
}
