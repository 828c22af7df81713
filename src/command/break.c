/* break [TAG]: stops at that line from now on, or no longer. */
#include "command/command.h"

#include "command/tag.h"

static enum command_answer run(struct app *app, const char *rest)
{
	if (!app->trace)
		return app_may_act(app), COMMAND_FAILED;
	const struct model_frame *f = model_running(app_model(app));
	unsigned line = *rest ? command_tag_line(app, rest) : f ? f->line : 0;
	if (!line && !*rest)
		app_refuse(app, "No line is about to run: say which one, as in break 12.",
		           "Сейчас никакая строка не выполняется: назовите её, например break 12.");
	if (!line)
		return COMMAND_FAILED;
	app->breaks[line] = !app->breaks[line];
	if (app->breaks[line])
		app_say(app, "Breakpoint in line %u.", "Точка останова в строке %u.", line);
	else
		app_say(app, "No breakpoint in line %u any more.",
		        "В строке %u больше нет точки останова.", line);
	return COMMAND_DONE;
}

const struct command command_break = {
	.name = "break",
	.topic = TOPIC_MOVING,
	.usage = "break [TAG]",
	.keys = "b",
	.word = {"break", "останов"},
	.hint = 7,
	.hint_kind = HINT_RUNS,
	.spare = 5,
	.help = {"set or remove a breakpoint at a line (without TAG, at this one)",
                 "поставить или снять точку останова на строке (без TAG — на текущей)"},
	.works_in_past = true,
	.argument = ARGUMENT_TAG,
	.run = run,
};
