/* An insertion-ordered dict: an array by key, its entries chained. Knows nothing of sockets. */
#include "base/dict.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static void reach(struct dict *d, uint32_t key)
{
	uint32_t capacity = d->capacity ? d->capacity : 16;
	while (capacity <= key)
		capacity *= 2;
	d->entry = xreallocarray(d->entry, capacity, sizeof *d->entry);
	memset(d->entry + d->capacity, 0, (capacity - d->capacity) * sizeof *d->entry);
	d->capacity = capacity;
}

int dict_set(struct dict *d, uint32_t key, value v)
{
	if (key >= d->capacity)
		reach(d, key);
	struct dict_entry *e = &d->entry[key];
	if (e->value) {
		e->value = v;
		return 0;
	}
	*e = (struct dict_entry){v, DICT_END, d->last};
	if (d->last == DICT_END)
		d->first = key;
	else
		d->entry[d->last].next = key;
	d->last = key;
	d->length++;
	return 1;
}

value dict_delete(struct dict *d, uint32_t key)
{
	value v = dict_get(d, key);
	if (!v)
		return 0;
	struct dict_entry *e = &d->entry[key];
	if (e->previous == DICT_END)
		d->first = e->next;
	else
		d->entry[e->previous].next = e->next;
	if (e->next == DICT_END)
		d->last = e->previous;
	else
		d->entry[e->next].previous = e->previous;
	e->value = 0;
	d->length--;
	return v;
}

void dict_clear(struct dict *d)
{
	while (d->length)
		dict_delete(d, d->first);
	d->first = d->last = DICT_END;
}

void dict_free(struct dict *d)
{
	free(d->entry);
	*d = (struct dict){.first = DICT_END, .last = DICT_END};
}
