/* Writing a model down. What a value refers to comes before it, but for frames among themselves. */
#include "model/checkpoint.h"

#include <string.h>

static void write_sockets(const struct model *m, struct trace *t)
{
	for (uint32_t id = 0; id < m->socket_count; id++) {
		const struct model_socket *s = &m->sockets[id];
		if (s->descriptor == 0)
			continue;
		trace_socket(t, id, (uint32_t)(s->descriptor + 1), s->name, s->port, s->address);
		if (s->tcp_state)
			trace_kernel(t, id, s->tcp_state | (s->is_silent ? EVENT_SILENT : 0u),
			             s->unread, s->unsent);
		if (s->is_listening)
			trace_queue(t, id, s->unread, s->unsent);
		if (s->peer[0])
			trace_peer(t, id, s->peer, strlen(s->peer));
	}
	if (m->refused)
		trace_refused(t, m->refused, m->refused_address);
	for (unsigned i = 0; i < m->waiting_count; i++)
		trace_waiting(t, i, m->waiting[i].port, m->waiting[i].unread, m->waiting[i].name,
		              m->waiting[i].who, strlen(m->waiting[i].who));
	if (m->resets)
		trace_waiting(t, m->waiting_count, 0, m->resets, 0, "", 0);
}

static void write_frame(const struct model_frame *f, uint32_t id, struct trace *t)
{
	trace_frame(t, id, f->code, f->is_generator);
	for (unsigned i = 0; i < MODEL_ARGUMENTS; i++)
		if (f->argument[i])
			trace_argument(t, id, i, f->argument[i]);
	for (unsigned i = 0; i < MODEL_LOCALS; i++)
		if (f->local[i] != (i < MODEL_ARGUMENTS ? f->argument[i] : 0))
			trace_other(t, id, i, f->local[i]);
	trace_place(t, id, f->line, f->state);
}

static void write_collection(const struct model_collection *c, unsigned number, struct trace *t)
{
	if (c->born)
		trace_born(t, number);
	for (uint32_t i = 0; i < c->list.length; i++)
		trace_append(t, number, list_at(&c->list, i));
	for (uint32_t key = dict_first(&c->dict); key != DICT_END; key = c->dict.entry[key].next)
		trace_set(t, number, key, c->dict.entry[key].value);
}

static void write_output(const struct model *m, struct trace *t)
{
	uint64_t i = m->output_count > MODEL_OUTPUT ? m->output_count - MODEL_OUTPUT : 0;
	for (; i < m->output_count; i++) {
		const struct model_bytes *line = model_output(m, i);
		trace_print(t, line->is_error ? 2 : 1, line->size ? line->data : (uint8_t *)"",
		            line->size);
	}
}

void checkpoint_write(const struct model *m, const struct replay_check *known, struct trace *t)
{
	write_sockets(m, t);
	for (uint32_t id = 0; id < m->bytes_count; id++)
		if (replay_has(&known->bytes, id))
			trace_bytes(t, id, m->bytes[id].size ? m->bytes[id].data : (uint8_t *)"",
			            m->bytes[id].size);
	for (uint32_t id = 0; id < m->frame_count; id++)
		if (replay_has(&known->frames, id))
			write_frame(&m->frames[id], id, t);
	for (unsigned i = 0; i < m->depth; i++)
		trace_push(t, m->stack[i]);
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++)
		write_collection(&m->collections[i], i, t);
	write_output(m, t);
	if (m->error.kind)
		trace_raise(t, m->error.kind, (uint32_t)m->error.number, m->error.message,
		            strlen(m->error.message));
	if (m->has_ended)
		trace_end(t);
	else if (m->waits)
		trace_wait(t, m->waits, m->waits_for);
}
