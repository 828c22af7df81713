/*
 * The `except` lines of listings: what they catch, and which program of a lesson shows where to
 * catch what has ended another. Only names are compared: that ConnectionError would catch
 * ConnectionResetError too is not known here, and no listing has it.
 */
#ifndef LESSON_EXCEPT_H
#define LESSON_EXCEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/lesson.h"

/* The names on a listing's line, "StopIteration" or "ConnectionResetError, BrokenPipeError"; there
 * is no NUL behind them. *length 0: this line is no `except` with names. */
const char *except_names(const char *line, size_t *length);

/* Whether one of the names on this line is that one. */
bool except_catches(const char *line, const char *name);

/* The program of the lesson that catches this exception, for one that was ended by it; NULL where
 * there is none, or where a thing to try asks for this very end: that explains it better. */
const struct lesson_program *except_cure(const struct lesson *l, const struct lesson_program *ended,
                                         enum stage_error error);

#endif
