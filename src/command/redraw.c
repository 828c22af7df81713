/* redraw: paints the whole terminal anew. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	app->wants_redraw = app->is_dirty = true;
	view_go_home(&app->view);
	return COMMAND_DONE;
}

const struct command command_redraw = {
	.name = "redraw",
	.topic = TOPIC_SCREEN,
	.usage = "redraw",
	.keys = "^L",

	.help = {"paint the screen anew, at the line about to run",
                 "перерисовать экран и показать текущую строку"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
