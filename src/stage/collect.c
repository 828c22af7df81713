/*
 * What is still reachable: ids of frames, sockets and byte strings are handed out again once no
 * name of the program can refer to them. A plain mark and sweep; frames hold values only, so
 * marking is exact. Both what a frame holds and what the trace knows of it keep a thing alive.
 */
#include "stage/stage.h"

#include <string.h>

#include "base/die.h"

enum { FIRST_FRAMES = 64, FIRST_BYTES = 1024 }; /* ids, until more are needed */

static void mark(struct stage *s, value v);

static void mark_frame(struct stage *s, uint32_t id)
{
	if (!pool_mark(&s->frame_ids, id))
		return;
	const struct frame *f = s->frames[id];
	unsigned count = s->program->codes[f->head.code].value_count;
	for (unsigned i = 0; i < count; i++) {
		mark(s, f->local[i]);
		mark(s, f->shown[i]);
	}
	for (unsigned i = 0; i < STAGE_ARGUMENTS; i++)
		mark(s, f->head.argument[i]);
}

/* Frames refer to frames only as a loop refers to its tasks, so the recursion is shallow. */
static void mark(struct stage *s, value v)
{
	switch (value_kind(v)) {
	case VALUE_TASK: mark_frame(s, value_number(v)); break;
	case VALUE_SOCKET:
	case VALUE_ADDRESS: pool_mark(&s->net.ids, value_number(v)); break;
	case VALUE_PAIR: pool_mark(&s->net.ids, value_number(stage_second(v))); break;
	case VALUE_BYTES: pool_mark(&s->bytes_ids, value_number(v)); break;
	default: break;
	}
}

static void mark_collection(struct stage *s, const struct stage_collection *c)
{
	for (uint32_t i = 0; i < c->list.length; i++)
		mark(s, list_at(&c->list, i));
	for (uint32_t key = dict_first(&c->dict); key != DICT_END; key = c->dict.entry[key].next) {
		mark(s, value_of(VALUE_SOCKET, key));
		mark(s, c->dict.entry[key].value);
	}
}

void stage_collect(struct stage *s)
{
	pool_unmark(&s->frame_ids);
	pool_unmark(&s->net.ids);
	pool_unmark(&s->bytes_ids);
	for (unsigned i = 0; i < s->depth; i++)
		mark_frame(s, s->stack[i]);
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		mark_collection(s, &s->collections[i]);
	mark(s, s->result);
	for (uint32_t id = 1; id < s->net.ids.capacity; id++)
		if (s->net.sockets[id].fd >= 0)
			pool_mark(&s->net.ids, id);
	pool_sweep(&s->frame_ids);
	pool_sweep(&s->net.ids);
	pool_sweep(&s->bytes_ids);
}

/* Takes an id; an empty pool is swept, and doubled when that freed less than a quarter of all that
 * was looked at: a thousand sockets are not marked again for every few calls of a function. */
static uint32_t take(struct stage *s, struct pool *pool, void **table, size_t size, uint32_t first)
{
	uint32_t id = pool_take(pool), old = pool->capacity;
	if (id)
		return id;
	if (old)
		stage_collect(s);
	if (pool->free_count <= (old + s->net.ids.capacity) / 4) {
		uint32_t more = old ? old * 2 : first;
		*table = xreallocarray(*table, more, size);
		memset((char *)*table + old * size, 0, (more - old) * size);
		pool_grow(pool, more);
	}
	return pool_take(pool);
}

uint32_t stage_new_frame(struct stage *s)
{
	uint32_t id = take(s, &s->frame_ids, (void **)&s->frames, sizeof *s->frames, FIRST_FRAMES);
	if (!s->frames[id])
		s->frames[id] = xmalloc(sizeof **s->frames);
	return id;
}

uint32_t stage_new_bytes(struct stage *s)
{
	return take(s, &s->bytes_ids, (void **)&s->bytes, sizeof *s->bytes, FIRST_BYTES);
}
