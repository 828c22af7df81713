/* goto K|first|live: looks at step K, at the first that history holds, or at now. */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

/* The step that is meant; 0 (and said) when history does not hold it. While the program runs on,
 * history's first steps go: only now is it known which is the first. */
static uint64_t find_step(struct app *app, const char *text)
{
	unsigned long first = trace_first_step(app->trace), last = app->trace->steps, step;
	if (!strcmp(text, "first"))
		return first;
	if (!text[strspn(text, "0123456789")] && strlen(text) < 18) {
		step = strtoul(text, NULL, 10);
		if (step >= first && step <= last)
			return step;
		app_refuse(app, "There is no step %lu: history holds %lu to %lu.",
		           "Шага %lu нет: в истории есть шаги с %lu по %lu.", step, first, last);
		return 0;
	}
	return command_number(app, text, first, last, &step) ? step : 0;
}

static enum command_answer run(struct app *app, const char *rest)
{
	if (!app->trace)
		return app_may_act(app), COMMAND_FAILED;
	app->is_dirty = true;
	if (!strcmp(rest, "live") || !strcmp(rest, "now")) {
		app->cursor = HISTORY_NOW;
		if (app->is_interactive && app->stage)
			app_say(app, "This is now.", "Это текущий момент.");
		else if (app->is_interactive)
			app_say(app, "This is the end of the recording.", "Это конец записи.");
		return COMMAND_DONE;
	}
	uint64_t step = find_step(app, rest);
	if (!step)
		return COMMAND_FAILED;
	app_stop(app);
	if (app->cursor == step)
		app_say(app, "This is step %lu.", "Это шаг %lu.", (unsigned long)step);
	app->cursor = step;
	return COMMAND_DONE;
}

const struct command command_goto = {
	.name = "goto",
	.topic = TOPIC_MOVING,
	.usage = "goto K|first|live",
	.keys = "Home End",
	.help = {"look at step K, at the first one, or at now",
                 "посмотреть на шаг K, на самый первый или на текущий (live)"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"first", "live", NULL},
	.run = run,
};
