/*
 * Tests of base/dict.h against an array of pairs in the order in which they came, as a Python dict
 * is defined: random calls by a seeded generator, compared after each of them.
 */
#include "base/dict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS = 200, ROUNDS = 300, CALLS = 1500 };

struct naive {
	struct {
		uint32_t key;
		value value;
	} pair[KEYS];
	uint32_t length;
};

static uint32_t place(const struct naive *n, uint32_t key)
{
	uint32_t i = 0;
	while (i < n->length && n->pair[i].key != key)
		i++;
	return i;
}

static int naive_set(struct naive *n, uint32_t key, value v)
{
	uint32_t i = place(n, key);
	n->pair[i].key = key;
	n->pair[i].value = v;
	if (i < n->length)
		return 0;
	n->length++;
	return 1;
}

static value naive_delete(struct naive *n, uint32_t key)
{
	uint32_t i = place(n, key);
	if (i == n->length)
		return 0;
	value v = n->pair[i].value;
	memmove(n->pair + i, n->pair + i + 1, (n->length - i - 1) * sizeof *n->pair);
	n->length--;
	return v;
}

static value naive_get(const struct naive *n, uint32_t key)
{
	uint32_t i = place(n, key);
	return i < n->length ? n->pair[i].value : 0;
}

/* Forwards and backwards along the chain. */
static void assert_same(const struct dict *d, const struct naive *n)
{
	uint32_t i = 0, before = DICT_END;
	assert_int_equal(d->length, n->length);
	for (uint32_t key = d->first; key != DICT_END; key = d->entry[key].next) {
		assert_in_range(i, 0, n->length - 1);
		assert_int_equal(key, n->pair[i].key);
		assert_int_equal(d->entry[key].value, n->pair[i].value);
		assert_int_equal(d->entry[key].previous, before);
		before = key;
		i++;
	}
	assert_int_equal(i, n->length);
	assert_int_equal(d->last, before);
}

static void call_something(struct dict *d, struct naive *n, unsigned *seed, uint32_t keys)
{
	uint32_t key = (uint32_t)rand_r(seed) % keys;
	value v = value_of(VALUE_TASK, 1 + (uint32_t)rand_r(seed) % 1000);
	switch (rand_r(seed) % 8) {
	case 0:
	case 1:
	case 2: assert_int_equal(dict_set(d, key, v), naive_set(n, key, v)); break;
	case 3:
	case 4: assert_int_equal(dict_delete(d, key), naive_delete(n, key)); break;
	case 5:
		if (rand_r(seed) % 100)
			break;
		dict_clear(d);
		n->length = 0;
		break;
	default: assert_int_equal(dict_get(d, key), naive_get(n, key)); break;
	}
}

static void keeps_the_order_in_which_keys_came(void **unused)
{
	(void)unused;
	for (unsigned round = 1; round <= ROUNDS; round++) {
		unsigned seed = round;
		struct dict d = {0};
		struct naive n = {.length = 0};
		dict_clear(&d);
		for (int i = 0; i < CALLS; i++) {
			call_something(&d, &n, &seed, 1 + round % KEYS);
			assert_same(&d, &n);
		}
		dict_free(&d);
	}
}

static void key_that_comes_back_stands_last(void **unused)
{
	(void)unused;
	struct dict d = {0};
	dict_clear(&d);
	for (uint32_t key = 0; key < 3; key++)
		assert_int_equal(dict_set(&d, key, 10 + key), 1);
	assert_int_equal(dict_set(&d, 0, 99), 0);
	assert_int_equal(d.first, 0);
	assert_int_equal(dict_delete(&d, 0), 99);
	assert_int_equal(dict_delete(&d, 0), 0);
	assert_int_equal(dict_set(&d, 0, 98), 1);
	assert_int_equal(d.first, 1);
	assert_int_equal(d.last, 0);
	dict_free(&d);
}

static void keys_far_apart_and_beyond_its_room_are_absent(void **unused)
{
	(void)unused;
	struct dict d = {0};
	dict_clear(&d);
	assert_int_equal(dict_get(&d, UINT32_MAX - 1), 0);
	assert_int_equal(dict_delete(&d, 70000), 0);
	dict_set(&d, 65536, 5);
	dict_set(&d, 3, 6);
	assert_int_equal(d.first, 65536);
	assert_int_equal(d.entry[65536].next, 3);
	assert_int_equal(dict_get(&d, 65535), 0);
	dict_free(&d);
	assert_int_equal(d.first, DICT_END);
	assert_int_equal(dict_get(&d, 3), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_order_in_which_keys_came),
		cmocka_unit_test(key_that_comes_back_stands_last),
		cmocka_unit_test(keys_far_apart_and_beyond_its_room_are_absent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
