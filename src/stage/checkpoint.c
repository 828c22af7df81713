/*
 * The checkpoint that opens each chunk of the trace: everything that is, as the events that rebuild
 * it from nothing. What no name of the program can reach any more is left out.
 */
#include "stage/stage.h"

#include <string.h>

static void write_frame(struct stage *s, uint32_t id)
{
	struct trace *t = &s->front.trace;
	const struct frame *f = s->frames[id];
	unsigned count = s->program->codes[f->head.code].local_count;
	trace_frame(t, id, f->head.code, f->head.is_generator);
	for (unsigned i = 0; i < STAGE_ARGUMENTS; i++)
		if (f->head.argument[i])
			trace_argument(t, id, i, f->head.argument[i]);
	for (unsigned i = 0; i < count; i++)
		if (f->shown[i] && f->shown[i] != (i < STAGE_ARGUMENTS ? f->head.argument[i] : 0))
			trace_other(t, id, i, f->shown[i]);
	trace_place(t, id, f->head.at & (STAGE_SECOND_HALF - 1), f->head.state);
}

static void write_collection(struct stage *s, unsigned number)
{
	struct trace *t = &s->front.trace;
	const struct stage_collection *c = &s->collections[number];
	if (c->is_born)
		trace_born(t, number);
	for (uint32_t i = 0; i < c->list.length; i++)
		trace_append(t, number, list_at(&c->list, i));
	for (uint32_t key = dict_first(&c->dict); key != DICT_END; key = c->dict.entry[key].next)
		trace_set(t, number, key, c->dict.entry[key].value);
}

static void write_output(struct stage *s)
{
	uint64_t i = s->output_count > STAGE_OUTPUT ? s->output_count - STAGE_OUTPUT : 0;
	for (; i < s->output_count; i++) {
		const struct stage_output *line = &s->output[i % STAGE_OUTPUT];
		trace_print(&s->front.trace, line->stream, line->text.data, line->text.length);
	}
}

void stage_checkpoint(void *stage)
{
	struct stage *s = stage;
	struct trace *t = &s->front.trace;
	if (!s->frame_ids.capacity)
		return; /* the first chunk opens before there is anything */
	stage_collect(s);
	net_checkpoint(&s->net);
	for (uint32_t id = 1; id < s->bytes_ids.capacity; id++)
		if (s->bytes_ids.marked[id])
			trace_bytes(t, id, s->bytes[id].data, s->bytes[id].size);
	for (uint32_t id = 1; id < s->frame_ids.capacity; id++)
		if (s->frame_ids.marked[id])
			write_frame(s, id);
	for (unsigned i = 0; i < s->depth; i++)
		trace_push(t, s->stack[i]);
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		write_collection(s, i);
	write_output(s);
	if (s->error.kind)
		trace_raise(t, s->error.kind, (uint32_t)s->error.number, s->error.message,
		            strlen(s->error.message));
	if (s->has_ended)
		trace_end(t);
	else if (s->waits_since && s->waits_since == t->steps)
		trace_wait(t, s->waits, s->waits_for);
}
