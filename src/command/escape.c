/* escape: closes what is open, in the order in which the eye would. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	if (app->view.overlay == OVERLAY_MENU && !app->trace)
		app_say(app, "q leaves asyncviz; Enter opens the lesson that is marked.",
		        "Выйти — q, открыть отмеченный урок — Enter.");
	else if (app->view.overlay)
		command_close_overlay(app);
	else if (app->view.search[0])
		app->view.search[0] = 0;
	else
		app->view.message[0] = 0;
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_escape = {
	.name = "escape",
	.topic = TOPIC_SCREEN,
	.usage = "escape",
	.keys = "Esc",

	.help = {"close what is open", "закрыть то, что открыто"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
