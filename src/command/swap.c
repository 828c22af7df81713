/* swap: shows the C source that really runs instead of its listing, and back. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	app->view.shows_c = !app->view.shows_c;
	view_go_home(&app->view);
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_swap = {
	.name = "swap",
	.topic = TOPIC_SCREEN,
	.usage = "swap",
	.keys = "x",
	.word = {"C", "C"},
	.hint = 11,
	.hint_kind = HINT_SOURCE,
	.spare = 11,
	.help = {"Python listing or the C source that really runs",
                 "листинг на Python или исходник на C, который работает на самом деле"},
	.works_in_past = true,
	.run = run,
};
