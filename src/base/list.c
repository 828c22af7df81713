/* A list of values in a ring, so that taking the first, which event loops do, costs nothing. */
#include "base/list.h"

#include <stdlib.h>

#include "base/die.h"

static void grow(struct list *l)
{
	uint32_t capacity = l->capacity ? l->capacity * 2 : 16;
	value *item = xmalloc(capacity * sizeof *item);
	for (uint32_t i = 0; i < l->length; i++)
		item[i] = list_at(l, i);
	free(l->item);
	*l = (struct list){item, 0, l->length, capacity};
}

void list_append(struct list *l, value v)
{
	if (l->length == l->capacity)
		grow(l);
	l->item[(l->head + l->length++) & (l->capacity - 1)] = v;
}

value list_pop(struct list *l, uint32_t i)
{
	uint32_t mask = l->capacity - 1;
	value v = list_at(l, i);
	l->length--;
	if (i == 0) {
		l->head = (l->head + 1) & mask;
		return v;
	}
	for (; i < l->length; i++)
		l->item[(l->head + i) & mask] = l->item[(l->head + i + 1) & mask];
	return v;
}

int list_find(const struct list *l, value v)
{
	for (uint32_t i = 0; i < l->length; i++)
		if (list_at(l, i) == v)
			return (int)i;
	return -1;
}

void list_clear(struct list *l)
{
	l->head = l->length = 0;
}

void list_free(struct list *l)
{
	free(l->item);
	*l = (struct list){0};
}
