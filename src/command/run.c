/* run: runs until the program blocks with nothing ready. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	command_push(app, GOAL_BLOCK, app->is_interactive ? 0 : app->options.limit);
	return COMMAND_DONE;
}

const struct command command_run = {
	.name = "run",
	.topic = TOPIC_MOVING,
	.usage = "run",
	.keys = "r",
	.word = {"to the next wait", "до ожидания"},
	.brief = {"to a wait", "до ожидания"},
	.hint = 5,
	.hint_kind = HINT_RUNS,
	.help = {"run until the program waits and nothing is ready",
                 "выполнять, пока программа не встанет в ожидании"},
	.acts = true,
	.run = run,
};
