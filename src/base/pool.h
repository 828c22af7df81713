/*
 * Ids from a table whose things are collected: taken one by one, and given back by a sweep that
 * keeps what was marked. Ids stay small and dense, so they are cheap in the trace.
 *
 * Invariant: an id is taken or free, never both; id 0 is never handed out.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stdint.h>

struct pool {
	uint8_t *marked;
	uint32_t *free;
	uint32_t capacity, free_count;
};

/* Makes ids below `capacity` available. */
void pool_grow(struct pool *p, uint32_t capacity);
void pool_close(struct pool *p);

/* A free id, or 0 when there is none: then mark, sweep, and grow when little came back. */
uint32_t pool_take(struct pool *p);

/* Forgets all marks; marks an id, returning whether it was unmarked; frees all unmarked ids. */
void pool_unmark(struct pool *p);
int pool_mark(struct pool *p, uint32_t id);
void pool_sweep(struct pool *p);

#endif
