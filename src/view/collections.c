/*
 * The program's own lists, dicts and selectors by their names, each a section. What came in this
 * step carries an arrow in; what left is shown once more where it stood, with an arrow out.
 */
#include <stdio.h>

#include "view/collection_row.h"
#include "view/pane.h"
#include "view/signs.h"

struct section {
	unsigned number; /* of the collection */
	int items, ghosts; /* ghosts: what left in this step */
	int rows; /* that it gets */
	int stands; /* the row at its top, unscrolled */
};

static bool is_of(const struct event *e, enum event_kind kind, unsigned number)
{
	return e->kind == kind && e->number[0] == number;
}

static bool is_back(const struct model *m, const struct event *e)
{
	return e->kind == EVENT_DELETE &&
	       dict_get(&m->collections[e->number[0]].dict, e->number[1]);
}

/* Whether a change took something out of the collection that is not in it again. */
static bool is_ghost(const struct model *m, unsigned change, unsigned number)
{
	const struct event *e = &m->change[change];
	return (is_of(e, EVENT_POP, number) || is_of(e, EVENT_DELETE, number)) && !is_back(m, e);
}

static bool has_come(const struct model *m, unsigned number, bool in_dict, value item, uint32_t key)
{
	for (unsigned i = 0; i < m->change_count; i++) {
		const struct event *e = &m->change[i];
		if (in_dict ? is_of(e, EVENT_SET, number) && e->number[1] == key
		            : is_of(e, EVENT_APPEND, number) && e->number[1] == item)
			return true;
	}
	return false;
}

bool collections_exist(const struct program *p)
{
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		if (row_is_shown(p, i))
			return true;
	return false;
}

static unsigned find_sections(const struct model *m, const struct program *p, struct section *s)
{
	unsigned count = 0;
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++) {
		if (!row_is_shown(p, i) || !m->collections[i].born)
			continue;
		s[count] = (struct section){.number = i};
		s[count].items = (int)(row_is_keyed(p, i) ? m->collections[i].dict.length
		                                          : m->collections[i].list.length);
		for (unsigned k = 0; k < m->change_count; k++)
			s[count].ghosts += is_ghost(m, k, i);
		count++;
	}
	return count;
}

static int wanted(const struct section *s)
{
	return most(s->items + s->ghosts, 1);
}

/* The shares of the last drawing, when they still fill this pane; else equal ones. */
static int start_shares(struct section *s, unsigned count, int rows, const struct view *v)
{
	int share = rows / (int)count, kept = 0, spare = rows;
	bool has_all = true;
	for (unsigned i = 0; i < count; i++) {
		kept += v->section_rows[s[i].number];
		has_all &= v->section_rows[s[i].number] > 0;
	}
	for (unsigned i = 0; i < count; i++)
		spare -= s[i].rows = has_all && kept == rows ? v->section_rows[s[i].number] : share;
	return spare;
}

/* The screen stands still while things move between sections: what a section does not need goes to
 * those that need more and stays there, and what is left over goes to the last. */
static void share_rows(struct section *s, unsigned count, int rows, struct view *v)
{
	int spare = start_shares(s, count, rows, v);
	for (unsigned i = 0; i < count; i++) {
		int missing = wanted(&s[i]) - s[i].rows;
		for (unsigned k = 0; k < count && missing > spare; k++) {
			int given = least(most(s[k].rows - wanted(&s[k]), 0), missing - spare);
			s[k].rows -= given;
			spare += given;
		}
		if (missing > 0) {
			missing = least(missing, spare);
			s[i].rows += missing;
			spare -= missing;
		}
	}
	s[count - 1].rows += spare;
	for (unsigned i = 0; i < count; i++)
		v->section_rows[s[i].number] = s[i].rows;
}

/* --- what changed -----------------------------------------------------------------------------*/

/* The row of a key, from the end on: what is new stands there. */
static int row_of_key(const struct dict *dict, uint32_t key)
{
	int row = (int)dict->length - 1;
	for (uint32_t at = dict->last; row > 0 && at != key; at = dict->entry[at].previous)
		row--;
	return row;
}

/* What is new ends a list; what left stands once more where it was, of a dict at the end. */
static struct span find_changed(const struct model *m, const struct program *p,
                                const struct section *s)
{
	const struct model_collection *collection = &m->collections[s->number];
	struct span rows = {s->items + s->ghosts, -1};
	bool in_dict = row_is_keyed(p, s->number);
	int ghosts = 0, row;
	for (unsigned i = 0; i < m->change_count; i++) {
		const struct event *e = &m->change[i];
		if (is_ghost(m, i, s->number))
			row = (in_dict ? s->items : (int)e->number[1]) + ghosts++;
		else if (is_of(e, EVENT_APPEND, s->number))
			row = s->items + s->ghosts - 1;
		else if (is_of(e, EVENT_SET, s->number))
			row = row_of_key(&collection->dict, e->number[1]);
		else
			continue;
		rows.first = least(rows.first, row);
		rows.last = most(rows.last, row);
	}
	rows.last = least(rows.last, s->items + s->ghosts - 1);
	return rows;
}

/* --- one section ------------------------------------------------------------------------------ */

struct window {
	int skip, row,
		rows; /* rows to leave out above; where the next one goes; how many there are */
	const struct row_form *form;
};

static void put_row(struct canvas *c, struct box in, struct window *w, const struct model *m,
                    const struct view *v, const struct row *r)
{
	if (w->skip > 0)
		w->skip--;
	else if (w->row < w->rows)
		row_draw(c, in, w->row++, m, v, w->form, r);
}

/* What left: number[2] of its change is what it was. place -1: whatever is not yet drawn. */
static void put_ghosts(struct canvas *c, struct box in, struct window *w, const struct model *m,
                       const struct view *v, unsigned number, int from, int to)
{
	bool in_dict = row_is_keyed(v->program->twin, number);
	for (unsigned i = 0; i < m->change_count; i++) {
		const struct event *e = &m->change[i];
		int place = in_dict ? INT32_MAX : (int)e->number[1];
		if (!is_ghost(m, i, number) || place < from || place > to)
			continue;
		struct row r = {sign_mark(v, SIGN_GONE), ROLE_GONE, in_dict, e->number[1],
		                e->number[2]};
		put_row(c, in, w, m, v, &r);
	}
}

static void draw_list(struct canvas *c, struct box in, struct window *w, const struct model *m,
                      const struct view *v, unsigned number)
{
	const struct list *list = &m->collections[number].list;
	int length = (int)list->length, from = 0;
	for (int i = 0; i < length && w->row < w->rows; i++) {
		put_ghosts(c, in, w, m, v, number, from, i);
		from = i + 1;
		value item = list_at(list, (uint32_t)i);
		bool is_new = w->skip <= 0 && has_come(m, number, false, item, 0);
		struct row r = {is_new ? sign_mark(v, SIGN_CAME) : " ",
		                is_new ? ROLE_CHANGED : ROLE_TEXT, false, 0, item};
		put_row(c, in, w, m, v, &r);
	}
	put_ghosts(c, in, w, m, v, number, from, INT32_MAX);
}

static void draw_dict(struct canvas *c, struct box in, struct window *w, const struct model *m,
                      const struct view *v, unsigned number)
{
	const struct dict *dict = &m->collections[number].dict;
	uint32_t key = dict_first(dict);
	for (; key != DICT_END && w->row < w->rows; key = dict->entry[key].next) {
		bool is_new = w->skip <= 0 && has_come(m, number, true, 0, key);
		struct row r = {is_new ? sign_mark(v, SIGN_CAME) : " ",
		                is_new ? ROLE_CHANGED : ROLE_TEXT, true, key,
		                dict->entry[key].value};
		put_row(c, in, w, m, v, &r);
	}
	put_ghosts(c, in, w, m, v, number, 0, INT32_MAX);
}

static void draw_section(struct canvas *c, struct box in, const struct section *s, int scrolled,
                         const struct row_form *form, const struct model *m, const struct view *v)
{
	int total = s->items + s->ghosts;
	if (!total) {
		canvas_text(c, in, 0, 1, ROLE_QUIET, view_say(v, "(empty)", "(пусто)"));
		return;
	}
	int top = most(least(s->stands + scrolled, total - s->rows), 0);
	top = view_edges(c, &in, v, total, top);
	struct window w = {top, 0, in.rows, form};
	if (row_is_keyed(v->program->twin, s->number))
		draw_dict(c, in, &w, m, v, s->number);
	else
		draw_list(c, in, &w, m, v, s->number);
}

/* "to_read", or "to_read (901)" where not all of it is in view. */
static void draw_title(struct canvas *c, const struct place *at, const struct view *v,
                       const struct section *s, int row)
{
	const char *name = v->program->twin->collections[s->number].name;
	char title[80];
	int length = snprintf(title, sizeof title, "%s", name);
	if (s->items > s->rows && length < (int)sizeof title)
		snprintf(title + length, sizeof title - (size_t)length, " (%d)", s->items);
	if (row < 0)
		place_border(c, at, v, PANE_COLLECTIONS, title, NULL, ROLE_TEXT);
	else
		place_section(c, at, v, PANE_COLLECTIONS, row, title);
}

/* Where each section stands; returns by how many rows all of them are scrolled from there. */
static int place_sections(struct section *s, unsigned count, const struct model *m, struct view *v)
{
	int above = 0, below = 0;
	for (unsigned i = 0; i < count; i++) {
		int total = s[i].items + s[i].ghosts;
		struct span changed = find_changed(m, v->program->twin, &s[i]);
		s[i].stands = view_follow(v, PANE_COLLECTIONS, &v->section_stands[s[i].number],
		                          total, s[i].rows, changed);
		above = most(above, s[i].stands);
		below = most(below, total - s[i].rows - s[i].stands);
	}
	return view_scroll(v, PANE_COLLECTIONS, above + below, 0, above) - above;
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	struct section s[MODEL_COLLECTIONS];
	struct box in = place_inside(at);
	unsigned count = v->program ? find_sections(m, v->program->twin, s) : 0;
	if (!count) {
		place_border(c, at, v, PANE_COLLECTIONS, NULL, NULL, ROLE_TEXT);
		bool has_any = v->program && collections_exist(v->program->twin);
		canvas_text(c, in, 0, 1, ROLE_QUIET,
		            has_any ? view_say(v, "(none yet)", "(пока нет)")
		                    : view_say(v, "(this program has none)",
		                               "(в этой программе их нет)"));
		return;
	}
	share_rows(s, count, most(in.rows - (int)count + 1, 0), v);
	int scrolled = place_sections(s, count, m, v), row = 0;
	struct row_form form = row_form(m, v, in.columns);
	draw_title(c, at, v, &s[0], -1);
	for (unsigned i = 0; i < count; i++) {
		if (i && row < in.rows)
			draw_title(c, at, v, &s[i], row++);
		int rows = least(s[i].rows, in.rows - row);
		struct box part = {in.row + row, in.column, rows, in.columns};
		draw_section(c, part, &s[i], scrolled, &form, m, v);
		row += s[i].rows;
	}
}

const struct pane collections_pane = {
	.name = {"collections", "коллекции"}, .rows = 7, .draw = draw};
