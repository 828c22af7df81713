/* match next|previous: scrolls the listing to the match after or before the row in its middle. */
#include "command/command.h"

#include <string.h>

/* The line that the listing's rows are centred on, scrolling included. */
static int centre(struct app *app)
{
	const struct model_frame *f = app->trace ? model_running(app_model(app)) : NULL;
	return (f ? f->line : 1) + app->view.scroll[PANE_LISTING];
}

static enum command_answer run(struct app *app, const char *rest)
{
	bool forward = !strcmp(rest, "next");
	if (!forward && strcmp(rest, "previous") != 0)
		return COMMAND_MISUSED;
	const struct lesson_program *p = app->view.program;
	const char *text = app->view.search;
	if (!p || !*text)
		return COMMAND_DONE;
	int count = (int)p->python_count, at = centre(app);
	for (int i = 1; i <= count; i++) {
		int line = (at - 1 + (forward ? i : -i)) % count;
		line = (line + count) % count + 1;
		if (!strstr(p->python[line - 1], text))
			continue;
		app->view.scroll[PANE_LISTING] += line - at;
		app->is_dirty = true;
		return COMMAND_DONE;
	}
	app_say(app, "The listing does not contain it.", "В листинге этого нет.");
	return COMMAND_DONE;
}

const struct command command_match = {
	.name = "match",
	.usage = "match next|previous",
	.keys = "> <",
	.help = {"the next or previous match of the search", "следующее или предыдущее совпадение"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"next", "previous", NULL},
	.run = run,
};
