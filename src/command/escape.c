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
	else {
		app->view.search[0] = app->view.message[0] = 0;
		view_go_home(&app->view);
	}
	app->is_dirty = true;
	return COMMAND_DONE;
}

const struct command command_escape = {
	.name = "escape",
	.topic = TOPIC_SCREEN,
	.usage = "escape",
	.keys = "Esc",

	.help = {"close what is open, end a search, show the line about to run",
                 "закрыть открытое, закончить поиск, показать текущую строку"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
