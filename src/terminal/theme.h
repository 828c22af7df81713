/*
 * How roles look: attributes for every terminal, colours where there are some.
 *
 * Invariants: whatever a colour says is said by an attribute or by a letter on the canvas as well;
 * the terminal's own background stays. Colours are numbers of the 256-colour or 8-colour palette.
 */
#ifndef TERMINAL_THEME_H
#define TERMINAL_THEME_H

#include "app.h"

enum theme { THEME_MONO, THEME_DARK, THEME_LIGHT };

enum { LOOK_BOLD = 1, LOOK_REVERSE = 2, LOOK_UNDERLINE = 4 };

struct look {
	unsigned char attributes;
	short color; /* -1: the terminal's own */
};

/* By --color, then NO_COLOR, CLICOLOR_FORCE and CLICOLOR, then --theme, then COLORFGBG. */
enum theme theme_choose(const struct options *options);

/* colors: how many the terminal has. */
struct look theme_look(enum theme theme, int colors, enum role role);

#endif
