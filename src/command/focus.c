/* focus next|N: the pane that scrolls. */
#include "command/command.h"

#include <string.h>

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long number;
	if (!strcmp(rest, "next")) {
		app->view.focus = (app->view.focus + 1) % PANE_NARRATION;
	} else {
		if (!command_number(app, rest, 1, 9, &number))
			return COMMAND_FAILED;
		if (number > PANE_NARRATION) {
			app_refuse(app, "There is no pane %lu: the last one is %d.",
			           "Панели %lu нет: последняя — %d.", number, PANE_NARRATION);
			return COMMAND_FAILED;
		}
		app->view.focus = (enum pane_id)(number - 1);
	}
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_focus = {
	.name = "focus",
	.topic = TOPIC_SCREEN,
	.usage = "focus next|N",
	.keys = "Tab 1-5",
	.help = {"the pane that the arrows scroll", "панель, которую прокручивают стрелки"},
	.is_forgotten = true,
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"next", NULL},
	.run = run,
};
