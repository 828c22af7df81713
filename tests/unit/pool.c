/*
 * Tests of base/pool.h: whatever is taken, marked, swept and grown at random, an id belongs to one
 * owner at a time, what was marked stays, and what was not comes back.
 */
#include "base/pool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 4096, ROUNDS = 200, CALLS = 400 };

struct owner {
	bool has[MOST];
	uint32_t count;
};

/* Takes up to `most`; a pool says 0 exactly when all of its ids are out. */
static void take_some(struct pool *p, struct owner *o, uint32_t most)
{
	while (most--) {
		bool is_empty = o->count == p->capacity - 1;
		uint32_t id = pool_take(p);
		assert_int_equal(id == 0, is_empty);
		if (!id)
			return;
		assert_in_range(id, 1, p->capacity - 1);
		assert_false(o->has[id]);
		o->has[id] = true;
		o->count++;
	}
}

/* Keeps about one in `share` of what is owned. Marking again says that it was marked. */
static void sweep(struct pool *p, struct owner *o, unsigned share, unsigned *seed)
{
	pool_unmark(p);
	for (uint32_t id = 1; id < p->capacity; id++) {
		if (!o->has[id])
			continue;
		if ((unsigned)rand_r(seed) % share == 0) {
			assert_int_equal(pool_mark(p, id), 1);
			assert_int_equal(pool_mark(p, id), 0);
		} else {
			o->has[id] = false;
			o->count--;
		}
	}
	pool_sweep(p);
	assert_int_equal(p->free_count, p->capacity - 1 - o->count);
}

static void grow(struct pool *p, const struct owner *o, uint32_t more)
{
	uint32_t capacity = p->capacity + more;
	if (capacity > MOST)
		return;
	pool_grow(p, capacity);
	assert_int_equal(p->capacity, capacity);
	assert_int_equal(p->free_count, capacity - 1 - o->count);
}

static void an_id_has_one_owner_at_a_time(void **unused)
{
	(void)unused;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		unsigned seed = round;
		struct pool p = {0};
		struct owner o = {.count = 0};
		pool_grow(&p, 1 + (uint32_t)rand_r(&seed) % 64);
		for (int i = 0; i < CALLS; i++) {
			switch (rand_r(&seed) % 4) {
			case 0: sweep(&p, &o, 1 + (unsigned)rand_r(&seed) % 4, &seed); break;
			case 1: grow(&p, &o, (uint32_t)rand_r(&seed) % 20); break;
			default: take_some(&p, &o, (uint32_t)rand_r(&seed) % 50); break;
			}
		}
		pool_close(&p);
	}
}

static void low_ids_come_first(void **unused)
{
	(void)unused;
	struct pool p = {0};
	assert_int_equal(pool_take(&p), 0);
	pool_grow(&p, 4);
	for (uint32_t id = 1; id < 4; id++)
		assert_int_equal(pool_take(&p), id);
	assert_int_equal(pool_take(&p), 0);
	pool_grow(&p, 6);
	assert_int_equal(pool_take(&p), 4);
	pool_unmark(&p);
	pool_mark(&p, 2);
	pool_sweep(&p);
	assert_int_equal(pool_take(&p), 1);
	assert_int_equal(pool_take(&p), 3);
	pool_close(&p);
	assert_int_equal(p.capacity, 0);
}

/* What was free before it grew is still there, and is taken before the new ones. */
static void growing_keeps_what_was_free(void **unused)
{
	(void)unused;
	struct pool p = {0};
	pool_grow(&p, 3);
	pool_take(&p);
	pool_grow(&p, 5);
	assert_int_equal(pool_take(&p), 2);
	assert_int_equal(pool_take(&p), 3);
	assert_int_equal(pool_take(&p), 4);
	assert_int_equal(pool_take(&p), 0);
	pool_close(&p);
}

/* A new id is unmarked, also where the memory held something else. */
static void new_ids_are_unmarked(void **unused)
{
	(void)unused;
	struct pool p = {0};
	pool_grow(&p, 2);
	pool_unmark(&p);
	pool_grow(&p, 1000);
	for (uint32_t id = 1; id < 1000; id++)
		assert_int_equal(pool_mark(&p, id), 1);
	pool_sweep(&p);
	assert_int_equal(pool_take(&p), 0);
	pool_close(&p);
}

/* The program has made nothing of that kind yet. */
static void sweeping_before_the_first_id_does_nothing(void **unused)
{
	(void)unused;
	struct pool p = {0};
	pool_unmark(&p);
	pool_sweep(&p);
	assert_int_equal(pool_take(&p), 0);
	pool_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_id_has_one_owner_at_a_time),
		cmocka_unit_test(low_ids_come_first),
		cmocka_unit_test(growing_keeps_what_was_free),
		cmocka_unit_test(new_ids_are_unmarked),
		cmocka_unit_test(sweeping_before_the_first_id_does_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
