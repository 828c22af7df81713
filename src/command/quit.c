/* quit: ends asyncviz; in a script, ends the script. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	app->wants_quit = true;
	return COMMAND_OVER;
}

const struct command command_quit = {
	.name = "quit",
	.topic = TOPIC_SCREEN,
	.usage = "quit",
	.keys = "q",
	.word = {"quit", "выход"},
	.hint = 15,
	.help = {"leave asyncviz", "выйти из asyncviz"},
	.works_over = OVER_MENU,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
