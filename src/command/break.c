/* break [TAG]: stops at that line from now on, or no longer. */
#include "command/command.h"

#include <stdio.h>

#include "command/tag.h"

/* The line under the listing's cursor, or the one about to run; 0 (and said) when there is none. */
static unsigned line_looked_at(struct app *app)
{
	struct view *v = &app->view;
	char number[20];
	command_compose(app);
	if (!v->listing_rows) /* nobody sets what he cannot see */
		v->focus = PANE_LISTING;
	const struct model_frame *f = model_running(app_model(app));
	unsigned line = v->cursor ? view_listing_line(v, v->cursor) : f ? f->line : 0;
	if (!line && v->cursor)
		app_refuse(app, "No line of the listing stands there.",
		           "Там нет ни одной строки листинга.");
	else if (!line)
		app_refuse(app, "No line is about to run: say which one, as in break 12.",
		           "Сейчас никакая строка не выполняется: назовите её, например break 12.");
	if (!line)
		return 0;
	snprintf(number, sizeof number, "%u", line);
	return command_tag_line(app, number);
}

static enum command_answer run(struct app *app, const char *rest)
{
	if (!app->trace)
		return app_may_act(app), COMMAND_FAILED;
	unsigned line = *rest ? command_tag_line(app, rest) : line_looked_at(app);
	if (!line)
		return COMMAND_FAILED;
	app->is_dirty = true;
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
	.hint = 8,
	.hint_kind = HINT_RUNS,
	.spare = 10,
	.help = {"set or remove a breakpoint: at TAG, at the listing's cursor, or at this line",
                 "поставить или снять точку останова: на TAG, под курсором листинга или здесь"},
	.works_in_past = true,
	.argument = ARGUMENT_TAG,
	.run = run,
};
