/* Borders of panes, titles in them, and boxes over everything. Knows nothing of what is inside. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

/* Columns on either side of a box, rows above and below it: with less room it has all. */
enum { OVERLAY_BESIDE = 8, OVERLAY_ABOVE = 1 };

/* What lines are made of: whole in the present, broken in the past. */
struct lines {
	const char *across, *down;
};
static const struct lines whole = {"─", "│"}, broken = {"╌", "╎"};

static const struct lines *lines_of(const struct view *v)
{
	return v->is_live ? &whole : &broken;
}

static void horizontal(struct canvas *c, struct box b, int row, const struct lines *lines,
                       const char *left, const char *right, enum role role)
{
	for (int i = 1; i < b.columns - 1; i++)
		canvas_text(c, b, row, i, role, lines->across);
	canvas_text(c, b, row, 0, role, left);
	canvas_text(c, b, row, b.columns - 1, role, right);
}

static void vertical(struct canvas *c, struct box b, const struct lines *lines, enum role role)
{
	for (int row = 1; row < b.rows - 1; row++) {
		canvas_text(c, b, row, 0, role, lines->down);
		canvas_text(c, b, row, b.columns - 1, role, lines->down);
	}
}

/* `before` and `after` stand close around it. */
static void write_title(struct canvas *c, struct box b, int row, enum role role, const char *before,
                        const char *title, const char *after)
{
	struct box room = {b.row + row, b.column + 1, 1, b.columns - 2};
	canvas_printf(c, room, 0, 0, role, "%s%s%s", before, title, after);
}

/* With the key that brings the focus here; the focus itself is a sign, for bold lines are not bold
 * in every font. */
static int write_pane_title(struct canvas *c, struct box b, const struct view *v, enum pane_id pane,
                            enum role role, const char *title)
{
	char text[120];
	bool has_focus = v->focus == pane, has_brackets = has_focus && v->is_ascii;
	snprintf(text, sizeof text, "%d %s", pane + 1, title);
	write_title(c, b, 0, role,
	            has_brackets ? "["
	            : has_focus  ? "▸"
	                         : " ",
	            text, has_brackets ? "]" : " ");
	return text_columns(text, strlen(text));
}

/* At the right of a row; `taken`: columns of what stands at its left. */
static void write_label(struct canvas *c, struct box b, int row, enum role role, int taken,
                        const char *label)
{
	int width = text_columns(label, strlen(label));
	int column = b.columns - width - 5;
	if (column > taken + 4)
		canvas_printf(c, b, row, column, role, " %s ", label);
}

static enum role border_role(const struct view *v, enum pane_id pane)
{
	return v->focus == pane ? ROLE_FOCUS : ROLE_BORDER;
}

static enum role title_role(const struct view *v, enum pane_id pane)
{
	return v->focus == pane ? ROLE_FOCUS : ROLE_TITLE;
}

struct box place_inside(const struct place *at)
{
	return (struct box){at->box.row + 1, at->box.column + 1, most(at->box.rows - 2, 0),
	                    most(at->box.columns - 2, 0)};
}

void place_border(struct canvas *c, const struct place *at, const struct view *v, enum pane_id pane,
                  const char *title, const char *label, enum role label_role)
{
	struct box b = at->box;
	enum role role = border_role(v, pane);
	if (!title)
		title = panes[pane]->name[v->language];
	bool joins = at->joins_above;
	const struct lines *lines = lines_of(v);
	horizontal(c, b, 0, lines, joins ? "├" : "┌", joins ? "┤" : "┐", role);
	vertical(c, b, lines, role);
	if (!at->joins_below)
		horizontal(c, b, b.rows - 1, lines, "└", "┘", role);
	int taken = write_pane_title(c, b, v, pane, title_role(v, pane), title);
	if (label)
		write_label(c, b, 0, label_role, taken, label);
}

void place_foot(struct canvas *c, const struct place *at, enum role role, const char *left,
                const char *right)
{
	struct box b = at->box;
	if (*left)
		write_title(c, b, b.rows - 1, role, " ", left, " ");
	if (*right)
		write_label(c, b, b.rows - 1, role, text_columns(left, strlen(left)), right);
}

void place_section(struct canvas *c, const struct place *at, const struct view *v,
                   enum pane_id pane, int row, const char *title)
{
	horizontal(c, at->box, row + 1, lines_of(v), "├", "┤", border_role(v, pane));
	write_title(c, at->box, row + 1, title_role(v, pane), " ", title, " ");
}

struct box border_overlay_box(struct box screen, int rows, int columns)
{
	if (screen.columns - columns < 2 * OVERLAY_BESIDE)
		columns = screen.columns;
	if (screen.rows - rows < 2 * OVERLAY_ABOVE)
		rows = screen.rows;
	return (struct box){screen.row + (screen.rows - rows) / 2,
	                    screen.column + (screen.columns - columns) / 2, rows, columns};
}

struct box border_overlay(struct canvas *c, struct box box, const char *title)
{
	struct box cleared = {box.row, 0, box.rows, c->columns};
	for (int row = 0; row < box.rows; row++)
		for (int column = 0; column < c->columns; column++)
			canvas_text(c, cleared, row, column, ROLE_TEXT, " ");
	horizontal(c, box, 0, &whole, "┌", "┐", ROLE_FOCUS);
	vertical(c, box, &whole, ROLE_FOCUS);
	horizontal(c, box, box.rows - 1, &whole, "└", "┘", ROLE_FOCUS);
	if (title)
		write_title(c, box, 0, ROLE_FOCUS, " ", title, " ");
	return (struct box){box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
}

void border_more(struct canvas *c, struct box box, const struct view *v, int below)
{
	if (below > 0)
		canvas_printf(c, box, box.rows - 1, 2, ROLE_FOCUS,
		              view_say(v, " ↓ %d more ", " ↓ ещё %d "), below);
}
