/* until TAG: runs to the line with that tag. */
#include "command/command.h"

#include "command/tag.h"

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned line = command_tag_line(app, rest);
	if (!line)
		return COMMAND_FAILED;
	app->goal_line = line;
	command_push(app, GOAL_TAG, app->is_interactive ? 0 : app->options.limit);
	return COMMAND_DONE;
}

const struct command command_until = {
	.name = "until",
	.topic = TOPIC_MOVING,
	.usage = "until TAG",
	.help = {"run to the line with that tag", "выполнять до строки с этой меткой"},
	.acts = true,
	.argument = ARGUMENT_TAG,
	.run = run,
};
