/*
 * Keys: each runs a command line, so that what a key does has a name, stands in the history, and
 * can be typed. One table; what a key means depends on what is open and on the moment looked at.
 * Knows no terminal.
 */
#ifndef COMMAND_KEYS_H
#define COMMAND_KEYS_H

#include <stdbool.h>
#include <stdint.h>

#include "app.h"

/* A key is a character, or one of these. */
enum {
	KEYS_UP = 0x110000,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_HELP, /* F1 */
	KEYS_ESCAPE,
	KEYS_TAB,
	KEYS_ENTER,
	KEYS_OTHER, /* a key that is known to nobody here */
	KEYS_NONE, /* no key at all: what a terminal reports by itself */
	KEYS_CONTROL = 0x111000, /* + the letter */
};

/*
 * The command line that the key runs now, NULL for none; letters of a Cyrillic layout work as the
 * Latin ones in the same place. "prompt" opens the prompt, "prompt /" that of a search. The text is
 * good until the next call.
 */
const char *keys_command(const struct app *app, uint32_t key);

/* The line of a Latin key while nothing lies over the panes; NULL for none. */
const char *keys_line(uint32_t key);

/* The Latin key in the place of one of a Cyrillic layout, whose . and , are / and ?; any other key
 * is itself. */
uint32_t keys_latin(uint32_t key);

/* Whether such a line belongs to the prompt's history: it moved the program or the moment looked
 * at, and was not mere scrolling. */
bool keys_is_history(const char *line);

#endif
