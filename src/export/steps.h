/*
 * --steps: what the program did as JSON lines, one record a line that is about to run and one a
 * print, in the form that tests compare with CPython's own line trace.
 *
 * It follows the trace with a model of its own, so it can be called whenever there is something
 * new; the caller calls it often enough that the trace drops nothing unseen.
 */
#ifndef EXPORT_STEPS_H
#define EXPORT_STEPS_H

#include <stdbool.h>
#include <stdio.h>

#include "base/bytes.h"
#include "lesson/lesson.h"
#include "model/history.h"

struct steps {
	FILE *to;
	const struct program *program;
	struct history at;
	uint64_t chunk; /* everything before this byte has been written */
	size_t offset;
	struct bytes state; /* the collections in words, unless they have changed since */
	bool is_stale;
	struct bytes record; /* empty between two records */
};

/* Writes to `to`, which stays the caller's. */
void steps_open(struct steps *s, FILE *to, const struct program *program, struct trace *trace);
/* Writes what is new, records of steps up to number `last` (UINT64_MAX: all). */
void steps_write(struct steps *s, uint64_t last);
/* Writes the last record ("exit", "script", "limit" or the name of an exception) and closes. */
void steps_end(struct steps *s, const char *how);
/* Frees all, with no last record. */
void steps_close(struct steps *s);

#endif
