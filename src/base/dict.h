/*
 * A dict from small numbers (socket ids) to values that keeps insertion order, as Python's does.
 *
 * Invariants: entry[key].value is 0 for a key that is absent; the keys present form a chain from
 * `first` through entry[].next in the order in which they came in; setting a key that is present
 * keeps its place. The ends of the chain are DICT_END, which is why all zeroes is no
 * dict to add to: use dict_clear() once before the first use.
 */
#ifndef BASE_DICT_H
#define BASE_DICT_H

#include <stdint.h>

#include "base/value.h"

#define DICT_END UINT32_MAX

struct dict_entry {
	value value;
	uint32_t next, previous;
};

struct dict {
	struct dict_entry *entry;
	uint32_t capacity, length, first, last;
};

/* The value at key, or 0. */
static inline value dict_get(const struct dict *d, uint32_t key)
{
	return key < d->capacity ? d->entry[key].value : 0;
}

/* The first key, DICT_END of an empty dict; one of all zeroes is taken for empty here. */
static inline uint32_t dict_first(const struct dict *d)
{
	return d->length ? d->first : DICT_END;
}

/* v must not be 0. Returns whether the key is new. */
int dict_set(struct dict *d, uint32_t key, value v);
/* Takes the key out; returns its value, or 0 when it was absent. */
value dict_delete(struct dict *d, uint32_t key);
void dict_clear(struct dict *d);
void dict_free(struct dict *d);

#endif
