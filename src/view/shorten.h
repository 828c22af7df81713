/*
 * Lines of a listing that are longer than their pane. What is left of an assignment or a `for` is
 * the call, for the call is what a lesson is about: `ready_to_read, … = select(…)`.
 */
#ifndef VIEW_SHORTEN_H
#define VIEW_SHORTEN_H

#include "base/bytes.h"

/* Adds the line, in its fullest form that has at most so many columns; the shortest, which may be
 * wider, where there is none. The dots stand for what is left out. */
void shorten_line(struct bytes *out, const char *line, int columns, const char *dots);

#endif
