/* The trace's chunks: opening, growing and dropping them. What an event means is not known here. */
#include "trace/trace.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "base/die.h"

enum { FRESH = TRACE_CHUNK + 4096 }; /* bytes of a chunk's memory, until it needs more */

static struct trace_chunk *newest(struct trace *t)
{
	return &t->chunks[t->newest - t->oldest];
}

static void set_limits(struct trace *t, size_t used)
{
	struct trace_chunk *c = newest(t);
	t->put = c->data + used;
	t->full = c->data + c->capacity - TRACE_SLACK;
}

/* Drops oldest chunks until `more` bytes fit into the bound; the newest stays whatever it takes.
 * Returns a buffer of that size to use again, or NULL. */
static uint8_t *make_room(struct trace *t, size_t more)
{
	uint8_t *again = NULL;
	unsigned gone = 0;
	size_t count = (size_t)(t->newest - t->oldest + 1);
	while (gone + 1 < count && t->total + more > t->bound) {
		struct trace_chunk *c = &t->chunks[gone++];
		t->total -= c->capacity;
		if (!again && more && c->capacity == more)
			again = c->data;
		else
			free(c->data);
	}
	memmove(t->chunks, t->chunks + gone, (count - gone) * sizeof *t->chunks);
	t->oldest += gone;
	return again;
}

void trace_grow(struct trace *t, size_t size)
{
	struct trace_chunk *c = newest(t);
	size_t used = (size_t)(t->put - c->data), soon = (size_t)(t->end - c->data);
	size_t capacity = used + size + 2 * TRACE_SLACK;
	if (capacity <= c->capacity)
		return;
	capacity += capacity / 8;
	t->total += capacity - c->capacity;
	c->data = xrealloc(c->data, capacity);
	c->capacity = capacity;
	set_limits(t, used);
	t->end = c->data + soon;
	make_room(t, 0);
}

/* Fresh memory for a chunk. Its pages are asked for at once, which costs less than a fault each;
 * where the kernel cannot do that, they come by faults. */
static uint8_t *fresh(size_t capacity)
{
	uint8_t *data = xmalloc(capacity);
	uintptr_t page = 4096, first = ((uintptr_t)data + page - 1) & ~(page - 1);
	madvise((void *)first, ((uintptr_t)data + capacity - first) & ~(page - 1),
	        MADV_POPULATE_WRITE);
	return data;
}

static void open_chunk(struct trace *t, uint8_t *data)
{
	size_t count = (size_t)(t->newest - t->oldest + 1);
	if (count > t->room) {
		t->room = count * 2;
		t->chunks = xreallocarray(t->chunks, t->room, sizeof *t->chunks);
	}
	*newest(t) = (struct trace_chunk){
		.data = data ? data : fresh(FRESH),
		.capacity = FRESH,
		.first = t->steps,
	};
	t->total += FRESH;
	set_limits(t, 0);
	t->end = t->full;
	t->checkpoint(t->owner);
	struct trace_chunk *c = newest(t);
	c->checkpoint = (size_t)(t->put - c->data);
	trace_grow(t, TRACE_CHUNK);
	t->end = t->put + TRACE_CHUNK;
}

void trace_open(struct trace *t, size_t bound, void (*checkpoint)(void *), void *owner)
{
	assert(bound >= TRACE_BOUND_MIN);
	*t = (struct trace){.bound = bound, .checkpoint = checkpoint, .owner = owner};
	open_chunk(t, NULL);
}

void trace_roll(struct trace *t)
{
	newest(t)->size = (size_t)(t->put - newest(t)->data);
	uint8_t *data = make_room(t, FRESH);
	t->newest++;
	open_chunk(t, data);
}

void trace_close(struct trace *t)
{
	for (uint64_t k = t->oldest; t->chunks && k <= t->newest; k++)
		free(t->chunks[k - t->oldest].data);
	free(t->chunks);
	*t = (struct trace){0};
}

const struct trace_chunk *trace_chunk(struct trace *t, uint64_t k)
{
	assert(k >= t->oldest && k <= t->newest);
	if (k == t->newest)
		newest(t)->size = (size_t)(t->put - newest(t)->data);
	return &t->chunks[k - t->oldest];
}

uint64_t trace_first_step(const struct trace *t)
{
	uint64_t first = t->chunks[0].first;
	return first ? first + 2
	             : 1; /* what the step before it changed was dropped with the rest */
}
