/*
 * The themes as one table. Its colours on dark are those of Okabe and Ito, which people with any
 * kind of colour vision can tell apart; on light, darker neighbours with enough contrast.
 */
#include "terminal/theme.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { B = LOOK_BOLD, R = LOOK_REVERSE, U = LOOK_UNDERLINE, COLORS_MANY = 256, COLORS_FEW = 8 };

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, OWN = -1 };

static const struct {
	unsigned char attributes;
	short dark, dark_few, light, light_few;
} looks[ROLE_COUNT] = {
	[ROLE_TEXT] = {0, OWN, OWN, OWN, OWN},
	[ROLE_STRONG] = {B, OWN, OWN, OWN, OWN},
	[ROLE_QUIET] = {0, OWN, OWN, OWN, OWN},
	[ROLE_BORDER] = {0, OWN, OWN, OWN, OWN},
	[ROLE_TITLE] = {B, OWN, OWN, OWN, OWN},
	[ROLE_FOCUS] = {B, OWN, OWN, OWN, OWN}, /* at rest nothing is louder than what happens */
	[ROLE_STATUS] = {R, OWN, OWN, OWN, OWN},
	[ROLE_PAST] = {B | U, 227, YELLOW, 94, RED},
	[ROLE_NOW] = {B | R, OWN, OWN, OWN, OWN},
	[ROLE_CHANGED] = {B | U, 214, YELLOW, 130, RED},
	[ROLE_GONE] = {U, 166, RED, 166, RED},
	[ROLE_WAIT] = {B, 74, CYAN, 25, BLUE},
	[ROLE_READY] = {B, 227, YELLOW, 94, RED},
	[ROLE_RUN] = {B, 36, GREEN, 22, GREEN},
	[ROLE_PARK] = {B, 175, MAGENTA, 90, MAGENTA},
	[ROLE_REAL] = {B, 36, GREEN, 22, GREEN},
	[ROLE_MODELLED] = {B, 175, MAGENTA, 90, MAGENTA},
	[ROLE_ERROR] = {B | R, 166, RED, 166, RED},
	[ROLE_KEY] = {B, 74, CYAN, 25, BLUE},
	[ROLE_PROMPT] = {0, OWN, OWN, OWN, OWN},
	[ROLE_CHOSEN] = {R, OWN, OWN, OWN, OWN},
	[ROLE_MATCH] = {R | U, 227, YELLOW, 94, MAGENTA},
	[ROLE_KEYWORD] = {B, 74, CYAN, 25, BLUE},
	[ROLE_STRING] = {0, 36, GREEN, 22, GREEN},
	[ROLE_COMMENT] = {0, 175, MAGENTA, 90, MAGENTA},
};

/* The variable, NULL where it is not set or empty: no-color.org counts both alike. */
static const char *variable(const char *name)
{
	const char *text = getenv(name);
	return text && *text ? text : NULL;
}

static bool wants_colors(const struct options *options)
{
	if (options->color)
		return options->color > 0;
	if (variable("NO_COLOR"))
		return false;
	const char *forced = variable("CLICOLOR_FORCE"), *wanted = variable("CLICOLOR");
	return (forced && strcmp(forced, "0") != 0) || !wanted || strcmp(wanted, "0") != 0;
}

/* COLORFGBG, where it is set, ends with the background's colour: 7 and 9 to 15 are light. */
static bool is_light(const struct options *options)
{
	if (options->theme)
		return !strcmp(options->theme, "light");
	const char *both = getenv("COLORFGBG"), *background = both ? strrchr(both, ';') : NULL;
	int color = background ? atoi(background + 1) : 0;
	return color == 7 || (color >= 9 && color <= 15);
}

enum theme theme_choose(const struct options *options)
{
	if (!wants_colors(options) || (options->theme && !strcmp(options->theme, "mono")))
		return THEME_MONO;
	return is_light(options) ? THEME_LIGHT : THEME_DARK;
}

struct look theme_look(enum theme theme, int colors, enum role role)
{
	struct look look = {.attributes = looks[role].attributes, .color = OWN};
	bool is_dark = theme == THEME_DARK;
	if (theme == THEME_MONO || colors < COLORS_FEW)
		return look;
	if (colors >= COLORS_MANY)
		look.color = is_dark ? looks[role].dark : looks[role].light;
	else
		look.color = is_dark ? looks[role].dark_few : looks[role].light_few;
	return look;
}
