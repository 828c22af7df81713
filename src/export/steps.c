/*
 * Steps as JSON lines. Names of sockets, generators and values as DESIGN has them. The lines are
 * put together by hand, for a server at full speed makes a million of them a second; and what the
 * collections hold is put into words once for all the lines between two changes.
 */
#include "export/steps.h"

#include <string.h>

#include "export/json_text.h"
#include "view/view.h"

static void add_string(struct bytes *out, const char *text)
{
	json_add_text(out, text, strlen(text));
}

static void add_name(struct bytes *out, struct bytes *name)
{
	json_add_text(out, bytes_text(name), name->length);
	bytes_free(name);
}

static void add_value(struct bytes *out, const struct steps *s, value v)
{
	const struct model *m = &s->at.model;
	uint32_t n = value_number(v);
	struct bytes text = {0};
	switch (value_kind(v)) {
	case VALUE_UNSET:
	case VALUE_NONE: bytes_add_text(out, "null"); return;
	case VALUE_INTEGER: bytes_addf(out, "%u", n); return;
	case VALUE_WORD: add_string(out, s->program->words[n]); return;
	case VALUE_FUNCTION: add_string(out, s->program->codes[n].name); return;
	case VALUE_BYTES: json_add_latin1(out, m->bytes[n].data, m->bytes[n].size); return;
	case VALUE_SOCKET: record_socket_name(&text, m, n); break;
	case VALUE_TASK: record_frame_name(&text, m, s->program, n); break;
	default: record_value(&text, m, s->program, v); break;
	}
	add_name(out, &text);
}

static void add_list(struct bytes *out, const struct steps *s, const struct list *list)
{
	bytes_add_char(out, '[');
	for (uint32_t i = 0; i < list->length; i++) {
		bytes_add_text(out, i ? ", " : "");
		add_value(out, s, list_at(list, i));
	}
	bytes_add_char(out, ']');
}

static void add_dict(struct bytes *out, const struct steps *s, const struct dict *d)
{
	const char *between = "";
	bytes_add_char(out, '{');
	for (uint32_t key = dict_first(d); key != DICT_END; key = d->entry[key].next) {
		struct bytes name = {0};
		bytes_add_text(out, between);
		record_socket_name(&name, &s->at.model, key);
		add_name(out, &name);
		bytes_add_text(out, ": ");
		add_value(out, s, d->entry[key].value);
		between = ", ";
	}
	bytes_add_char(out, '}');
}

static void add_state(struct bytes *out, const struct steps *s)
{
	const char *between = "";
	bytes_add_char(out, '{');
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		const struct collection_type *type = &s->program->collections[i];
		const struct model_collection *c = &s->at.model.collections[i];
		if (!type->name || type->is_local || !c->born)
			continue;
		bytes_add_text(out, between);
		add_string(out, type->name);
		bytes_add_text(out, ": ");
		if (type->kind == COLLECTION_LIST)
			add_list(out, s, &c->list);
		else
			add_dict(out, s, &c->dict);
		between = ", ";
	}
	bytes_add_char(out, '}');
}

/* Whether the event leaves all that the state says as it was: what it holds, and how that is
 * called. */
static bool spares_state(enum event_kind kind)
{
	switch (kind) {
	case EVENT_STEP:
	case EVENT_PLACE:
	case EVENT_OTHER:
	case EVENT_LOCAL:
	case EVENT_PUSH:
	case EVENT_YIELD:
	case EVENT_RETURN:
	case EVENT_UNWIND:
	case EVENT_RAISE:
	case EVENT_CATCH:
	case EVENT_PRINT: return true;
	default: return event_class(kind) != EFFECT;
	}
}

static const struct bytes *state(struct steps *s)
{
	if (s->is_stale) {
		bytes_clear(&s->state);
		add_state(&s->state, s);
		s->is_stale = false;
	}
	return &s->state;
}

static void write_record(struct steps *s)
{
	bytes_add_text(&s->record, "}\n");
	fwrite(s->record.data, 1, s->record.length, s->to);
	bytes_clear(&s->record);
}

static void write_step(struct steps *s)
{
	const struct model_frame *f = model_running(&s->at.model);
	const char *name = s->program->codes[f->code].name;
	const struct bytes *now = state(s);
	bytes_addf(&s->record, "{\"step\": %llu, \"line\": %u, \"func\": ",
	           (unsigned long long)s->at.model.step, f->line);
	add_string(&s->record, strcmp(name, "module") ? name : "<module>");
	bytes_add_text(&s->record, ", \"state\": ");
	bytes_add(&s->record, now->data, now->length);
	write_record(s);
}

static void write_event(struct steps *s, const struct event *e)
{
	if (e->kind == EVENT_STEP) {
		write_step(s);
	} else if (e->kind == EVENT_PRINT && e->number[0] == 1) {
		bytes_add_text(&s->record, "{\"print\": ");
		json_add_text(&s->record, (const char *)e->bytes, e->size);
		write_record(s);
	}
}

void steps_open(struct steps *s, FILE *to, const struct program *program, struct trace *trace)
{
	*s = (struct steps){.to = to, .program = program, .chunk = trace->oldest, .is_stale = true};
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
			s->is_stale |= !spares_state(e.kind);
			write_event(s, &e);
			s->offset = (size_t)(p - c->data);
		}
		if (s->chunk == t->newest)
			return;
		s->offset = trace_chunk(t, ++s->chunk)->checkpoint;
	}
}

void steps_close(struct steps *s)
{
	history_close(&s->at);
	bytes_free(&s->state);
	bytes_free(&s->record);
}

void steps_end(struct steps *s, const char *how)
{
	bytes_add_text(&s->record, "{\"end\": ");
	add_string(&s->record, how);
	write_record(s);
	steps_close(s);
}
