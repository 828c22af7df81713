/* Ids handed out and swept. What they name, and what is reachable, the owner knows. */
#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

void pool_grow(struct pool *p, uint32_t capacity)
{
	uint32_t old = p->capacity;
	p->marked = xrealloc(p->marked, capacity);
	p->free = xreallocarray(p->free, capacity, sizeof *p->free);
	memset(p->marked + old, 0, capacity - old);
	memmove(p->free + (capacity - old), p->free, p->free_count * sizeof *p->free);
	for (uint32_t id = old; id < capacity; id++)
		p->free[capacity - 1 - id] = id; /* low ids are taken first */
	p->free_count += capacity - old - !old;
	p->capacity = capacity;
}

void pool_close(struct pool *p)
{
	free(p->marked);
	free(p->free);
	*p = (struct pool){0};
}

uint32_t pool_take(struct pool *p)
{
	return p->free_count ? p->free[--p->free_count] : 0;
}

void pool_unmark(struct pool *p)
{
	if (p->capacity)
		memset(p->marked, 0, p->capacity);
}

int pool_mark(struct pool *p, uint32_t id)
{
	if (p->marked[id])
		return 0;
	return p->marked[id] = 1;
}

void pool_sweep(struct pool *p)
{
	p->free_count = 0;
	for (uint32_t id = p->capacity; id-- > 1;)
		if (!p->marked[id])
			p->free[p->free_count++] = id;
}
