/*
 * The table of keys, and the few that mean something else while something lies over the screen;
 * whether a key works there at all, its command says. Lines are only named here, never run.
 */
#include "command/keys.h"

#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/layout.h"

/* An X-list would hide how this table reads: key, line. */
static const struct {
	uint32_t key;
	const char *line;
} table[] = {
	{'s', "step"},
	{KEYS_RIGHT, "step"},
	{'n', "next"},
	{'u', "back"},
	{KEYS_LEFT, "back"},
	{'r', "run"},
	{'c', "continue"},
	{' ', "continue"},
	{'R', "restart"},
	{KEYS_HOME, "goto first"},
	{KEYS_END, "goto live"},
	{'b', "break"},
	{'+', "speed +"},
	{'=', "speed +"}, /* the same key without Shift */
	{'-', "speed -"},
	{'x', "swap"},
	{'m', "menu"},
	{'M', "map"},
	{'t', "try"},
	{'w', "words"},
	{KEYS_TAB, "focus next"},
	{'1', "focus 1"},
	{'2', "focus 2"},
	{'3', "focus 3"},
	{'4', "focus 4"},
	{'5', "focus 5"},
	{'6', "focus 6"},
	{'7', "focus 7"},
	{'8', "focus 8"},
	{'9', "focus 9"},
	{KEYS_UP, "scroll up"},
	{'k', "scroll up"},
	{KEYS_DOWN, "scroll down"},
	{'j', "scroll down"},
	{'h', "scroll left"},
	{'l', "scroll right"},
	{KEYS_PAGE_UP, "scroll up page"},
	{KEYS_CONTROL + 'u', "scroll up page"},
	{KEYS_PAGE_DOWN, "scroll down page"},
	{KEYS_CONTROL + 'd', "scroll down page"},
	{'/', "prompt /"},
	{'>', "match next"},
	{'<', "match previous"},
	{':', "prompt"},
	{'?', "help"},
	{KEYS_HELP, "help"},
	{KEYS_ESCAPE, "escape"},
	{KEYS_CONTROL + 'l', "redraw"},
	{'q', "quit"},
};

enum { TABLE_LENGTH = sizeof table / sizeof *table, LINE_SIZE = 80 };

/* On a Cyrillic layout the key of / gives a full stop, and with Shift a comma; on a Latin one these
 * mean nothing else. */
uint32_t keys_latin(uint32_t key)
{
	return key == '.' ? '/' : key == ',' ? '?' : layout_latin(key);
}

const char *keys_line(uint32_t key)
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

/* Where no lesson is open yet, a key that would move in one answers that. */
static bool has_nothing_to_move_in(const struct app *app, const char *line)
{
	const struct command *c = command_of(line);
	return app->view.overlay == OVERLAY_MENU && !app->trace && c && c->topic == TOPIC_MOVING;
}

/* Keys that close the help, and mean something else elsewhere. */
static const char *in_help(uint32_t key)
{
	return key == 'q' || key == KEYS_ENTER || key == ' ' ? "escape" : NULL;
}

/* With the things to try: choose one, ask for a hint. The text is lent as in by_digit(). */
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

/* The lesson with that digit. The text is the one that keys_command() lends. */
static const char *by_digit(uint32_t key, char *text)
{
	if (key < '0' || key > '9')
		return NULL;
	snprintf(text, LINE_SIZE, "lesson %u", key - '0');
	return text;
}

/* The chosen lesson, or the chosen program of one. */
static const char *in_menu(const struct app *app, uint32_t key, char *text)
{
	struct lessons_entry e = {0};
	if (key != KEYS_ENTER && key != ' ')
		return by_digit(key, text);
	if (app->lessons)
		e = lessons_entry(app->lessons, app->view.menu_choice);
	if (!e.lesson)
		return NULL;
	if (e.program == e.lesson->programs)
		snprintf(text, LINE_SIZE, "lesson %u", e.lesson->number);
	else
		snprintf(text, LINE_SIZE, "lesson %u %s", e.lesson->number, e.program->name);
	return text;
}

/* The map names lessons by their numbers. */
static const char *in_page(const struct app *app, uint32_t key, char *text)
{
	return app->view.page == PAGE_MAP && key >= '0' && key <= '9' ? by_digit(key, text)
	                                                              : in_help(key);
}

/* What a key means where something is open, if anything of its own. */
static const char *own_meaning(const struct app *app, uint32_t key, char *text)
{
	switch (app->view.overlay) {
	case OVERLAY_HELP: return in_help(key);
	case OVERLAY_MENU: return in_menu(app, key, text);
	case OVERLAY_PAGE: return in_page(app, key, text);
	case OVERLAY_TRY: return in_tries(key, text);
	default: return NULL;
	}
}

const char *keys_command(const struct app *app, uint32_t key)
{
	static char text[LINE_SIZE]; /* lent until the next call, never looked at here */
	key = keys_latin(key);
	const char *line = keys_line(key), *own = own_meaning(app, key, text);
	if (own)
		return own;
	if (!line || (!works_over(line, app->view.overlay) && !has_nothing_to_move_in(app, line)))
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
