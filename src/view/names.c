/*
 * How things of a model are called on the screen, as Python's repr() would have it where Python
 * shows them, and by the names of sockets where it does not. Knows nothing of places or roles.
 */
#include <string.h>

#include "base/show.h"
#include "view/pane.h"

enum {
	LONGEST_BYTES = 48, /* bytes of a byte string that are shown */
	LONGEST_LIST = 8, /* items of a list within a value */
	DEEPEST = 3 /* a value within a value within ... */
};

/* For whom things are named: the screen says of a closed socket whose it was, in its language, and
 * calls a frame all its life as it was called; a record says what Python's harness would. */
struct naming {
	const struct model *m;
	const struct program *p;
	const struct view *v; /* NULL: for a record */
};

static bool is_closed(const struct model *m, uint32_t socket)
{
	return socket >= m->socket_count || m->sockets[socket].descriptor < 0;
}

static void add_owner(struct bytes *out, const struct model *m, uint32_t socket)
{
	if (m->sockets[socket].name == 0)
		bytes_add_text(out, "server");
	else
		bytes_addf(out, "client%u", m->sockets[socket].name);
}

static void add_socket(struct bytes *out, const struct naming *n, uint32_t socket)
{
	bool is_gone = is_closed(n->m, socket);
	if (is_gone)
		bytes_add_text(out, n->v ? view_say(n->v, "closed", "закрыт") : "closed");
	if (is_gone && (!n->v || socket >= n->m->socket_count))
		return;
	bytes_add_text(out, is_gone ? " (" : "");
	add_owner(out, n->m, socket);
	bytes_add_text(out, is_gone ? ")" : "");
}

static void add_value(struct bytes *out, const struct naming *n, value v, int depth);

/* As first seen. */
static void add_argument(struct bytes *out, const struct naming *n, value v, int depth)
{
	uint32_t socket = value_number(v);
	if (n->v && value_kind(v) == VALUE_SOCKET && socket < n->m->socket_count)
		add_owner(out, n->m, socket);
	else
		add_value(out, n, v, depth);
}

static void add_frame(struct bytes *out, const struct naming *n, uint32_t frame, int depth)
{
	const struct model *m = n->m;
	const struct program *p = n->p;
	if (frame >= m->frame_count || m->frames[frame].code >= p->code_count || depth > DEEPEST) {
		bytes_add_text(out, "?");
		return;
	}
	const struct model_frame *f = &m->frames[frame];
	const struct code *code = &p->codes[f->code];
	if (f->code == 0) {
		bytes_addf(out, "<%s>", code->name);
		return;
	}
	bytes_addf(out, "%s(", code->name);
	for (int i = 0; i < code->argument_count && i < MODEL_ARGUMENTS; i++) {
		bytes_add_text(out, i ? ", " : "");
		add_argument(out, n, f->argument[i], depth + 1);
	}
	bytes_add_char(out, ')');
}

/* A long one is cut before its closing quote: b'GET / HT…' */
static void add_bytes(struct bytes *out, const struct model *m, uint32_t id)
{
	if (id >= m->bytes_count) {
		bytes_add_text(out, "b''");
		return;
	}
	const struct model_bytes *b = &m->bytes[id];
	bool is_long = b->size > LONGEST_BYTES;
	show_repr_bytes(out, b->data, is_long ? LONGEST_BYTES : b->size);
	if (is_long) {
		char quote[2] = {out->data[out->length - 1], '\0'};
		bytes_cut(out, out->length - 1);
		bytes_addf(out, "…%s", quote);
	}
}

static void add_literal(struct bytes *out, const struct program *p, uint32_t literal)
{
	const struct literal *l = p->literals ? &p->literals[literal] : &(struct literal){"", 1};
	show_repr_bytes(out, l->text, strlen(l->text));
	if (l->times > 1)
		bytes_addf(out, " * %u", l->times);
}

static void add_word(struct bytes *out, const struct program *p, uint32_t word)
{
	struct bytes repr = {0};
	if (p->words && p->words[word])
		show_repr_text(&repr, p->words[word], strlen(p->words[word]));
	show_plain_into(out, bytes_text(&repr), repr.length);
	bytes_free(&repr);
}

static void add_list(struct bytes *out, const struct naming *n, const struct list *list, int depth)
{
	bytes_add_char(out, '[');
	for (uint32_t i = 0; i < list->length; i++) {
		bytes_add_text(out, i ? ", " : "");
		if (i == LONGEST_LIST) {
			bytes_add_text(out, "…");
			break;
		}
		add_value(out, n, list_at(list, i), depth + 1);
	}
	bytes_add_char(out, ']');
}

static void add_dict(struct bytes *out, const struct naming *n, const struct dict *dict, int depth)
{
	unsigned count = 0;
	bytes_add_char(out, '{');
	for (uint32_t key = dict_first(dict); key != DICT_END; key = dict->entry[key].next) {
		bytes_add_text(out, count ? ", " : "");
		if (count++ == LONGEST_LIST) {
			bytes_add_text(out, "…");
			break;
		}
		add_socket(out, n, key);
		bytes_add_text(out, ": ");
		add_value(out, n, dict->entry[key].value, depth + 1);
	}
	bytes_add_char(out, '}');
}

static void add_collection(struct bytes *out, const struct naming *n, uint32_t number, int depth)
{
	if (number >= MODEL_COLLECTIONS || depth > DEEPEST)
		bytes_add_text(out, "…");
	else if (n->p->collections[number].kind == COLLECTION_LIST)
		add_list(out, n, &n->m->collections[number].list, depth);
	else
		add_dict(out, n, &n->m->collections[number].dict, depth);
}

static void add_address(struct bytes *out, const struct model *m, uint32_t socket)
{
	static const struct model_socket unknown;
	const struct model_socket *s = socket < m->socket_count ? &m->sockets[socket] : &unknown;
	bytes_addf(out, "('%u.%u.%u.%u', %u)", s->address >> 24, s->address >> 16 & 255,
	           s->address >> 8 & 255, s->address & 255, s->port);
}

static void add_pair(struct bytes *out, const struct naming *n, uint32_t number)
{
	bytes_add_char(out, '(');
	add_word(out, n->p, number & 15);
	bytes_add_text(out, ", ");
	add_socket(out, n, number >> 4);
	bytes_add_char(out, ')');
}

static void add_value(struct bytes *out, const struct naming *n, value v, int depth)
{
	const struct program *p = n->p;
	uint32_t number = value_number(v);
	switch (value_kind(v)) {
	case VALUE_UNSET: bytes_add_text(out, "?"); break;
	case VALUE_NONE: bytes_add_text(out, "None"); break;
	case VALUE_INTEGER: bytes_addf(out, "%u", number); break;
	case VALUE_WORD: add_word(out, p, number); break;
	case VALUE_SOCKET: add_socket(out, n, number); break;
	case VALUE_TASK: add_frame(out, n, number, depth); break;
	case VALUE_FUNCTION:
		bytes_add_text(out, number < p->code_count ? p->codes[number].name : "?");
		break;
	case VALUE_LITERAL: add_literal(out, p, number); break;
	case VALUE_BYTES: add_bytes(out, n->m, number); break;
	case VALUE_ADDRESS: add_address(out, n->m, number); break;
	case VALUE_LIST: add_collection(out, n, number, depth); break;
	case VALUE_PAIR: add_pair(out, n, number); break;
	}
}

void view_value(struct bytes *out, const struct model *m, const struct view *v, value what)
{
	add_value(out, &(struct naming){m, v->program->twin, v}, what, 0);
}

void view_frame_name(struct bytes *out, const struct model *m, const struct view *v, uint32_t frame)
{
	add_frame(out, &(struct naming){m, v->program->twin, v}, frame, 0);
}

void view_socket_name(struct bytes *out, const struct model *m, const struct view *v,
                      uint32_t socket)
{
	add_socket(out, &(struct naming){m, v->program->twin, v}, socket);
}

void record_value(struct bytes *out, const struct model *m, const struct program *p, value what)
{
	add_value(out, &(struct naming){m, p, NULL}, what, 0);
}

void record_frame_name(struct bytes *out, const struct model *m, const struct program *p,
                       uint32_t frame)
{
	add_frame(out, &(struct naming){m, p, NULL}, frame, 0);
}

void record_socket_name(struct bytes *out, const struct model *m, uint32_t socket)
{
	add_socket(out, &(struct naming){.m = m}, socket);
}
