/* Borders of panes, titles in them, and boxes over everything. Knows nothing of what is inside. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum { OVERLAY_BESIDE = 8 }; /* columns on either side of a box: with less room it has all */

static void horizontal(struct canvas *c, struct box b, int row, const char *left, const char *right,
                       enum role role)
{
	static const char dashes[] =
		"────────────────────────────────────────────────────────────────";
	int dash = (int)(sizeof dashes - 1) / 3;
	struct box line = {b.row + row, b.column + 1, 1, b.columns - 2};
	for (int i = 0; i < line.columns; i += dash)
		canvas_text(c, line, 0, i, role,
		            dashes + 3 * (dash - least(dash, line.columns - i)));
	canvas_text(c, b, row, 0, role, left);
	canvas_text(c, b, row, b.columns - 1, role, right);
}

static void vertical(struct canvas *c, struct box b, enum role role)
{
	for (int row = 1; row < b.rows - 1; row++) {
		canvas_text(c, b, row, 0, role, "│");
		canvas_text(c, b, row, b.columns - 1, role, "│");
	}
}

static void write_title(struct canvas *c, struct box b, int row, enum role role, const char *title)
{
	struct box room = {b.row + row, b.column + 1, 1, b.columns - 2};
	if (title)
		canvas_printf(c, room, 0, 0, role, " %s ", title);
}

static void write_label(struct canvas *c, struct box b, enum role role, const char *title,
                        const char *label)
{
	int width = text_columns(label, strlen(label));
	int column = b.columns - width - 5;
	if (column > text_columns(title, strlen(title)) + 4)
		canvas_printf(c, b, 0, column, role, " %s ", label);
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
	horizontal(c, b, 0, joins ? "├" : "┌", joins ? "┤" : "┐", role);
	vertical(c, b, role);
	if (!at->joins_below)
		horizontal(c, b, b.rows - 1, "└", "┘", role);
	write_title(c, b, 0, title_role(v, pane), title);
	if (label)
		write_label(c, b, label_role, title, label);
}

void place_section(struct canvas *c, const struct place *at, const struct view *v,
                   enum pane_id pane, int row, const char *title)
{
	horizontal(c, at->box, row + 1, "├", "┤", border_role(v, pane));
	write_title(c, at->box, row + 1, title_role(v, pane), title);
}

struct box border_overlay_box(struct box screen, int rows, int columns)
{
	if (screen.columns - columns < 2 * OVERLAY_BESIDE)
		columns = screen.columns;
	rows = least(rows, screen.rows);
	return (struct box){screen.row + (screen.rows - rows) / 2,
	                    screen.column + (screen.columns - columns) / 2, rows, columns};
}

struct box border_overlay(struct canvas *c, struct box box, const char *title)
{
	struct box cleared = {box.row, 0, box.rows, c->columns};
	for (int row = 0; row < box.rows; row++)
		for (int column = 0; column < c->columns; column++)
			canvas_text(c, cleared, row, column, ROLE_TEXT, " ");
	horizontal(c, box, 0, "┌", "┐", ROLE_FOCUS);
	vertical(c, box, ROLE_FOCUS);
	horizontal(c, box, box.rows - 1, "└", "┘", ROLE_FOCUS);
	write_title(c, box, 0, ROLE_FOCUS, title);
	return (struct box){box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
}

void border_more(struct canvas *c, struct box box, const struct view *v, int below)
{
	if (below > 0)
		canvas_printf(c, box, box.rows - 1, 2, ROLE_FOCUS,
		              view_say(v, " ↓ %d more ", " ↓ ещё %d "), below);
}
