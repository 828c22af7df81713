/* next: runs to the next line of this frame, over whatever it calls. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	command_push(app, GOAL_NEXT, 0);
	return COMMAND_DONE;
}

const struct command command_next = {
	.name = "next",
	.topic = TOPIC_MOVING,
	.usage = "next",
	.keys = "n",
	.word = {"over calls", "с обходом"},
	.brief = {"over", "мимо"},
	.hint = 2,
	.hint_kind = HINT_RUNS,
	.spare = 5,
	.help = {"run to the next line of this function, over what it calls",
                 "до следующей строки этой функции, не заходя в вызовы"},
	.acts = true,
	.run = run,
};
