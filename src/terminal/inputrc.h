/*
 * The user's configuration of readline: $INPUTRC, or ~/.inputrc, or /etc/inputrc, with what they
 * include.
 *
 * Invariants: readline opens none of them, but is given their lines; of anything but regular files
 * nothing is read; at most INPUTRC_FILES files are, and USER_FILE_MOST bytes in all, whatever
 * includes whatever.
 */
#ifndef TERMINAL_INPUTRC_H
#define TERMINAL_INPUTRC_H

#include "app.h"

enum { INPUTRC_FILES = 64 };

/* Before rl_initialize(), which would read them by itself. */
void inputrc_keep_from_readline(void);

/* Gives readline all lines; says the first thing that was wrong with a file. */
void inputrc_read(struct app *app);

#endif
