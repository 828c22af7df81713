/* menu: the lessons. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	app->view.overlay = app->view.overlay == OVERLAY_MENU ? OVERLAY_NONE : OVERLAY_MENU;
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_menu = {
	.name = "menu",
	.usage = "menu",
	.keys = "m",

	.help = {"the lessons", "список уроков"},
	.works_in_past = true,
	.run = run,
};
