/* set KEY VALUE: what can be chosen while the program runs, see settings.c. */
#include "command/command.h"

#include <string.h>

#include "command/settings.h"

static enum command_answer run(struct app *app, const char *rest)
{
	size_t length = strcspn(rest, " \t");
	const struct setting *s = setting_find(rest, length);
	rest += length;
	if (!s || !s->set(app, rest + strspn(rest, " \t"))) {
		app_refuse(app,
		           "Usage: set theme dark|light|mono, ascii on|off, breaks on|off, or size "
		           "80x24 (1x1 to 9999x9999).",
		           "Нужно так: set theme dark|light|mono, ascii on|off, breaks on|off или "
		           "size 80x24 (от 1x1 до 9999x9999).");
		return COMMAND_FAILED;
	}
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_set = {
	.name = "set",
	.topic = TOPIC_SCREEN,
	.usage = "set KEY VALUE",
	.help = {"theme dark|light|mono; ascii on|off; breaks on|off; size 80x24 (of dump)",
                 "theme dark|light|mono; ascii on|off; breaks on|off; size 80x24 (для dump)"},
	.works_in_past = true,
	.argument = ARGUMENT_SETTING,
	.run = run,
};
