/* scroll up|down|left|right [page]: the focused pane, the help, or the choice of the menu. */
#include "command/command.h"

#include <string.h>

enum { SIDEWAYS = 8 };

static void scroll_rows(struct app *app, int rows)
{
	struct view *v = &app->view;
	int last = (int)lessons_count(app->lessons) - 1;
	if (v->overlay == OVERLAY_HELP) {
		v->help_scroll += rows;
	} else if (v->overlay == OVERLAY_MENU) {
		int choice = (int)v->menu_choice + rows;
		v->menu_choice = (unsigned)(choice < 0 || last < 0 ? 0
		                            : choice > last        ? last
		                                                   : choice);
	} else {
		v->scroll[v->focus] += rows;
	}
}

static enum command_answer run(struct app *app, const char *rest)
{
	static const struct {
		const char *name;
		int rows, columns;
	} ways[] = {{"up", -1, 0}, {"down", 1, 0}, {"left", 0, -1}, {"right", 0, 1}};
	size_t length = strcspn(rest, " ");
	int page = app->view.rows > 8 ? app->view.rows / 2 : 4;
	bool by_page = !strcmp(rest + length, " page");
	if (rest[length] && !by_page)
		return COMMAND_MISUSED;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (strlen(ways[i].name) != length || memcmp(ways[i].name, rest, length) != 0)
			continue;
		scroll_rows(app, ways[i].rows * (by_page ? page : 1));
		if (!app->view.overlay)
			app->view.sideways[app->view.focus] += ways[i].columns * SIDEWAYS;
		app->is_dirty = true;
		return COMMAND_DONE;
	}
	return COMMAND_MISUSED;
}

const struct command command_scroll = {
	.name = "scroll",
	.usage = "scroll WAY [page]",
	.keys = "↑↓ jk hl ^U^D",
	.help = {"scroll the focused pane up, down, left or right",
                 "прокрутить панель в фокусе: up, down, left, right"},
	.works_over = OVER_HELP | OVER_MENU,
	.is_forgotten = true,
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"up", "down", "left", "right", "page", NULL},
	.run = run,
};
