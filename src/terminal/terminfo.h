/*
 * What is known of the terminal's type before curses draws on it, and how to leave it without
 * curses. (A header of terminfo's own would name `lines` and `columns` what it likes.)
 */
#ifndef TERMINAL_TERMINFO_H
#define TERMINAL_TERMINFO_H

#include <stdbool.h>

#include "base/bytes.h"

/* Pasted text comes marked as such: not in terminfo, and ignored by terminals that do not know. */
#define TERMINFO_PASTE_ON "\033[?2004h"
#define TERMINFO_PASTE_OFF "\033[?2004l"

enum terminfo_fault {
	TERMINFO_FINE,
	TERMINFO_UNKNOWN, /* not even the usual type is */
	TERMINFO_DUMB /* it cannot move the cursor */
};

/* Looks TERM up; an unknown or missing type is taken for xterm-256color from then on. */
enum terminfo_fault terminfo_check(void);

/* The type that is used. */
const char *terminfo_name(void);

/* Adds the bytes that leave the terminal as it was entered. While a screen is open. */
void terminfo_way_back(bool has_colors, struct bytes *out);

#endif
