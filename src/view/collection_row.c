/* One row of a collection: names and states in columns. Knows no section and no change. */
#include "view/collection_row.h"

#include <stdio.h>

#include "base/text.h"
#include "view/signs.h"

enum {
	SHORT_STATE = 7, /* columns of "line 23" */
	LEAST_KEY = 8, /* columns of "client10": below a hundred clients nothing moves */
	ARROW = 3
};

/* Columns of "paused at line 23", by language. */
static const int long_state[] = {[ENGLISH] = 17, [RUSSIAN] = 18};

bool row_is_keyed(const struct program *p, unsigned number)
{
	return p->collections[number].kind != COLLECTION_LIST;
}

static void add_state(struct bytes *out, const struct model *m, const struct view *v, value item,
                      bool is_short)
{
	if (value_kind(item) != VALUE_TASK || value_number(item) >= m->frame_count)
		return;
	const struct model_frame *f = &m->frames[value_number(item)];
	switch ((enum frame_state)f->state) {
	case FRAME_NEW:
		bytes_add_text(out, is_short ? view_say(v, "new", "новый")
		                             : view_say(v, "not started yet", "ещё не начат"));
		break;
	case FRAME_RUNNING: bytes_add_text(out, view_say(v, "running", "работает")); break;
	case FRAME_SUSPENDED:
		bytes_addf(out,
		           is_short ? view_say(v, "line %u", "стр. %u")
		                    : view_say(v, "paused at line %u", "стоит на строке %u"),
		           f->line);
		break;
	case FRAME_FINISHED: bytes_add_text(out, view_say(v, "finished", "завершён")); break;
	}
}

/* In a column at the right edge, or nowhere where there is no room. */
static void draw_state(struct canvas *c, struct box in, int row, const struct model *m,
                       const struct view *v, const struct row_form *form, value item, int after)
{
	struct bytes state = {0};
	add_state(&state, m, v, item, form->has_short_states);
	int width = text_columns(bytes_text(&state), state.length);
	int least_width = form->has_short_states ? SHORT_STATE : long_state[v->language];
	int column = form->edge - form->margin - most(width, least_width);
	if (width && column >= after + 1)
		canvas_text(c, in, row, column, ROLE_QUIET, bytes_text(&state));
	bytes_free(&state);
}

/* --- the form of all rows --------------------------------------------------------------------- */

static int value_columns(struct bytes *text, const struct model *m, const struct view *v,
                         value item)
{
	bytes_clear(text);
	view_value(text, m, v, item);
	return text_columns(bytes_text(text), text->length);
}

static int widest_value(const struct model *m, const struct view *v, unsigned number)
{
	const struct model_collection *collection = &m->collections[number];
	const struct dict *dict = &collection->dict;
	struct bytes text = {0};
	int widest = 0;
	if (!row_is_keyed(v->program->twin, number))
		for (uint32_t i = 0; i < collection->list.length; i++)
			widest = most(widest,
			              value_columns(&text, m, v, list_at(&collection->list, i)));
	else
		for (uint32_t key = dict_first(dict); key != DICT_END; key = dict->entry[key].next)
			widest = most(widest, value_columns(&text, m, v, dict->entry[key].value));
	bytes_free(&text);
	return widest;
}

/* By what is open, not by what is in sight: scrolling moves no column. */
static int longest_key(const struct model *m)
{
	char name[24];
	uint32_t highest = 0;
	for (uint32_t i = 0; i < m->socket_count; i++)
		if (m->sockets[i].descriptor > 0 && m->sockets[i].name > highest)
			highest = m->sockets[i].name;
	return most(snprintf(name, sizeof name, "client%u", highest), LEAST_KEY);
}

bool row_is_shown(const struct program *p, unsigned number)
{
	return p->collections[number].name && !p->collections[number].is_local;
}

/* Columns that the widest row needs, without a state; a generator may come to stand in any. */
static int widest_row(const struct model *m, const struct view *v)
{
	const struct program *p = v->program->twin;
	struct bytes text = {0};
	int widest = 0;
	bool is_keyed = false;
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++) {
		if (!row_is_shown(p, i) || !m->collections[i].born)
			continue;
		widest = most(widest, widest_value(m, v, i));
		is_keyed |= row_is_keyed(p, i);
	}
	for (uint32_t id = 0; id < m->frame_count; id++)
		if (m->frames[id].is_generator && m->frames[id].state != FRAME_FINISHED)
			widest = most(widest, value_columns(&text, m, v, value_of(VALUE_TASK, id)));
	bytes_free(&text);
	return 1 + (is_keyed ? longest_key(m) + ARROW : 0) + widest;
}

/* What is short of room gives up, in this order: long states, the margin, the arrow's blanks. */
struct row_form row_form(const struct model *m, const struct view *v, int columns)
{
	int widest = widest_row(m, v);
	return (struct row_form){
		.key = longest_key(m),
		.edge = least(columns, most(NOTE_COLUMNS, widest + 2 + long_state[v->language])),
		.has_short_states = widest + 2 + long_state[v->language] + 1 > columns,
		.margin = widest + 1 + SHORT_STATE + 1 <= columns,
		.is_tight = widest + 1 + SHORT_STATE > columns,
	};
}

void row_draw(struct canvas *c, struct box in, int row, const struct model *m, const struct view *v,
              const struct row_form *form, const struct row *r)
{
	struct bytes text = {0};
	int column = 1;
	const char *leads = v->is_ascii ? " ->" : " ▸ ";
	canvas_text(c, in, row, 0, r->role, r->mark);
	if (r->has_key) {
		view_socket_name(&text, m, v, r->key);
		column = most(canvas_text(c, in, row, 1, r->role, bytes_text(&text)),
		              1 + form->key);
		column = canvas_text(c, in, row, column,
		                     r->role == ROLE_TEXT ? ROLE_QUIET : r->role,
		                     form->is_tight ? sign_leads_to(v) : leads);
		column += v->is_ascii && !form->is_tight;
		bytes_clear(&text);
	}
	view_value(&text, m, v, r->item);
	column = canvas_text(c, in, row, column, r->role, bytes_text(&text));
	if (r->role != ROLE_GONE)
		draw_state(c, in, row, m, v, form, r->item, column);
	bytes_free(&text);
}
