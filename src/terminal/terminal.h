/*
 * The terminal: keys in, frames out, and the way back to the shell. The one folder that knows
 * curses and readline.
 *
 * Invariants: the terminal is given back on every way out, crashes included; when it vanishes, the
 * program ends; when it stops reading, everything but drawing goes on.
 */
#ifndef TERMINAL_TERMINAL_H
#define TERMINAL_TERMINAL_H

#include "app.h"

/*
 * Opens the lesson of the options, or the menu, and runs until the user quits. Returns the exit
 * status: 0, or 128 and the number of the signal that ended it (a terminal that vanished counts
 * as SIGHUP). Where there is no terminal to draw on (2), or the lesson cannot be opened (1), *why
 * is one sentence (to free) and nothing was drawn; otherwise it is NULL.
 */
int terminal_run(struct app *app, char **why);

#endif
