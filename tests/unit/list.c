/*
 * Tests of base/list.h against the plainest list there is, an array that is moved: random calls by
 * a seeded generator, and after each of them the two must be the same.
 */
#include "base/list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 300, ROUNDS = 300, CALLS = 2000 };

struct naive {
	value item[LONGEST];
	uint32_t length;
};

static value naive_pop(struct naive *n, uint32_t i)
{
	value v = n->item[i];
	memmove(n->item + i, n->item + i + 1, (n->length - i - 1) * sizeof *n->item);
	n->length--;
	return v;
}

static int naive_find(const struct naive *n, value v)
{
	for (uint32_t i = 0; i < n->length; i++)
		if (n->item[i] == v)
			return (int)i;
	return -1;
}

static void assert_same(const struct list *l, const struct naive *n)
{
	assert_int_equal(l->length, n->length);
	for (uint32_t i = 0; i < n->length; i++)
		assert_int_equal(list_at(l, i), n->item[i]);
	assert_true(l->capacity == 0 || (l->capacity & (l->capacity - 1)) == 0);
}

/* A small range of values, so that the same one stands there several times. */
static value some_value(unsigned *seed)
{
	return value_of(VALUE_TASK, (uint32_t)rand_r(seed) % 40);
}

static void call_something(struct list *l, struct naive *n, unsigned *seed, unsigned appends)
{
	unsigned what = (unsigned)rand_r(seed) % 100;
	value v = some_value(seed);
	if (what < appends && n->length < LONGEST) {
		list_append(l, v);
		n->item[n->length++] = v;
	} else if (what < 97 && n->length) {
		uint32_t i = rand_r(seed) % 2 ? 0 : (uint32_t)rand_r(seed) % n->length;
		assert_int_equal(list_pop(l, i), naive_pop(n, i));
	} else if (what == 99 && rand_r(seed) % 20 == 0) {
		list_clear(l);
		n->length = 0;
	} else {
		assert_int_equal(list_find(l, v), naive_find(n, v));
	}
}

static void is_the_list_that_an_array_is(void **unused)
{
	(void)unused;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		unsigned seed = round;
		struct list l = {0};
		struct naive n = {.length = 0};
		for (int i = 0; i < CALLS; i++) {
			call_something(&l, &n, &seed, 35 + round % 3 * 15);
			assert_same(&l, &n);
		}
		list_free(&l);
	}
}

/* What an event loop does all day: the first leaves, one comes in behind. */
static void turning_round_does_not_grow_it(void **unused)
{
	(void)unused;
	struct list l = {0};
	for (uint32_t i = 0; i < 16; i++)
		list_append(&l, i);
	uint32_t capacity = l.capacity;
	for (uint32_t i = 16; i < 100000; i++) {
		assert_int_equal(list_pop(&l, 0), i - 16);
		list_append(&l, i);
	}
	assert_int_equal(l.length, 16);
	assert_int_equal(l.capacity, capacity);
	list_free(&l);
}

static void empty_finds_nothing_and_is_freed_twice(void **unused)
{
	(void)unused;
	struct list l = {0};
	assert_int_equal(list_find(&l, 0), -1);
	list_clear(&l);
	list_append(&l, 7);
	list_clear(&l);
	assert_int_equal(l.length, 0);
	assert_int_equal(list_find(&l, 7), -1);
	list_free(&l);
	list_free(&l);
	assert_null(l.item);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_the_list_that_an_array_is),
		cmocka_unit_test(turning_round_does_not_grow_it),
		cmocka_unit_test(empty_finds_nothing_and_is_freed_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
