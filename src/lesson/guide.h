/*
 * A guide, the texts of a lesson in one language, in the CommonMark subset that lessons/README.md
 * describes. Whether the tags and programs it speaks of exist is not known here: see check.c.
 */
#ifndef LESSON_GUIDE_H
#define LESSON_GUIDE_H

#include <stdbool.h>

#include "lesson/arena.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"

/*
 * Reads a guide into the texts of a lesson, which are empty before; of its programs only name,
 * description and line are filled in, and *own is the same table, to be completed by the caller.
 * Everything is the arena's. False with faults added.
 */
bool guide_read(struct lesson *lesson, struct lesson_program **own, const char *path,
                struct arena *arena, struct faults *faults);

#endif
