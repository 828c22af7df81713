/*
 * What the names in a variant's condition mean in a program: locals of the function that the line
 * is in, collections of the module, and what a `for` goes through.
 */
#ifndef LESSON_NAMES_H
#define LESSON_NAMES_H

#include "base/bytes.h"
#include "lesson/condition.h"
#include "lesson/lesson.h"
#include "lesson/python_line.h"

/* -1 where there is none of that name. */
int names_local(const struct code *code, struct python_piece name);
int names_collection(const struct program *p, const char *name); /* of the module */

/* The collection that holds what a `for` of this function takes, where it is not a local's value:
 * the module's, or one that has what the `for` calls for its name; -1 none. */
int names_gone_through(const struct program *p, struct python_piece over);

/* Whether all that the condition names is there for that line of the program. If not, and why is
 * not NULL, a clause is added to it. */
bool names_are_known(const struct condition *when, const struct lesson_program *p, unsigned line,
                     struct bytes *why);

#endif
