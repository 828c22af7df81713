/* goto K|live: looks at step K, or at now. */
#include "command/command.h"

#include <string.h>

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long step;
	if (!app->trace)
		return app_may_act(app), COMMAND_FAILED;
	app->is_dirty = true;
	if (!strcmp(rest, "live") || !strcmp(rest, "now")) {
		app->cursor = HISTORY_NOW;
		if (app->is_interactive && app->stage)
			app_say(app, "This is now.", "Это настоящее.");
		else if (app->is_interactive)
			app_say(app, "This is the end of the recording.", "Это конец записи.");
		return COMMAND_DONE;
	}
	if (!command_number(app, rest, 1, 1000000000000000, &step))
		return COMMAND_FAILED;
	const struct trace *t = app->trace;
	if (step > t->steps || step < trace_first_step(t)) {
		app_refuse(app, "There is no step %lu: history holds %lu to %lu.",
		           "Шага %lu нет: в истории есть шаги с %lu по %lu.", step,
		           (unsigned long)trace_first_step(t), (unsigned long)t->steps);
		return COMMAND_FAILED;
	}
	app_stop(app);
	if (app->cursor == step)
		app_say(app, "This is step %lu.", "Это шаг %lu.", step);
	app->cursor = step;
	return COMMAND_DONE;
}

const struct command command_goto = {
	.name = "goto",
	.usage = "goto K|live",
	.keys = "Home End",
	.help = {"look at step K, or at now", "посмотреть на шаг K или на настоящее (live)"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"live", NULL},
	.run = run,
};
