/* Steps as JSON lines, by jansson. Names of sockets, generators and values as DESIGN has them. */
#include "export/steps.h"

#include <jansson.h>
#include <string.h>

#include "base/bytes.h"
#include "base/text.h"
#include "view/view.h"

static json_t *text_json(struct bytes *text)
{
	json_t *j = json_string(bytes_text(text));
	bytes_free(text);
	return j;
}

/* Bytes as Latin-1, so that every byte is one character. */
static json_t *latin1(const uint8_t *data, size_t size)
{
	struct bytes text = {0};
	for (size_t i = 0; i < size; i++) {
		char utf8[4];
		bytes_add(&text, utf8, text_encode(utf8, data[i]));
	}
	json_t *j = json_stringn(bytes_text(&text), text.length);
	bytes_free(&text);
	return j;
}

static json_t *value_json(const struct steps *s, value v)
{
	const struct model *m = &s->at.model;
	uint32_t n = value_number(v);
	struct bytes text = {0};
	switch (value_kind(v)) {
	case VALUE_UNSET:
	case VALUE_NONE: return json_null();
	case VALUE_INTEGER: return json_integer(n);
	case VALUE_WORD: return json_string(s->program->words[n]);
	case VALUE_FUNCTION: return json_string(s->program->codes[n].name);
	case VALUE_BYTES: return latin1(m->bytes[n].data, m->bytes[n].size);
	case VALUE_SOCKET: record_socket_name(&text, m, n); break;
	case VALUE_TASK: record_frame_name(&text, m, s->program, n); break;
	default: record_value(&text, m, s->program, v); break;
	}
	return text_json(&text);
}

static json_t *list_json(const struct steps *s, const struct list *list)
{
	json_t *array = json_array();
	for (uint32_t i = 0; i < list->length; i++)
		json_array_append_new(array, value_json(s, list_at(list, i)));
	return array;
}

static json_t *dict_json(const struct steps *s, const struct dict *d)
{
	json_t *object = json_object();
	for (uint32_t key = dict_first(d); key != DICT_END; key = d->entry[key].next) {
		struct bytes name = {0};
		record_socket_name(&name, &s->at.model, key);
		json_object_set_new(object, bytes_text(&name), value_json(s, d->entry[key].value));
		bytes_free(&name);
	}
	return object;
}

static json_t *state_json(const struct steps *s)
{
	json_t *state = json_object();
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		const struct collection_type *type = &s->program->collections[i];
		const struct model_collection *c = &s->at.model.collections[i];
		if (!type->name || type->is_local || !c->born)
			continue;
		json_object_set_new(state, type->name,
		                    type->kind == COLLECTION_LIST ? list_json(s, &c->list)
		                                                  : dict_json(s, &c->dict));
	}
	return state;
}

static void write_record(struct steps *s, json_t *record)
{
	json_dumpf(record, s->to, JSON_ENSURE_ASCII);
	fputc('\n', s->to);
	json_decref(record);
}

static void write_step(struct steps *s)
{
	const struct model_frame *f = model_running(&s->at.model);
	const char *name = s->program->codes[f->code].name;
	json_t *record = json_object();
	json_object_set_new(record, "step", json_integer((json_int_t)s->at.model.step));
	json_object_set_new(record, "line", json_integer(f->line));
	json_object_set_new(record, "func",
	                    json_string(strcmp(name, "module") ? name : "<module>"));
	json_object_set_new(record, "state", state_json(s));
	write_record(s, record);
}

static void write_event(struct steps *s, const struct event *e)
{
	if (e->kind == EVENT_STEP) {
		write_step(s);
	} else if (e->kind == EVENT_PRINT && e->number[0] == 1) {
		json_t *record = json_object();
		json_object_set_new(record, "print", json_stringn((const char *)e->bytes, e->size));
		write_record(s, record);
	}
}

void steps_open(struct steps *s, FILE *to, const struct program *program, struct trace *trace)
{
	*s = (struct steps){.to = to, .program = program, .chunk = trace->oldest};
	history_open(&s->at, trace);
}

void steps_write(struct steps *s, uint64_t last)
{
	struct trace *t = s->at.trace;
	struct event e;
	for (;;) {
		const struct trace_chunk *c = trace_chunk(t, s->chunk);
		const uint8_t *p = c->data + s->offset, *end = c->data + c->size;
		while (p < end) {
			p = event_read(p, &e);
			if (e.kind == EVENT_STEP && s->at.model.step == last)
				return;
			model_apply(&s->at.model, &e);
			write_event(s, &e);
			s->offset = (size_t)(p - c->data);
		}
		if (s->chunk == t->newest)
			return;
		s->offset = trace_chunk(t, ++s->chunk)->checkpoint;
	}
}

void steps_end(struct steps *s, const char *how)
{
	json_t *record = json_object();
	json_object_set_new(record, "end", json_string(how));
	write_record(s, record);
	history_close(&s->at);
}
