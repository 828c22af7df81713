/* continue: goes on line by line at the set speed. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	command_push(app, GOAL_GO, 0);
	return COMMAND_DONE;
}

const struct command command_continue = {
	.name = "continue",
	.topic = TOPIC_MOVING,
	.usage = "continue",
	.keys = "c Space",
	.word = {"play", "сам идёт"},
	.brief = {"play", "сам"},
	.hint = 6,
	.hint_kind = HINT_PACE,
	.spare = 1,
	.keys_russian = "c Пробел",
	.help = {"go on at the set speed; the same key pauses",
                 "выполнять с заданной скоростью; та же клавиша — пауза"},
	.acts = true,
	.run = run,
};
