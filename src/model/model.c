/* Adding events up. One small function a kind; the table below is the whole meaning of a trace. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static struct model_frame *frame(struct model *m, uint32_t id)
{
	m->frames = xreach(m->frames, &m->frame_count, id, sizeof *m->frames);
	return &m->frames[id];
}

static struct model_socket *sock(struct model *m, uint32_t id)
{
	m->sockets = xreach(m->sockets, &m->socket_count, id, sizeof *m->sockets);
	return &m->sockets[id];
}

static void copy_bytes(struct model_bytes *to, const uint8_t *data, uint32_t size)
{
	if (size > to->capacity) {
		to->data = xrealloc(to->data, size);
		to->capacity = size;
	}
	if (size)
		memcpy(to->data, data, size);
	to->size = size;
}

static void pop(struct model *m, enum frame_state state)
{
	m->frames[m->stack[--m->depth]].state = (uint8_t)state;
}

static void apply_frame(struct model *m, const uint32_t *n)
{
	struct model_frame *f = frame(m, n[0]);
	memset(f, 0, sizeof *f);
	f->code = (uint8_t)n[1];
	f->is_generator = (uint8_t)n[2];
}

static void apply_argument(struct model *m, const uint32_t *n)
{
	struct model_frame *f = frame(m, n[0]);
	f->argument[n[1]] = f->local[n[1]] = n[2];
}

static void apply_place(struct model *m, const uint32_t *n)
{
	frame(m, n[0])->line = (uint16_t)n[1];
	frame(m, n[0])->state = (uint8_t)n[2];
}

static void apply_push(struct model *m, const uint32_t *n)
{
	frame(m, n[0])->state = FRAME_RUNNING;
	m->stack[m->depth++] = n[0];
}

static void apply_raise(struct model *m, const struct event *e)
{
	const struct model_error before = m->error;
	const struct model_frame *f = model_running(m);
	m->error = (struct model_error){.kind = e->number[0], .number = (int)e->number[1]};
	if (before.kind) {
		m->error.code = before.code;
		m->error.line = before.line;
	} else if (f && !m->is_restoring) { /* in a checkpoint the frame may be another one */
		m->error.code = f->code;
		m->error.line = f->line;
	}
	uint32_t size = e->size < sizeof m->error.message ? e->size : sizeof m->error.message - 1;
	memcpy(m->error.message, e->bytes, size);
}

static void apply_print(struct model *m, const struct event *e)
{
	uint32_t size = e->size < MODEL_LINE ? e->size : MODEL_LINE;
	struct model_bytes *line = &m->output[m->output_count++ % MODEL_OUTPUT];
	copy_bytes(line, e->bytes, size);
	line->is_error = e->number[0] == 2;
}

static void apply_bytes(struct model *m, const struct event *e, uint32_t id)
{
	m->bytes = xreach(m->bytes, &m->bytes_count, id, sizeof *m->bytes);
	copy_bytes(&m->bytes[id], e->bytes, e->size);
}

/* Who was accepted waits no more, also before the listener is looked at again. */
static void leave_queue(struct model *m, uint32_t port)
{
	for (unsigned i = 0; i < m->waiting_count; i++) {
		if (m->waiting[i].port != port)
			continue;
		m->waiting_count--;
		memmove(&m->waiting[i], &m->waiting[i + 1],
		        (m->waiting_count - i) * sizeof *m->waiting);
		return;
	}
}

static void apply_socket(struct model *m, const uint32_t *n)
{
	if (n[2])
		leave_queue(m, n[3]);
	*sock(m, n[0]) = (struct model_socket){
		.descriptor = (int)n[1] - 1,
		.name = n[2],
		.port = (uint16_t)n[3],
		.address = n[4],
	};
}

static void apply_kernel(struct model *m, const uint32_t *n)
{
	struct model_socket *s = sock(m, n[0]);
	s->tcp_state = (uint8_t)(n[1] & ~(uint32_t)EVENT_SILENT);
	s->is_silent = n[1] & EVENT_SILENT;
	s->unread = n[2];
	s->unsent = n[3];
}

/* What was described of the queue is no more than there is in it. */
static void fit_queue(struct model *m, uint32_t queued)
{
	m->queued = queued;
	if (m->waiting_count > queued)
		m->waiting_count = queued;
	if (m->resets > queued - m->waiting_count)
		m->resets = queued - m->waiting_count;
}

/* Whoever waits for a listener is cut off with it. */
static void apply_close(struct model *m, uint32_t id)
{
	struct model_socket *s = sock(m, id);
	s->descriptor = -1;
	if (!s->is_listening)
		return;
	s->unread = 0;
	fit_queue(m, 0);
}

static void apply_queue(struct model *m, const uint32_t *n)
{
	struct model_socket *s = sock(m, n[0]);
	s->is_listening = true;
	s->unread = n[1];
	s->unsent = n[2];
	fit_queue(m, n[1]);
}

static void copy_peer(char to[MODEL_PEER], const struct event *e)
{
	uint32_t size = e->size < MODEL_PEER ? e->size : MODEL_PEER - 1;
	if (size)
		memcpy(to, e->bytes, size);
	to[size] = '\0';
}

static void apply_peer(struct model *m, const struct event *e)
{
	struct model_socket *s = sock(m, e->number[0]);
	copy_peer(s->peer, e);
	s->is_builtin = !strcmp(s->peer, EVENT_BUILTIN);
}

static void apply_refused(struct model *m, const uint32_t *n)
{
	m->refused = n[0];
	m->refused_address = n[1];
}

static void apply_waiting(struct model *m, const struct event *e)
{
	const uint32_t *n = e->number;
	if (!n[1]) {
		m->waiting_count = n[0] < m->waiting_count ? n[0] : m->waiting_count;
		m->resets = n[2];
		fit_queue(m, m->queued);
		return;
	}
	if (n[0] >= MODEL_WAITING || n[0] >= m->queued)
		return;
	m->waiting[n[0]] = (struct model_waiting){(uint16_t)n[1], n[2], n[3], ""};
	copy_peer(m->waiting[n[0]].who, e);
	if (n[0] >= m->waiting_count)
		m->waiting_count = n[0] + 1;
	fit_queue(m, m->queued);
}

static void apply_step(struct model *m, uint32_t line)
{
	m->step++;
	m->is_restoring = false;
	m->waits = 0;
	if (m->settled)
		m->change_count = 0; /* the line that ran since then did nothing */
	m->settled = m->change_count;
	struct model_frame *f = &m->frames[m->stack[m->depth - 1]];
	m->came_from = f->line;
	f->line = (uint16_t)line;
}

/* Remembers an effect; the first effect of a line clears what the line before it had done. Returns
 * where it was remembered, NULL when there were too many. */
static struct event *remember(struct model *m, const struct event *e)
{
	m->waits = 0;
	if (m->settled)
		m->settled = m->change_count = 0;
	if (m->change_count == MODEL_CHANGES)
		return NULL;
	struct event *change = &m->change[m->change_count++];
	*change = *e;
	change->bytes = NULL;
	return change;
}

/* The change is this value's leaving: the screen shows it once more. */
static void gone(struct event *change, value v)
{
	if (change)
		change->number[2] = v;
}

static void apply_effect(struct model *m, const struct event *e, struct event *change)
{
	const uint32_t *n = e->number;
	switch (e->kind) {
	case EVENT_FRAME: apply_frame(m, n); break;
	case EVENT_ARGUMENT: apply_argument(m, n); break;
	case EVENT_PLACE: apply_place(m, n); break;
	case EVENT_OTHER: frame(m, n[0])->local[n[1]] = n[2]; break;
	case EVENT_LOCAL: m->frames[m->stack[m->depth - 1]].local[n[0]] = n[1]; break;
	case EVENT_PUSH: apply_push(m, n); break;
	case EVENT_YIELD: pop(m, FRAME_SUSPENDED); break;
	case EVENT_RETURN:
	case EVENT_UNWIND: pop(m, FRAME_FINISHED); break;
	case EVENT_RAISE: apply_raise(m, e); break;
	case EVENT_CATCH: m->error.kind = 0; break;
	case EVENT_BORN: m->collections[n[0]].born = true; break;
	case EVENT_APPEND: list_append(&m->collections[n[0]].list, n[1]); break;
	case EVENT_POP: gone(change, list_pop(&m->collections[n[0]].list, n[1])); break;
	case EVENT_SET: dict_set(&m->collections[n[0]].dict, n[1], n[2]); break;
	case EVENT_DELETE: gone(change, dict_delete(&m->collections[n[0]].dict, n[1])); break;
	case EVENT_CLEAR: list_clear(&m->collections[n[0]].list); break;
	case EVENT_PRINT: apply_print(m, e); break;
	case EVENT_BYTES: apply_bytes(m, e, n[0]); break;
	case EVENT_SOCKET: apply_socket(m, n); break;
	case EVENT_RECV: apply_bytes(m, e, n[1]); break;
	case EVENT_CLOSE: apply_close(m, n[0]); break;
	case EVENT_END:
		m->has_ended = true;
		fit_queue(m, 0);
		break;
	default: break;
	}
}

static void apply_observation(struct model *m, const struct event *e)
{
	switch (e->kind) {
	case EVENT_WAIT:
		m->waits = e->number[0];
		m->waits_for = e->number[1];
		break;
	case EVENT_KERNEL: apply_kernel(m, e->number); break;
	case EVENT_QUEUE: apply_queue(m, e->number); break;
	case EVENT_PEER: apply_peer(m, e); break;
	case EVENT_WAITING: apply_waiting(m, e); break;
	case EVENT_REFUSED: apply_refused(m, e->number); break;
	default: break;
	}
}

void model_apply(struct model *m, const struct event *e)
{
	if (e->kind == EVENT_STEP) {
		apply_step(m, e->number[0]);
	} else if (event_class(e->kind) == EFFECT) {
		apply_effect(m, e, remember(m, e));
	} else {
		apply_observation(m, e);
	}
}

void model_init(struct model *m)
{
	*m = (struct model){0};
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++)
		dict_clear(&m->collections[i].dict);
}

void model_reset(struct model *m, uint64_t step)
{
	m->step = step;
	m->is_restoring = true;
	m->depth = m->waits = m->queued = m->waiting_count = m->resets = m->change_count =
		m->settled = 0;
	m->has_ended = false;
	m->came_from = 0;
	m->error = (struct model_error){0};
	m->refused = m->refused_address = 0;
	m->output_count = 0;
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++) {
		m->collections[i].born = false;
		list_clear(&m->collections[i].list);
		dict_clear(&m->collections[i].dict);
	}
	if (m->frame_count)
		memset(m->frames, 0, m->frame_count * sizeof *m->frames);
	if (m->socket_count)
		memset(m->sockets, 0, m->socket_count * sizeof *m->sockets);
	for (uint32_t i = 0; i < m->bytes_count; i++)
		m->bytes[i].size = 0;
}

void model_free(struct model *m)
{
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++) {
		list_free(&m->collections[i].list);
		dict_free(&m->collections[i].dict);
	}
	for (uint32_t i = 0; i < m->bytes_count; i++)
		free(m->bytes[i].data);
	for (unsigned i = 0; i < MODEL_OUTPUT; i++)
		free(m->output[i].data);
	free(m->frames);
	free(m->sockets);
	free(m->bytes);
	*m = (struct model){0};
}

const struct model_frame *model_running(const struct model *m)
{
	return m->depth ? &m->frames[m->stack[m->depth - 1]] : NULL;
}

const struct model_bytes *model_output(const struct model *m, uint64_t i)
{
	return &m->output[i % MODEL_OUTPUT];
}

bool model_is_inside(const struct model *m)
{
	return m->change_count > m->settled;
}
