/*
 * The canvas on a terminal, by curses: which knows the terminal's language and sends only what has
 * changed. curses draws into memory; what it wrote is handed out as bytes, so that drawing never
 * waits for a terminal and the terminal's modes are nobody's business here.
 *
 * Invariants: there is one screen at a time (curses allows no more); between screen_open() and
 * screen_close() nobody else calls curses.
 */
#ifndef TERMINAL_SCREEN_H
#define TERMINAL_SCREEN_H

#include <stdbool.h>

#include "base/bytes.h"
#include "terminal/theme.h"
#include "view/canvas.h"

struct screen;

/* For a terminal of this size. NULL when curses refuses. After a terminfo_check() that was fine.
 * Takes LINES and COLUMNS out of the environment. */
struct screen *screen_open(enum theme theme, int rows, int columns);
void screen_close(struct screen *s);

/* Adds the bytes that bring the terminal from what it shows to the canvas; `anew` when it may show
 * anything. The terminal has the size of the canvas. */
void screen_draw(struct screen *s, const struct canvas *canvas, bool anew, struct bytes *out);

/* The terminal was given away and comes back: the next screen_draw() enters it anew. */
void screen_leave(struct screen *s);

/* From the next screen_draw() on, which must be told `anew`. */
void screen_set_theme(struct screen *s, enum theme theme);
bool screen_has_colors(const struct screen *s);

#endif
