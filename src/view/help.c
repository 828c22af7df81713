/* Help over everything: what the marks mean, every key and command from the app's table, and the
 * lesson's words; or those words alone. Long explanations are wrapped under themselves. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"
#include "view/signs.h"

enum {
	HELP_COLUMNS = 96,
	SIGN_COLUMNS = 10,
	TEXT_COLUMNS = 24 /* with less room beside its command a text goes below it */
};

/* Where help is drawn: each part takes rows from `row` on, seen or not. */
struct help {
	struct canvas *c;
	struct box in;
	const struct view *v;
	int row; /* of the box; less than 0: scrolled out of sight */
	int first; /* row */
	int keys, command; /* columns */
};

/* Returns the rows taken, one at least. */
static int draw_text(const struct help *h, int row, int column, const char *text)
{
	struct box room = {h->in.row, h->in.column + column, h->in.rows,
	                   h->in.columns - column - 1};
	return most(canvas_flow(h->c, room, row, ROLE_TEXT, text), 1);
}

static void draw_signs(struct help *h)
{
	struct sign_row sign = {0};
	for (unsigned i = 0; sign_row(h->v, i, &sign); i++) {
		canvas_text(h->c, h->in, h->row, 1, sign.role, sign.mark);
		h->row += draw_text(h, h->row, SIGN_COLUMNS + 2, sign.text);
	}
}

static void draw_hint(struct help *h, const struct view_hint *hint)
{
	int column = h->keys + h->command + 5;
	bool is_below = h->in.columns - column - 1 < TEXT_COLUMNS;
	char keys[80];
	sign_keys(keys, sizeof keys, h->v, hint->keys);
	canvas_text(h->c, h->in, h->row, 1, ROLE_KEY, keys);
	canvas_text(h->c, h->in, h->row, h->keys + 3, ROLE_STRONG, hint->command);
	h->row += is_below;
	h->row += draw_text(h, h->row, is_below ? 3 : column, hint->text);
}

static void find_columns(struct help *h)
{
	for (unsigned i = 0; i < h->v->hint_count; i++) {
		const struct view_hint *hint = &h->v->hints[i];
		char keys[80];
		sign_keys(keys, sizeof keys, h->v, hint->keys);
		h->keys = most(h->keys, text_columns(keys, strlen(keys)));
		h->command = most(h->command, text_columns(hint->command, strlen(hint->command)));
	}
}

static void draw_heading(struct help *h, const char *heading)
{
	h->row += h->row > h->first;
	canvas_text(h->c, h->in, h->row++, 1, ROLE_FOCUS, heading);
}

static bool is_first_of_topic(const struct view *v, unsigned i)
{
	for (unsigned k = 0; k < i; k++)
		if (!strcmp(v->hints[k].topic, v->hints[i].topic))
			return false;
	return true;
}

/* Topics in the order in which the table comes to them. */
static void draw_hints(struct help *h)
{
	const struct view *v = h->v;
	for (unsigned i = 0; i < v->hint_count; i++) {
		if (!is_first_of_topic(v, i))
			continue;
		draw_heading(h, v->hints[i].topic);
		for (unsigned k = i; k < v->hint_count; k++)
			if (!strcmp(v->hints[k].topic, v->hints[i].topic))
				draw_hint(h, &v->hints[k]);
	}
}

/* Draws all of it from `row` on. */
static struct help draw_all(struct canvas *c, struct box in, const struct view *v, int row)
{
	struct help h = {.c = c, .in = in, .v = v, .row = row, .first = row};
	bool has_words = v->lesson && v->lesson->word_count;
	if (v->shows_words) {
		if (has_words)
			h.row = words_draw(c, in, row, v->lesson);
		return h;
	}
	find_columns(&h);
	draw_heading(&h, view_say(v, "Signs", "Знаки"));
	draw_signs(&h);
	draw_hints(&h);
	if (has_words) {
		draw_heading(&h, view_say(v, "Words of this lesson", "Слова этого урока"));
		h.row = words_draw(c, in, h.row, v->lesson);
	}
	return h;
}

void help_draw(struct canvas *c, struct box screen, struct view *v)
{
	const char *title = v->shows_words
	                            ? view_say(v, "words of this lesson", "слова этого урока")
	                            : view_say(v, "help", "справка");
	int columns = border_overlay_box(screen, 0, HELP_COLUMNS).columns;
	struct help whole = draw_all(c, (struct box){0, 0, 0, columns - 2}, v, 0); /* unseen */
	int total = whole.row;
	struct box box = border_overlay_box(screen, total + 2, columns);
	struct box in = border_overlay(c, box, title);
	v->help_scroll = most(least(v->help_scroll, total - in.rows), 0);
	draw_all(c, in, v, -v->help_scroll);
	border_more(c, box, v, total - v->help_scroll - in.rows);
}
