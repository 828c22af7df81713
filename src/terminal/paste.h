/* Several lines that were pasted into the prompt: each is a command. */
#ifndef TERMINAL_PASTE_H
#define TERMINAL_PASTE_H

#include "app.h"

/* How many lines of a text there are to run: none of them blank. */
unsigned paste_lines(const char *text);

/* Runs them one after another, up to the first that fails, that asks something, or that leaves. */
void paste_run(struct app *app, const char *text);

/* Says that nothing of a paste has run that has come in part: nobody knows what that would do. */
void paste_refuse_part(struct app *app);

/* Says that a paste was let be, where it can do nothing. */
void paste_ignore(struct app *app);

#endif
