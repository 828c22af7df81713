/* scroll up|down|left|right [page]: the focused pane, the listing's cursor, the help, a choice. */
#include "command/command.h"

#include <string.h>

enum { SIDEWAYS = 8 };

/* The choice so many rows away, among so many. */
static unsigned choose(unsigned choice, int rows, unsigned count)
{
	int wanted = (int)choice + rows, last = (int)count - 1;
	return (unsigned)(wanted < 0 || last < 0 ? 0 : wanted > last ? last : wanted);
}

/* The listing has a cursor, and follows it. It begins at the line about to run, where that is in
 * sight; pages take the rows along. */
static void move_cursor(struct app *app, int rows, bool by_page)
{
	struct view *v = &app->view;
	if (!app->trace)
		return;
	command_compose(app);
	int now = view_shown(app_model(app), v).now, middle = v->listing_top + v->listing_rows / 2;
	bool is_seen = now > v->listing_top && now <= v->listing_top + v->listing_rows;
	int from = v->cursor ? v->cursor : is_seen ? now : middle;
	command_put_cursor(app, from + rows);
	v->listing_top += by_page ? rows : 0;
}

static void scroll_rows(struct app *app, int rows, bool by_page)
{
	struct view *v = &app->view;
	if (v->overlay == OVERLAY_HELP) {
		v->help_scroll += rows;
	} else if (v->overlay == OVERLAY_MENU) {
		v->menu_choice = choose(v->menu_choice, rows, lessons_entries(app->lessons));
	} else if (v->overlay == OVERLAY_PAGE) {
		v->page_scroll += rows;
	} else if (v->overlay == OVERLAY_TRY && by_page) {
		v->try_scroll += rows;
	} else if (v->overlay == OVERLAY_TRY) {
		v->try_choice = choose(v->try_choice, rows, v->lesson->task_count);
		v->try_scroll = 0;
	} else if (v->focus == PANE_LISTING) {
		move_cursor(app, rows, by_page);
	} else {
		command_compose(app);
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
		scroll_rows(app, ways[i].rows * (by_page ? page : 1), by_page);
		if (!app->view.overlay)
			app->view.sideways[app->view.focus] += ways[i].columns * SIDEWAYS;
		app->is_dirty = true;
		return COMMAND_DONE;
	}
	return COMMAND_MISUSED;
}

const struct command command_scroll = {
	.name = "scroll",
	.topic = TOPIC_SCREEN,
	.usage = "scroll WAY [page]",
	.keys = "↑↓ jk hl ^U^D",
	.help = {"scroll the focused pane, in the listing move its cursor; PgUp, PgDn: by pages",
                 "прокрутить панель в фокусе, в листинге — вести курсор; PgUp, PgDn — на страницу"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"up", "down", "left", "right", "page", NULL},
	.run = run,
};
