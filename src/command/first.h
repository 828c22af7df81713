/* What stands on the stage when asyncviz starts. */
#ifndef COMMAND_FIRST_H
#define COMMAND_FIRST_H

#include "app.h"

/* The recording or the lesson that the options name; without either the menu, or, where there is no
 * screen, lesson 5. False with one sentence in *why (to free). */
bool first_open(struct app *app, char **why);

#endif
