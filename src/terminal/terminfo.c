/*
 * Asked before curses is: on a missing or unknown type curses would print a line of its own and
 * end the program.
 */
#include "terminal/terminfo.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#define USUAL_TYPE "xterm-256color"

const char *terminfo_name(void)
{
	const char *name = getenv("TERM");
	return name && *name ? name : USUAL_TYPE;
}

enum terminfo_fault terminfo_check(void)
{
	int error;
	if (setupterm(terminfo_name(), STDOUT_FILENO, &error) == ERR) {
		if (setupterm(USUAL_TYPE, STDOUT_FILENO, &error) == ERR)
			return TERMINFO_UNKNOWN;
		setenv("TERM", USUAL_TYPE, 1);
	}
	bool can_move = cursor_address != NULL;
	del_curterm(cur_term); /* curses reads its own */
	return can_move ? TERMINFO_FINE : TERMINFO_DUMB;
}

/* Without the "$<5>" that asks for a pause. */
static void add(struct bytes *out, const char *capability)
{
	for (const char *c = capability; c && *c; c++) {
		const char *end = c[0] == '$' && c[1] == '<' ? strchr(c, '>') : NULL;
		if (end)
			c = end;
		else
			bytes_add_char(out, *c);
	}
}

/* Curses leaves the scrolling region at as many rows as it was told of, and a terminal that told no
 * size, or has another one by now, has more. DECSTBM without parameters is all rows, whatever their
 * number; terminfo has no name for it. */
static void add_whole_scrolling_region(struct bytes *out)
{
	if (change_scroll_region && !strncmp(change_scroll_region, "\033[", 2))
		bytes_add_text(out, "\033[r");
}

void terminfo_way_back(bool has_colors, struct bytes *out)
{
	bytes_add_text(out, TERMINFO_PASTE_OFF);
	add_whole_scrolling_region(out);
	add(out, exit_attribute_mode);
	if (has_colors)
		add(out, orig_pair);
	add(out, exit_ca_mode ? exit_ca_mode : clear_screen);
	add(out, cursor_normal); /* last: some terminals bring back a hidden one with the screen */
}
