/*
 * The menu: for whom this is and in which order, the lessons with their other programs below them
 * and how much of each is done, and what the marked one is about: below the list, or beside it
 * where the screen is wide.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum {
	LIST_ROWS = 6, /* the list has so many at least before anything else is shown */
	ABOUT_ROWS = 3, /* a goal, below the list, with a row before it */
	MENU_COLUMNS = 84,
	WIDE_COLUMNS = 124, /* from here on there is room beside the list */
	WIDEST = 160,
	MARGIN = 2,
	PROGRAM_AT = 6,
	BESIDE_GAP = 2
};

static int name_columns(const struct lessons *all, unsigned count)
{
	int columns = 0;
	for (unsigned i = 0; i < count; i++) {
		struct lessons_entry e = lessons_entry(all, i);
		if (e.program != e.lesson->programs)
			columns = most(columns,
			               text_columns(e.program->name, strlen(e.program->name)));
	}
	return columns;
}

/* "✓ 5/5" at the end of a lesson's row; returns the columns it takes there. */
static int draw_done(struct canvas *c, struct box in, int row, enum role role, const struct view *v,
                     const struct lesson *l)
{
	char text[60];
	unsigned done = view_done_of(v, l);
	if (!l->task_count)
		return 0;
	snprintf(text, sizeof text, "%s%s %u/%u", done == l->task_count ? "✓ " : "",
	         view_say(v, "try", "опыты"), done, l->task_count);
	int columns = text_columns(text, strlen(text)) + 2;
	canvas_text(c, in, row, in.columns - columns + 1, role, text);
	return columns;
}

static void draw_lesson(struct canvas *c, struct box in, int row, enum role role,
                        const struct view *v, const struct lesson *l)
{
	int done = draw_done(c, in, row, role == ROLE_TEXT ? ROLE_REAL : role, v, l);
	struct box left = {in.row, in.column, in.rows, in.columns - done};
	canvas_printf(c, left, row, 2, role, "%2u  %s", l->number, l->title);
}

static void draw_program(struct canvas *c, struct box in, int row, enum role role,
                         const struct lesson_program *p, int columns)
{
	struct box left = {in.row, in.column, in.rows, in.columns - 1};
	canvas_text(c, left, row, PROGRAM_AT, role, p->name);
	canvas_text(c, left, row, PROGRAM_AT + columns + 2, role == ROLE_TEXT ? ROLE_QUIET : role,
	            p->description);
}

/* Returns how many entries lie below those that are shown. */
static int draw_list(struct canvas *c, struct box in, const struct view *v, unsigned count)
{
	int chosen = (int)v->menu_choice, columns = name_columns(v->lessons, count);
	int first = most(least(chosen - in.rows / 2, (int)count - in.rows), 0);
	for (int row = 0; row < in.rows && first + row < (int)count; row++) {
		struct lessons_entry e = lessons_entry(v->lessons, (unsigned)(first + row));
		bool is_chosen = first + row == chosen;
		enum role role = is_chosen ? ROLE_CHOSEN : ROLE_TEXT;
		if (e.program == e.lesson->programs)
			draw_lesson(c, in, row, role, v, e.lesson);
		else
			draw_program(c, in, row, role, e.program, columns);
		if (is_chosen) {
			canvas_text(c, in, row, 0, role, "▶");
			canvas_paint(c, in, row, 0, in.columns, role);
		}
	}
	return (int)count - first - in.rows;
}

/* For whom this is, and where to begin; returns the rows it takes, an empty one included. */
static int draw_intro(struct canvas *c, struct box in, const struct view *v)
{
	in.column += MARGIN;
	in.columns -= 2 * MARGIN;
	int rows = canvas_flow(
		c, in, 0, ROLE_STRONG,
		view_say(v,
	                 "For those who write a little Python and have yet to meet an event loop.",
	                 "Для тех, кто немного пишет на Python и ещё не видел событийный цикл."));
	rows += canvas_flow(
		c, in, rows, ROLE_TEXT,
		view_say(v,
	                 "Go from the top down: each lesson solves what the one before could not.",
	                 "Идите сверху вниз: каждый урок решает то, чего не смог прошлый."));
	return rows + 1;
}

/* Rows of the longest text about any entry, so that the box stays as it is. */
static int about_rows(const struct view *v, unsigned count, int columns, bool is_beside)
{
	struct canvas none = {0};
	int rows = 0;
	for (unsigned i = 0; i < count; i++)
		rows = most(rows, about_draw(&none, (struct box){0, 0, 0, columns}, v,
		                             lessons_entry(v->lessons, i), is_beside));
	return rows;
}

static void draw_below(struct canvas *c, struct box box, struct box in, const struct view *v,
                       unsigned count)
{
	struct canvas none = {0};
	int above = draw_intro(&none, in, v);
	above = in.rows >= above + LIST_ROWS + ABOUT_ROWS ? draw_intro(c, in, v) : 0;
	int room = in.rows - above;
	int below = room >= LIST_ROWS + ABOUT_ROWS ? most(room - (int)count, ABOUT_ROWS) : 0;
	struct box list = {in.row + above, in.column, room - below, in.columns};
	struct box under = {list.row + list.rows + 1, in.column, below - 1, in.columns};
	border_more(c, box, v, draw_list(c, list, v, count));
	if (below)
		about_draw(c, under, v, lessons_entry(v->lessons, v->menu_choice), false);
}

static void draw_beside(struct canvas *c, struct box box, struct box in, const struct view *v,
                        unsigned count)
{
	int columns = in.columns / 2, above = draw_intro(c, in, v);
	struct box list = {in.row + above, in.column, in.rows - above, columns};
	struct box beside = {list.row, in.column + columns + BESIDE_GAP, list.rows,
	                     in.columns - columns - BESIDE_GAP};
	border_more(c, box, v, draw_list(c, list, v, count));
	about_draw(c, beside, v, lessons_entry(v->lessons, v->menu_choice), true);
}

/* Inside the box, if it may have all that it likes. */
static int rows_liked(const struct view *v, unsigned count, int columns, bool is_wide)
{
	struct canvas none = {0};
	int beside = is_wide ? columns - columns / 2 - BESIDE_GAP : columns;
	int about = about_rows(v, count, beside, is_wide);
	int intro = draw_intro(&none, (struct box){0, 0, 0, columns}, v);
	return intro + (is_wide ? most((int)count, about) : (int)count + 1 + about);
}

void menu_draw(struct canvas *c, struct box screen, const struct view *v)
{
	unsigned count = v->lessons ? lessons_entries(v->lessons) : 0;
	bool is_wide = screen.columns >= WIDE_COLUMNS;
	int columns = is_wide ? least(screen.columns - 4, WIDEST) : MENU_COLUMNS;
	columns = border_overlay_box(screen, 0, columns).columns;
	int rows = rows_liked(v, count, columns - 2, is_wide);
	struct box box = border_overlay_box(screen, rows + 3, columns);
	struct box in = border_overlay(c, box, view_say(v, "lessons", "уроки"));
	in.rows -= in.rows > rows; /* a row of air at the bottom */
	if (!count)
		canvas_text(c, in, 0, MARGIN, ROLE_QUIET,
		            view_say(v, "(no lessons)", "(уроков нет)"));
	else if (is_wide)
		draw_beside(c, box, in, v, count);
	else
		draw_below(c, box, in, v, count);
}
