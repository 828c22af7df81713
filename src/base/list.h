/*
 * A list of values, cheap at both ends: Python's list as the lessons use it.
 *
 * Invariants: `capacity` is 0 or a power of two; the items are item[(head + i) & (capacity - 1)]
 * for 0 <= i < length. All zeroes is an empty list.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include <stdint.h>

#include "base/value.h"

struct list {
	value *item;
	uint32_t head, length, capacity;
};

/* The i-th value; i < length. */
static inline value list_at(const struct list *l, uint32_t i)
{
	return l->item[(l->head + i) & (l->capacity - 1)];
}

void list_append(struct list *l, value v);
/* Takes out the i-th value and closes the gap; i < length. */
value list_pop(struct list *l, uint32_t i);
/* Where v stands first, or -1. */
int list_find(const struct list *l, value v);
/* Empties the list, keeping its memory. */
void list_clear(struct list *l);
void list_free(struct list *l);

#endif
