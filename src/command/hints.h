/* What the last row and the help say of keys and commands. */
#ifndef COMMAND_HINTS_H
#define COMMAND_HINTS_H

#include "command/command.h"

/* Fills view.hints from the tables, in the view's language; app_close() frees them. */
void hints_give(struct app *app);

#endif
