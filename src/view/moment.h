/*
 * What a guide says of the moment that is looked at: the variants of a line's text are asked of the
 * model, so that they are as true in the past and in a recording as they are now.
 */
#ifndef VIEW_MOMENT_H
#define VIEW_MOMENT_H

#include "lesson/condition.h"
#include "view/view.h"

/* Whether a condition of a moment holds: also not where the program does not have what it names, or
 * where what it asks for is not known any more. */
bool moment_holds(const struct model *m, const struct view *v, const struct condition *when);

/* The text for the line that is about to run; NULL where there is none. */
const struct lesson_text *moment_text(const struct model *m, const struct view *v);

/* `for key, _ in selector.select():` makes its call at its first turn, and then only takes what
 * that gave: whether the line about to run is a `for` at a later turn. */
bool moment_takes(const struct model *m, const struct view *v);

#endif
