/*
 * How things of a model are called on the screen, as Python's repr() would have it where Python
 * shows them, and by the names of sockets where it does not. Knows nothing of places or roles.
 */
#include <string.h>

#include "base/show.h"
#include "view/view.h"

enum {
	LONGEST_BYTES = 48, /* bytes of a byte string that are shown */
	LONGEST_LIST = 8, /* items of a list within a value */
	DEEPEST = 3 /* a value within a value within ... */
};

static void add_value(struct bytes *out, const struct model *m, const struct program *p, value v,
                      int depth);

static void add_frame(struct bytes *out, const struct model *m, const struct program *p,
                      uint32_t frame, int depth)
{
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
		add_value(out, m, p, f->argument[i], depth + 1);
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

static void add_list(struct bytes *out, const struct model *m, const struct program *p,
                     const struct list *list, int depth)
{
	bytes_add_char(out, '[');
	for (uint32_t i = 0; i < list->length; i++) {
		bytes_add_text(out, i ? ", " : "");
		if (i == LONGEST_LIST) {
			bytes_add_text(out, "…");
			break;
		}
		add_value(out, m, p, list_at(list, i), depth + 1);
	}
	bytes_add_char(out, ']');
}

static void add_dict(struct bytes *out, const struct model *m, const struct program *p,
                     const struct dict *dict, int depth)
{
	unsigned count = 0;
	bytes_add_char(out, '{');
	for (uint32_t key = dict_first(dict); key != DICT_END; key = dict->entry[key].next) {
		bytes_add_text(out, count ? ", " : "");
		if (count++ == LONGEST_LIST) {
			bytes_add_text(out, "…");
			break;
		}
		view_socket_name(out, m, key);
		bytes_add_text(out, ": ");
		add_value(out, m, p, dict->entry[key].value, depth + 1);
	}
	bytes_add_char(out, '}');
}

static void add_collection(struct bytes *out, const struct model *m, const struct program *p,
                           uint32_t number, int depth)
{
	if (number >= MODEL_COLLECTIONS || depth > DEEPEST)
		bytes_add_text(out, "…");
	else if (p->collections[number].kind == COLLECTION_LIST)
		add_list(out, m, p, &m->collections[number].list, depth);
	else
		add_dict(out, m, p, &m->collections[number].dict, depth);
}

static void add_address(struct bytes *out, const struct model *m, uint32_t socket)
{
	static const struct model_socket unknown;
	const struct model_socket *s = socket < m->socket_count ? &m->sockets[socket] : &unknown;
	bytes_addf(out, "('%u.%u.%u.%u', %u)", s->address >> 24, s->address >> 16 & 255,
	           s->address >> 8 & 255, s->address & 255, s->port);
}

static void add_pair(struct bytes *out, const struct model *m, const struct program *p,
                     uint32_t number)
{
	bytes_add_char(out, '(');
	add_word(out, p, number & 15);
	bytes_add_text(out, ", ");
	view_socket_name(out, m, number >> 4);
	bytes_add_char(out, ')');
}

static void add_value(struct bytes *out, const struct model *m, const struct program *p, value v,
                      int depth)
{
	uint32_t n = value_number(v);
	switch (value_kind(v)) {
	case VALUE_UNSET: bytes_add_text(out, "?"); break;
	case VALUE_NONE: bytes_add_text(out, "None"); break;
	case VALUE_INTEGER: bytes_addf(out, "%u", n); break;
	case VALUE_WORD: add_word(out, p, n); break;
	case VALUE_SOCKET: view_socket_name(out, m, n); break;
	case VALUE_TASK: add_frame(out, m, p, n, depth); break;
	case VALUE_FUNCTION: bytes_add_text(out, n < p->code_count ? p->codes[n].name : "?"); break;
	case VALUE_LITERAL: add_literal(out, p, n); break;
	case VALUE_BYTES: add_bytes(out, m, n); break;
	case VALUE_ADDRESS: add_address(out, m, n); break;
	case VALUE_LIST: add_collection(out, m, p, n, depth); break;
	case VALUE_PAIR: add_pair(out, m, p, n); break;
	}
}

void view_value(struct bytes *out, const struct model *m, const struct program *p, value v)
{
	add_value(out, m, p, v, 0);
}

void view_frame_name(struct bytes *out, const struct model *m, const struct program *p,
                     uint32_t frame)
{
	add_frame(out, m, p, frame, 0);
}

void view_socket_name(struct bytes *out, const struct model *m, uint32_t socket)
{
	if (socket >= m->socket_count || m->sockets[socket].descriptor < 0)
		bytes_add_text(out, "closed");
	else if (m->sockets[socket].name == 0)
		bytes_add_text(out, "server");
	else
		bytes_addf(out, "client%u", m->sockets[socket].name);
}
