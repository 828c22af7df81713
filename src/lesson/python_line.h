/*
 * What the lines of a Python listing say of themselves, as far as guides ask: the function that a
 * line is in, and what a `for` goes through. A listing's statements have one line each.
 */
#ifndef LESSON_PYTHON_LINE_H
#define LESSON_PYTHON_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "lesson/lesson.h"

/* A piece of a listing's line; it has no NUL behind it. */
struct python_piece {
	const char *text;
	size_t length;
};

struct python_for {
	struct python_piece variable; /* the first name that it gives a value to */
	struct python_piece over; /* what it goes through: "ready_to_read", "selector.select()" */
	unsigned last; /* the last line of its body */
};

bool python_is(struct python_piece piece, const char *text);
/* Whether it is this name, perhaps with something done to it: "selector" of "selector.select()". */
bool python_begins_with(struct python_piece piece, const char *name);

/* The code of the function that the line is in; that of the module outside all. */
const struct code *python_code_at(const struct lesson_program *p, unsigned line);

/* False when the line is no `for`. */
bool python_for_at(const struct lesson_program *p, unsigned line, struct python_for *to);

#endif
