/* What Tab finds: asked of the command language, and kept for the view to show. */
#ifndef TERMINAL_COMPLETIONS_H
#define TERMINAL_COMPLETIONS_H

#include "app.h"

/* Before rl_initialize(). */
void completions_open(struct app *app);

/* Where nothing is completed, as in a search, Tab does nothing. */
void completions_switch(bool is_on);

/* Gives the view those that were found last. */
void completions_show(struct view *view);
void completions_forget(void);

#endif
