/*
 * Memory that is given back all at once: a lesson is made of many small strings and tables that
 * live exactly as long as the lesson.
 *
 * Invariants: a zeroed struct is empty and valid; what was taken stays where it is until
 * arena_free(). Running out of memory ends the program.
 */
#ifndef LESSON_ARENA_H
#define LESSON_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* the newest first */
};

/* Cleared memory, aligned for anything. */
void *arena_take(struct arena *arena, size_t size);

/* A copy with a NUL behind it. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/* The table of `count` elements of `size` bytes with room for one more: the same one, or a larger
 * copy. All growing of one table must go through here. */
void *arena_grow(struct arena *arena, const void *table, unsigned count, size_t size);

void arena_free(struct arena *arena);

#endif
