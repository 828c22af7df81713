/* menu: the lessons, with the mark on what is open. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	bool is_open = app->view.overlay == OVERLAY_MENU;
	command_close_overlay(app);
	if (is_open)
		return COMMAND_DONE;
	app->view.overlay = OVERLAY_MENU;
	if (app->view.program)
		app->view.menu_choice = lessons_entry_of(app->lessons, app->view.program);
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
	.spare = 4,
	.help = {"the lessons and their other programs", "уроки и другие их программы"},
	.works_over = OVER_MENU | OVER_TRY | OVER_PAGE,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
