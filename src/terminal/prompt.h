/*
 * The prompt, : for a command and / for a search: readline by its callback interface, drawn by the
 * view like everything else.
 *
 * Invariants: readline reads only the bytes it is given here and writes nowhere; it installs no
 * handler, changes no terminal mode and no environment. While the prompt is closed readline is
 * asleep. A line is at most PROMPT_MOST bytes. One prompt at a time: readline's state is global.
 */
#ifndef TERMINAL_PROMPT_H
#define TERMINAL_PROMPT_H

#include <stdbool.h>

#include "app.h"
#include "terminal/keyboard.h"

enum { PROMPT_MOST = 4096 };

/* Reads the history. Readline is set up, and the user's inputrc read, only when first needed. */
void prompt_open(struct app *app);
/* Saves the history. */
void prompt_close(void);

/* Opens the prompt of commands, or that of a search. The view is kept up to date from here on. */
void prompt_begin(bool is_search);
/* Leaves it; what was typed is dropped. */
void prompt_leave(void);
bool prompt_is_open(void);

/* A key while it is open; runs the command when that was Enter. */
void prompt_press(const struct keystroke *stroke);

/* Puts a line that a key ran into the history. */
void prompt_remember(const char *line);

#endif
