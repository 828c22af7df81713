/* The options' recording or lesson, put on the stage by the commands that a user would type. */
#include "command/first.h"

#include <stdlib.h>

#include "base/die.h"
#include "command/command.h"

bool first_open(struct app *app, char **why)
{
	const struct options *o = &app->options;
	if (o->replay)
		return app_replay(app, why);
	if (!o->lesson && app->is_interactive) {
		app->view.overlay = OVERLAY_MENU;
		return true;
	}
	char *line = xasprintf("lesson %s %s", o->lesson ? o->lesson : "5",
	                       o->program ? o->program : "");
	bool is_open = command_execute(app, line) == COMMAND_DONE;
	free(line);
	if (!is_open)
		*why = xstrdup(app->view.message);
	return is_open;
}
