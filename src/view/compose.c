/* The whole screen: layout, then every part that has a place, then what lies over them. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum {
	ROWS_BELOW_NARRATION = 20,
	LEAP = 100 /* steps: serving one client takes fewer */
};

static void ask_for_room(struct canvas *c, const struct view *v)
{
	const char *text = view_say(v, "asyncviz needs 40x10 or more",
	                            "asyncviz: нужно 40x10 и больше");
	struct box all = {0, 0, c->rows, c->columns};
	if (text_columns(text, strlen(text)) > c->columns)
		text = "40x10";
	int column = (c->columns - text_columns(text, strlen(text))) / 2;
	canvas_text(c, all, (c->rows - 1) / 2, most(column, 0), ROLE_STRONG, text);
}

static void draw_panes(struct canvas *c, const struct layout *l, const struct model *m,
                       struct view *v)
{
	for (int i = 0; i < PANE_COUNT; i++)
		if (l->place[i].box.rows > 0)
			panes[i]->draw(c, &l->place[i], m, v);
}

/* Boxes stand below the words at the top, where there is room for both. */
static bool leave_narration(struct box *screen, const struct layout *l, const struct view *v)
{
	int rows = l->place[PANE_NARRATION].box.rows;
	if (!v->program || screen->rows - rows < ROWS_BELOW_NARRATION)
		return false;
	screen->row += rows;
	screen->rows -= rows;
	return true;
}

/* Where the narration is not to be seen, an answer stands above the menu and its pages. */
static void draw_answer(struct canvas *c, struct box *screen, const struct view *v)
{
	bool is_over = !v->program || v->overlay == OVERLAY_MENU || v->overlay == OVERLAY_PAGE;
	if (!*v->message || !is_over)
		return;
	enum role role = v->message_is_error ? ROLE_ERROR : ROLE_STRONG;
	struct canvas none = {0};
	int rows = least(
		canvas_wrap(&none, (struct box){0, 0, 0, v->columns - 2}, 0, role, v->message), 2);
	struct box at = {screen->row, 1, rows, v->columns - 2};
	for (int row = 0; row < rows; row++)
		for (int column = 0; column < v->columns; column++)
			canvas_text(c, *screen, row, column, ROLE_TEXT, " ");
	canvas_wrap(c, at, 0, role, v->message);
	screen->row += rows;
	screen->rows -= rows;
}

static void draw_over(struct canvas *c, const struct layout *l, struct view *v)
{
	struct box screen = {1, 0, v->rows - 2, v->columns};
	if (!leave_narration(&screen, l, v))
		draw_answer(c, &screen, v);
	if (v->overlay == OVERLAY_HELP)
		help_draw(c, screen, v);
	else if (v->overlay == OVERLAY_TRY && v->tasks)
		try_draw(c, screen, v);
	else if (v->overlay == OVERLAY_PAGE)
		page_draw(c, screen, v);
	else if (v->overlay == OVERLAY_MENU || !v->program)
		menu_draw(c, screen, v);
	if (v->prompt_is_open)
		prompt_draw(c, l->hints, v);
	else
		hints_draw(c, l->hints, v);
}

static void note_leap(const struct model *m, struct view *v)
{
	uint64_t at = v->rested_at, steps = m->step > at ? m->step - at : at - m->step;
	v->has_leapt = v->pace == PACE_PAUSED && steps > LEAP;
	if (v->pace == PACE_PAUSED)
		v->rested_at = m->step;
}

void view_forget(struct view *v)
{
	memset(v->scroll, 0, sizeof v->scroll);
	memset(v->sideways, 0, sizeof v->sideways);
	memset(v->stands, 0, sizeof v->stands);
	memset(v->section_stands, 0, sizeof v->section_stands);
	memset(v->section_rows, 0, sizeof v->section_rows);
	v->cursor = v->drawn_line = v->listing_top = v->listing_rows = 0;
	v->rested_at = 0;
	v->has_leapt = false;
}

void view_compose(struct canvas *c, const struct model *m, struct view *v)
{
	struct layout l;
	canvas_resize(c, v->rows, v->columns);
	c->is_ascii = v->is_ascii;
	v->rows = c->rows;
	v->columns = c->columns;
	v->listing_rows = 0;
	v->has_ended = m->has_ended;
	v->traceback = v->program ? traceback_rows(m) : 0;
	layout_make(&l, v, narration_rows(m, v));
	if (l.is_too_small) {
		ask_for_room(c, v);
		return;
	}
	status_draw(c, l.status, m, v);
	note_leap(m, v);
	if (v->program)
		draw_panes(c, &l, m, v);
	draw_over(c, &l, v);
}
