/* step [N]: runs N lines; in the past, looks N steps later. */
#include "command/command.h"

static enum command_answer look_later(struct app *app, unsigned long count)
{
	uint64_t last = app->trace->steps;
	uint64_t step = app_model(app)->step;
	app->cursor = step + count >= last ? HISTORY_NOW : step + count;
	app->is_dirty = true;
	if (app->cursor == HISTORY_NOW)
		app_say(app, "This is now.", "Это текущий момент.");
	return COMMAND_DONE;
}

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	unsigned long count = 1;
	if (*rest && !command_number(app, rest, 1, 1000000000, &count))
		return COMMAND_FAILED;
	if (app->trace && app->cursor != HISTORY_NOW)
		return look_later(app, count);
	if (!app_may_act(app))
		return COMMAND_DONE;
	command_push(app, GOAL_STEPS, count);
	return COMMAND_DONE;
}

const struct command command_step = {
	.name = "step",
	.topic = TOPIC_MOVING,
	.usage = "step [N]",
	.keys = "s →",
	.word = {"step", "шаг"},
	.past = {"later", "позже"},
	.hint = 1,
	.hint_kind = HINT_STEP,
	.help = {"run one line, or N; in the past: N steps later",
                 "выполнить строку (или N); в прошлом — на шаг (или N) позже"},
	.works_in_past = true,
	.run = run,
};
