/* back [N]: looks N steps earlier. The program and its sockets stay where they are. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long count = 1;
	if (*rest && !command_number(app, rest, 1, 1000000000, &count))
		return COMMAND_FAILED;
	if (!app->trace)
		return app_may_act(app), COMMAND_FAILED;
	const struct trace *t = app->trace;
	uint64_t first = trace_first_step(t), step = app_model(app)->step;
	if (app->cursor == HISTORY_NOW && app->goal != GOAL_NONE)
		app_stop(app);
	if (step <= first)
		app_say(app, "History begins here.", "Это начало истории.");
	app->cursor = step > first + count ? step - count : first;
	if (app->cursor == t->steps)
		app->cursor = HISTORY_NOW;
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_back = {
	.name = "back",
	.topic = TOPIC_MOVING,
	.usage = "back [N]",
	.keys = "u ←",
	.word = {"back", "назад"},
	.hint = 3,
	.help = {"look one step earlier, or N; nothing happens to the real sockets",
                 "посмотреть на шаг (или N) раньше; с настоящими сокетами ничего не происходит"},
	.works_in_past = true,
	.run = run,
};
