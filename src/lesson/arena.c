/*
 * An arena as a chain of chunks. A chunk is never moved, and what stays free in an old one is lost:
 * lessons are small.
 */
#include "lesson/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"

enum { CHUNK_SIZE = 16 * 1024 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t used, size;
	alignas(max_align_t) char room[];
};

static struct arena_chunk *chunk_new(size_t size, struct arena_chunk *older)
{
	struct arena_chunk *chunk = xcalloc(1, sizeof *chunk + size);

	chunk->size = size;
	chunk->older = older;
	return chunk;
}

void *arena_take(struct arena *arena, size_t size)
{
	size_t rounded = (size + alignof(max_align_t) - 1) / alignof(max_align_t) *
	                 alignof(max_align_t);
	struct arena_chunk *chunk = arena->chunks;

	if (!chunk || chunk->size - chunk->used < rounded) {
		chunk = chunk_new(rounded > CHUNK_SIZE ? rounded : CHUNK_SIZE, chunk);
		arena->chunks = chunk;
	}
	chunk->used += rounded;
	return chunk->room + chunk->used - rounded;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_take(arena, length + 1);

	if (length > 0)
		memcpy(copy, text, length);
	return copy;
}

/* A table has room for a power of two, so it is full whenever its count is one (or nothing). */
void *arena_grow(struct arena *arena, const void *table, unsigned count, size_t size)
{
	void *larger;

	if (count & (count - 1))
		return (void *)table;
	larger = arena_take(arena, (count ? 2 * (size_t)count : 1) * size);
	if (count > 0)
		memcpy(larger, table, count * size);
	return larger;
}

void arena_free(struct arena *arena)
{
	while (arena->chunks) {
		struct arena_chunk *older = arena->chunks->older;

		free(arena->chunks);
		arena->chunks = older;
	}
}
