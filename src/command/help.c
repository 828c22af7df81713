/* help: keys and commands, on the screen or, in a script, as text. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	if (app->is_interactive) {
		bool is_open = app->view.overlay == OVERLAY_HELP && !app->view.shows_words;
		command_close_overlay(app);
		if (!is_open)
			app->view.overlay = OVERLAY_HELP;
		app->view.help_scroll = 0;
		app->view.shows_words = false;
		return COMMAND_DONE;
	}
	for (size_t i = 0; i < command_count; i++)
		fprintf(app->dump_to, "%-28s %s\n", commands[i]->usage,
		        commands[i]->help[app->view.language]);
	return COMMAND_DONE;
}

const struct command command_help = {
	.name = "help",
	.topic = TOPIC_SCREEN,
	.usage = "help",
	.keys = "? F1",
	.word = {"help", "справка"},
	.brief = {"", ""},
	.hint = 14,
	.help = {"keys and commands", "клавиши и команды"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
