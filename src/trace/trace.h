/*
 * The trace: everything a program did, in the order in which it happened, byte for byte.
 *
 * It is append-only and lies in chunks. Each chunk opens with a checkpoint: events that rebuild
 * the whole state from nothing, written by the trace's owner; so any moment is reached by
 * replaying one chunk. When the bound is reached the oldest chunk goes. Invariants:
 *   - `put` points into the newest chunk, with room for TRACE_SLACK bytes after it;
 *   - once put >= end the next step, or the next observation, opens a new chunk;
 *   - steps counts the steps written since the trace began, dropped ones included.
 * The stage and the net write, and model/ what it reads from a recording; the model and the exports
 * read, through trace_chunk().
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>
#include <string.h>

#include "trace/event.h"

enum {
	TRACE_CHUNK = 128 << 10, /* events in a chunk, bytes: bounds the time of a look back */
	TRACE_SLACK = 64, /* more than the longest event without bytes */
	TRACE_BOUND = 64 << 20, /* default size of the history, bytes */
	TRACE_BOUND_MIN = 1 << 20 /* the least that --history takes */
};

struct trace_chunk {
	uint8_t *data;
	size_t size; /* bytes written */
	size_t capacity; /* bytes allocated */
	size_t checkpoint; /* how many of them are the checkpoint */
	uint64_t first; /* steps written before this chunk */
};

struct trace {
	uint8_t *put, *end;
	uint64_t steps;
	uint8_t *full; /* the newest chunk must grow before put passes this */
	struct trace_chunk *chunks;
	uint64_t oldest, newest; /* chunk numbers; chunk k lies in chunks[k - oldest] */
	size_t room; /* chunks allocated */
	size_t bound, total; /* bytes: allowed, in use */
	void (*checkpoint)(void *owner);
	void *owner;
};

/* bound in bytes, at least TRACE_BOUND_MIN; checkpoint(owner) writes the events of a checkpoint. */
void trace_open(struct trace *t, size_t bound, void (*checkpoint)(void *), void *owner);
void trace_close(struct trace *t);

/* Opens a new chunk, dropping the oldest ones beyond the bound. Call it only where the owner's
 * state is what the events written so far add up to. */
void trace_roll(struct trace *t);

/* Chunk number k, oldest <= k <= newest; valid until the next write. */
const struct trace_chunk *trace_chunk(struct trace *t, uint64_t k);

/* The first step that can still be looked at; 1 until something was dropped. */
uint64_t trace_first_step(const struct trace *t);

/* Makes room for `size` more bytes in the newest chunk. */
void trace_grow(struct trace *t, size_t size);

/* The line of the running frame is about to run. The caller has rolled the trace where needed. */
static inline void trace_step(struct trace *t, unsigned line)
{
	t->steps++;
	*t->put++ = (uint8_t)(line + EVENT_STEP - 1);
}

static inline void trace_number(struct trace *t, uint32_t n)
{
	for (; n >= 0x80; n >>= 7)
		*t->put++ = (uint8_t)(n | 0x80);
	*t->put++ = (uint8_t)n;
}

static inline void trace_kind(struct trace *t, enum event_kind kind)
{
	if (t->put >= t->full)
		trace_grow(t, 0);
	*t->put++ = (uint8_t)kind;
}

static inline void trace_tail(struct trace *t, const void *bytes, size_t size)
{
	trace_number(t, (uint32_t)size);
	if (t->put >= t->full || size > (size_t)(t->full - t->put)) /* the numbers may pass full */
		trace_grow(t, size);
	if (size)
		memcpy(t->put, bytes, size);
	t->put += size;
}

/* One writer a kind: trace_append(t, collection, value) and so on; the numbers as event.h says. */
#define N_0
#define N_1 , uint32_t a
#define N_2 N_1, uint32_t b
#define N_3 N_2, uint32_t c
#define N_4 N_3, uint32_t d
#define N_5 N_4, uint32_t e
#define P_0
#define P_1 trace_number(t, a);
#define P_2 P_1 trace_number(t, b);
#define P_3 P_2 trace_number(t, c);
#define P_4 P_3 trace_number(t, d);
#define P_5 P_4 trace_number(t, e);
#define B_0
#define B_1 , const void *bytes, size_t size
#define T_0
#define T_1 trace_tail(t, bytes, size);
#define TRACE_WRITER(KIND, name, numbers, has_bytes, class)                        \
	static inline void trace_##name(struct trace *t N_##numbers B_##has_bytes) \
	{                                                                          \
		trace_kind(t, EVENT_##KIND);                                       \
		P_##numbers T_##has_bytes                                          \
	}
EVENTS(TRACE_WRITER)
#undef TRACE_WRITER

#endif
