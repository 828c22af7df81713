/* menu: the lessons. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	bool is_open = app->view.overlay == OVERLAY_MENU;
	command_close_overlay(app);
	if (!is_open)
		app->view.overlay = OVERLAY_MENU;
	return COMMAND_DONE;
}

const struct command command_menu = {
	.name = "menu",
	.topic = TOPIC_SCREEN,
	.usage = "menu",
	.keys = "m",
	.word = {"lessons", "уроки"},
	.brief = {"menu", "меню"},
	.hint = 13,
	.spare = 3,
	.help = {"the lessons", "список уроков"},
	.works_over = OVER_MENU | OVER_TRY,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
