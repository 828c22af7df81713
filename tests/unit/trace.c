/*
 * Tests of trace/trace.h and event.h: whatever is written is read back as it was, over as many
 * chunks as it takes, and the oldest chunks go when the bound is reached. The owner of these traces
 * rolls them where the stage does: before a step, once put >= end.
 */
#include "trace/trace.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

enum {
	EVENTS_WRITTEN = 400000,
	LONGEST = 3000, /* bytes of an event, as a rule */
	HUGE_SIZE = 3 * TRACE_CHUNK
};

/* --- writing any kind of event, and what was written -------------------------------------------*/

static const struct {
	uint8_t numbers, bytes;
} shapes[EVENT_KINDS] = {
#define SHAPE(KIND, name, numbers, bytes, class) [EVENT_##KIND] = {numbers, bytes},
	EVENTS(SHAPE)
#undef SHAPE
};

/* trace_recv(t, n[0], n[1]) and so on */
#define GIVE_0
#define GIVE_1 , n[0]
#define GIVE_2 GIVE_1, n[1]
#define GIVE_3 GIVE_2, n[2]
#define GIVE_4 GIVE_3, n[3]
#define GIVE_5 GIVE_4, n[4]
#define BYTES_0
#define BYTES_1 , bytes, size
static void write_event(struct trace *t, enum event_kind kind, const uint32_t *n,
                        const uint8_t *bytes, uint32_t size)
{
	switch ((int)kind) {
#define WRITE(KIND, name, numbers, has_bytes, class) \
	case EVENT_##KIND: trace_##name(t GIVE_##numbers BYTES_##has_bytes); break;
		EVENTS(WRITE)
#undef WRITE
	case EVENT_STEP: trace_step(t, n[0]); break;
	default: fail_msg("no kind %d", kind);
	}
}

// clang-format off
static const uint32_t extremes[] = {
	0, 1, 31, 32, 127, 128, 255, 256, 16383, 16384, 2097151, 2097152, 268435455, 268435456,
	0x7fffffff, 0x80000000, UINT32_MAX - 1, UINT32_MAX,
};
// clang-format on
enum { EXTREMES = sizeof extremes / sizeof *extremes };

/* The same bytes for the same seed, many of them NULs and high ones. */
static void fill(uint8_t *bytes, uint32_t size, unsigned seed)
{
	for (uint32_t i = 0; i < size; i++) {
		seed = seed * 1664525u + 1013904223u;
		bytes[i] = seed >> 30 ? (uint8_t)(seed >> 16) : 0;
	}
}

struct written {
	uint8_t kind;
	uint32_t n[EVENT_NUMBERS], size;
	unsigned seed;
};

static void write_again(struct trace *t, const struct written *w)
{
	static uint8_t bytes[HUGE_SIZE];
	fill(bytes, w->size, w->seed);
	write_event(t, (enum event_kind)w->kind, w->n, bytes, w->size);
}

static void assert_event(const struct event *e, const struct written *w)
{
	static uint8_t bytes[HUGE_SIZE];
	assert_int_equal(e->kind, w->kind);
	if (w->kind == EVENT_STEP) {
		assert_int_equal(e->number[0], w->n[0]);
		return;
	}
	for (unsigned i = 0; i < shapes[w->kind].numbers; i++)
		assert_int_equal(e->number[i], w->n[i]);
	if (!shapes[w->kind].bytes)
		return;
	assert_int_equal(e->size, w->size);
	fill(bytes, w->size, w->seed);
	assert_memory_equal(e->bytes, bytes, w->size);
}

static struct written some_event(unsigned *seed, enum event_kind kind, uint32_t longest)
{
	struct written w = {.kind = (uint8_t)kind, .seed = (unsigned)rand_r(seed)};
	for (unsigned i = 0; i < 4; i++)
		w.n[i] = extremes[rand_r(seed) % EXTREMES];
	if (kind == EVENT_STEP)
		w.n[0] = 1 + (uint32_t)rand_r(seed) % EVENT_LINES;
	else if (shapes[kind].bytes)
		w.size = (uint32_t)rand_r(seed) % (longest + 1);
	return w;
}

/* --- an owner ----------------------------------------------------------------------------------*/

/* Its checkpoint is `checkpoint` PLACE events that count on, so that each one differs. */
struct owner {
	struct trace trace;
	uint32_t checkpoint, made;
	uint64_t firsts[4096]; /* steps at the opening of each chunk */
};

static void write_checkpoint(void *owner)
{
	struct owner *o = owner;
	o->made++;
	for (uint32_t i = 0; i < o->checkpoint; i++)
		trace_place(&o->trace, o->made, i, UINT32_MAX);
}

static void owner_open(struct owner *o, size_t bound, uint32_t checkpoint)
{
	*o = (struct owner){.checkpoint = checkpoint};
	trace_open(&o->trace, bound, write_checkpoint, o);
}

static void roll(struct owner *o)
{
	trace_roll(&o->trace);
	assert_in_range(o->trace.newest, 1, 4095);
	o->firsts[o->trace.newest] = o->trace.steps;
}

static void assert_put_has_room(const struct trace *t)
{
	const struct trace_chunk *c = &t->chunks[t->newest - t->oldest];
	assert_true(t->put >= c->data);
	assert_true(c->data + c->capacity - t->put >= 1);
	assert_ptr_equal(t->full, c->data + c->capacity - TRACE_SLACK);
	assert_true(t->end <= c->data + c->capacity);
}

/* What total says is what the chunks hold; each knows where it begins. */
static void assert_sound(struct owner *o)
{
	struct trace *t = &o->trace;
	size_t total = 0;
	for (uint64_t k = t->oldest; k <= t->newest; k++) {
		const struct trace_chunk *c = trace_chunk(t, k);
		total += c->capacity;
		assert_in_range(c->size, c->checkpoint, c->capacity);
		assert_int_equal(c->first, o->firsts[k]);
	}
	assert_int_equal(total, t->total);
	assert_put_has_room(t);
}

/* Reads the checkpoint of chunk k; returns where its events begin. */
static const uint8_t *skip_checkpoint(struct owner *o, const struct trace_chunk *c, uint64_t k)
{
	const uint8_t *p = c->data;
	struct event e;
	for (uint32_t i = 0; i < o->checkpoint; i++) {
		p = event_read(p, &e);
		struct written w = {EVENT_PLACE, {(uint32_t)k + 1, i, UINT32_MAX, 0}, 0, 0};
		assert_event(&e, &w);
	}
	assert_ptr_equal(p, c->data + c->checkpoint);
	return p;
}

/* --- tests -------------------------------------------------------------------------------------*/

/* Every kind with every extreme in every place, and with bytes of every length up to 300. */
static void every_kind_is_read_back_as_it_was_written(void **unused)
{
	(void)unused;
	struct owner o;
	unsigned seed = 1;
	for (int kind = 0; kind < EVENT_KINDS; kind++) {
		owner_open(&o, TRACE_BOUND_MIN, 0);
		const uint32_t count = 4 * EXTREMES + 301;
		struct written *all = calloc(count, sizeof *all);
		for (uint32_t i = 0; i < count; i++) {
			all[i] = some_event(&seed, (enum event_kind)kind, 0);
			all[i].n[i % 4] = extremes[i / 4 % EXTREMES];
			all[i].size = i < 301 ? i : 0;
			write_again(&o.trace, &all[i]);
		}
		const struct trace_chunk *c = trace_chunk(&o.trace, 0);
		const uint8_t *p = c->data;
		for (uint32_t i = 0; i < count; i++) {
			struct event e = {0};
			p = event_read(p, &e);
			assert_event(&e, &all[i]);
		}
		assert_ptr_equal(p, c->data + c->size);
		free(all);
		trace_close(&o.trace);
	}
}

static void every_line_is_a_step_of_one_byte(void **unused)
{
	(void)unused;
	struct owner o;
	owner_open(&o, TRACE_BOUND_MIN, 0);
	for (unsigned line = 1; line <= EVENT_LINES; line++)
		trace_step(&o.trace, line);
	assert_int_equal(o.trace.steps, EVENT_LINES);
	const struct trace_chunk *c = trace_chunk(&o.trace, 0);
	assert_int_equal(c->size, EVENT_LINES);
	const uint8_t *p = c->data;
	for (unsigned line = 1; line <= EVENT_LINES; line++) {
		struct event e;
		p = event_read(p, &e);
		assert_int_equal(e.kind, EVENT_STEP);
		assert_int_equal(e.number[0], line);
	}
	trace_close(&o.trace);
}

static void kinds_are_what_the_line_did_or_what_was_seen_around_it(void **unused)
{
	(void)unused;
	static const enum event_kind seen[] = {EVENT_WAIT, EVENT_KERNEL,  EVENT_QUEUE,
	                                       EVENT_PEER, EVENT_WAITING, EVENT_REFUSED};
	unsigned observations = 0;
	for (int kind = 0; kind < EVENT_KINDS; kind++)
		observations += event_class((enum event_kind)kind) == OBSERVATION;
	assert_int_equal(observations, sizeof seen / sizeof *seen);
	for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
		assert_int_equal(event_class(seen[i]), OBSERVATION);
	assert_int_equal(event_class(EVENT_STEP), EFFECT);
	assert_true((int)EVENT_KINDS <= (int)EVENT_STEP);
	assert_int_equal(EVENT_STEP + EVENT_LINES - 1, UINT8_MAX);
}

/* All that was written since the oldest chunk began is there, in order; nothing else is. */
static void assert_all_there(struct owner *o, const struct written *all, const size_t *chunk_at,
                             size_t count)
{
	struct trace *t = &o->trace;
	size_t next = t->oldest ? chunk_at[t->oldest] : 0;
	for (uint64_t k = t->oldest; k <= t->newest; k++) {
		const struct trace_chunk *c = trace_chunk(t, k);
		const uint8_t *p = skip_checkpoint(o, c, k);
		while (p < c->data + c->size) {
			struct event e = {0};
			assert_true(next < count);
			p = event_read(p, &e);
			assert_event(&e, &all[next++]);
		}
		assert_ptr_equal(p, c->data + c->size);
		if (k < t->newest)
			assert_int_equal(next, chunk_at[k + 1]);
	}
	assert_int_equal(next, count);
}

static void write_many(size_t bound, uint32_t checkpoint, unsigned seed, bool must_drop)
{
	struct owner *o = malloc(sizeof *o);
	struct written *all = calloc(EVENTS_WRITTEN, sizeof *all);
	size_t *chunk_at = calloc(4096, sizeof *chunk_at);
	owner_open(o, bound, checkpoint);
	for (size_t i = 0; i < EVENTS_WRITTEN; i++) {
		int kind = rand_r(&seed) % (2 * EVENT_KINDS);
		if (kind >= EVENT_KINDS && o->trace.put >= o->trace.end) {
			roll(o);
			chunk_at[o->trace.newest] = i;
			assert_sound(o);
			assert_true(o->trace.total <= bound);
		}
		all[i] = some_event(&seed, kind < EVENT_KINDS ? (enum event_kind)kind : EVENT_STEP,
		                    rand_r(&seed) % 30 ? 20 : LONGEST);
		write_again(&o->trace, &all[i]);
		assert_put_has_room(&o->trace);
	}
	assert_sound(o);
	assert_all_there(o, all, chunk_at, EVENTS_WRITTEN);
	assert_int_equal(o->trace.oldest > 0, must_drop);
	trace_close(&o->trace);
	free(chunk_at);
	free(all);
	free(o);
}

static void many_chunks_hold_everything_in_order(void **unused)
{
	(void)unused;
	write_many(TRACE_BOUND, 100, 1, false);
}

/* E9: the trace says where it begins. */
static void oldest_chunks_go_when_the_bound_is_reached(void **unused)
{
	(void)unused;
	write_many(TRACE_BOUND_MIN, 100, 2, true);
	write_many(TRACE_BOUND_MIN * 2, 0, 3, true);
	write_many(TRACE_BOUND_MIN * 2, 5000, 4, true);
}

/* The line before the first step that is shown must be there: what it changed is highlighted. */
static void first_step_is_the_second_after_the_oldest_checkpoint(void **unused)
{
	(void)unused;
	struct owner o;
	owner_open(&o, TRACE_BOUND_MIN, 10);
	assert_int_equal(trace_first_step(&o.trace), 1);
	while (o.trace.newest < 20) {
		if (o.trace.put >= o.trace.end)
			roll(&o);
		trace_step(&o.trace, 1);
		uint64_t oldest = o.trace.oldest;
		assert_int_equal(trace_first_step(&o.trace), oldest ? o.firsts[oldest] + 2 : 1);
	}
	assert_true(o.trace.oldest > 0);
	trace_close(&o.trace);
}

/* The kernel may be looked at for days while the program stands before one line. */
static void rolls_without_a_step_keep_the_bound_and_the_newest(void **unused)
{
	(void)unused;
	struct owner o;
	owner_open(&o, TRACE_BOUND_MIN, 10);
	for (unsigned i = 0; i < 5000; i++)
		trace_step(&o.trace, 1 + i % EVENT_LINES);
	while (o.trace.newest < 30) {
		if (o.trace.put >= o.trace.end)
			roll(&o);
		trace_kernel(&o.trace, 1, 1, (uint32_t)o.trace.newest, 0);
		assert_true(o.trace.total <= TRACE_BOUND_MIN);
	}
	assert_sound(&o);
	assert_true(o.trace.oldest > 0);
	assert_int_equal(o.trace.steps, 5000);
	assert_int_equal(trace_chunk(&o.trace, o.trace.newest)->first, 5000);
	trace_close(&o.trace);
}

/* Nothing can be dropped to make room for it, and nothing of it may be lost. */
static void bytes_longer_than_a_chunk_are_kept_whole(void **unused)
{
	(void)unused;
	struct owner o;
	unsigned seed = 8;
	owner_open(&o, TRACE_BOUND_MIN, 3);
	struct written w = some_event(&seed, EVENT_BYTES, 0),
		       after = some_event(&seed, EVENT_PEER, 9);
	w.size = HUGE_SIZE;
	for (int i = 0; i < 10; i++) {
		struct event e = {0};
		write_again(&o.trace, &w);
		write_again(&o.trace, &after);
		assert_true(o.trace.put >= o.trace.end);
		const struct trace_chunk *c = trace_chunk(&o.trace, o.trace.newest);
		const uint8_t *p = event_read(skip_checkpoint(&o, c, o.trace.newest), &e);
		assert_event(&e, &w);
		p = event_read(p, &e);
		assert_event(&e, &after);
		assert_ptr_equal(p, c->data + c->size);
		assert_put_has_room(&o.trace);
		assert_true(o.trace.total <= TRACE_BOUND_MIN);
		roll(&o);
		assert_sound(&o);
	}
	trace_close(&o.trace);
}

/* A thousand clients make a checkpoint of some hundred kilobytes. */
static void bound_counts_big_checkpoints_too(void **unused)
{
	(void)unused;
	struct owner o;
	owner_open(&o, TRACE_BOUND_MIN, 20000);
	while (o.trace.newest < 20) {
		if (o.trace.put >= o.trace.end) {
			roll(&o);
			assert_sound(&o);
			assert_true(o.trace.total <= TRACE_BOUND_MIN);
		}
		trace_step(&o.trace, 7);
	}
	assert_true(o.trace.oldest > 0);
	trace_close(&o.trace);
}

static void checkpoint_bigger_than_the_bound_still_leaves_the_newest(void **unused)
{
	(void)unused;
	struct owner o;
	owner_open(&o, TRACE_BOUND_MIN, 200000);
	for (int i = 0; i < 3; i++) {
		trace_step(&o.trace, 7);
		roll(&o);
		trace_step(&o.trace, 8);
		assert_int_equal(o.trace.oldest, o.trace.newest);
		const struct trace_chunk *c = trace_chunk(&o.trace, o.trace.newest);
		const uint8_t *p = skip_checkpoint(&o, c, o.trace.newest);
		assert_int_equal(*p, 8 + EVENT_STEP - 1);
		assert_ptr_equal(p + 1, c->data + c->size);
	}
	trace_close(&o.trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_is_read_back_as_it_was_written),
		cmocka_unit_test(every_line_is_a_step_of_one_byte),
		cmocka_unit_test(kinds_are_what_the_line_did_or_what_was_seen_around_it),
		cmocka_unit_test(many_chunks_hold_everything_in_order),
		cmocka_unit_test(oldest_chunks_go_when_the_bound_is_reached),
		cmocka_unit_test(first_step_is_the_second_after_the_oldest_checkpoint),
		cmocka_unit_test(rolls_without_a_step_keep_the_bound_and_the_newest),
		cmocka_unit_test(bytes_longer_than_a_chunk_are_kept_whole),
		cmocka_unit_test(bound_counts_big_checkpoints_too),
		cmocka_unit_test(checkpoint_bigger_than_the_bound_still_leaves_the_newest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
