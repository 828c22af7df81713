/* redraw: paints the whole terminal anew. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	app->wants_redraw = app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_redraw = {
	.name = "redraw",
	.topic = TOPIC_SCREEN,
	.usage = "redraw",
	.keys = "^L",

	.help = {"paint the screen anew", "перерисовать экран"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
