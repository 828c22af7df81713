/* The options' recording or lesson, put on the stage by the commands that a user would type. */
#include "command/first.h"

#include <stdlib.h>

#include "base/die.h"
#include "command/command.h"

/* Ticks are worth a word, no more: a lesson works without. */
static void say_lost_ticks(struct app *app)
{
	if (!app->is_interactive || app->keeps_ticks || app->view.message[0])
		return;
	app_say(app, "The file of ticks is not readable: \":try forget\" begins a new one.",
	        "Файл с отметками не читается: «:try forget» начнёт новый.");
	if (app->trace)
		app_let_pass(app);
}

/* The mark stands where one left off. */
static void open_menu(struct app *app)
{
	const struct lesson *next = view_next_lesson(&app->view);
	if (next)
		app->view.menu_choice = lessons_entry_of(app->lessons, next->programs);
	app->view.overlay = OVERLAY_MENU;
	say_lost_ticks(app);
}

bool first_open(struct app *app, char **why)
{
	const struct options *o = &app->options;
	if (o->replay)
		return app_replay(app, why);
	if (!o->lesson && app->is_interactive) {
		open_menu(app);
		return true;
	}
	char *line = xasprintf("lesson %s %s", o->lesson ? o->lesson : "5",
	                       o->program ? o->program : "");
	bool is_open = command_execute(app, line) == COMMAND_DONE;
	free(line);
	if (!is_open)
		*why = xstrdup(app->view.message);
	else
		say_lost_ticks(app);
	return is_open;
}
