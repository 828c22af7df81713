/* The menu of lessons: what this is, their numbers and titles, and what the chosen one is about. */
#include "view/pane.h"

enum { INTRO_ROWS = 2, GOAL_ROWS = 4, MENU_COLUMNS = 76 };

static void draw_list(struct canvas *c, struct box in, const struct view *v, unsigned count)
{
	int chosen = (int)v->menu_choice;
	int first = most(least(chosen - in.rows / 2, (int)count - in.rows), 0);
	for (int row = 0; row < in.rows && first + row < (int)count; row++) {
		const struct lesson *l = lessons_at(v->lessons, (unsigned)(first + row));
		bool is_chosen = first + row == chosen;
		enum role role = is_chosen ? ROLE_CHOSEN : ROLE_TEXT;
		canvas_text(c, in, row, 0, role, is_chosen ? "▶" : " ");
		canvas_printf(c, in, row, 2, role, "%2u  %s", l->number, l->title);
		if (is_chosen)
			canvas_paint(c, in, row, 0, in.columns, ROLE_CHOSEN);
	}
}

static void draw_goal(struct canvas *c, struct box in, const struct view *v, unsigned count)
{
	const struct lesson *l = v->menu_choice < count ? lessons_at(v->lessons, v->menu_choice)
	                                                : NULL;
	struct box text = {in.row + in.rows - GOAL_ROWS + 1, in.column + 2, GOAL_ROWS - 1,
	                   in.columns - 4};
	if (l && l->goal)
		canvas_wrap(c, text, 0, ROLE_QUIET, l->goal);
}

/* What this is, above the list; returns the rows it takes. */
static int draw_intro(struct canvas *c, struct box in, const struct view *v)
{
	canvas_text(c, in, 0, 2, ROLE_STRONG,
	            view_say(v, "A real server, run line by line. Choose a lesson.",
	                     "Настоящий сервер, строка за строкой. Выберите урок."));
	return INTRO_ROWS;
}

void menu_draw(struct canvas *c, struct box screen, const struct view *v)
{
	unsigned count = v->lessons ? lessons_count(v->lessons) : 0;
	int rows = INTRO_ROWS + most((int)count, 1) + GOAL_ROWS + 3;
	struct box box = border_overlay_box(screen, rows, MENU_COLUMNS);
	struct box in = border_overlay(c, box, view_say(v, "lessons", "уроки"));
	if (!count) {
		canvas_text(c, in, 0, 2, ROLE_QUIET, view_say(v, "(no lessons)", "(уроков нет)"));
		return;
	}
	bool has_goal = in.rows >= GOAL_ROWS + 2;
	int above = in.rows >= INTRO_ROWS + (int)count + GOAL_ROWS ? draw_intro(c, in, v) : 0;
	int below = has_goal ? GOAL_ROWS : 0;
	struct box list = {in.row + above, in.column, in.rows - above - below, in.columns};
	draw_list(c, list, v, count);
	if (has_goal)
		draw_goal(c, in, v, count);
}
