/*
 * One lesson read from its folder: the guide, and for each program that it names the listing, the
 * twin of this binary and the twin's source.
 */
#ifndef LESSON_LOAD_H
#define LESSON_LOAD_H

#include <stdbool.h>

#include "lesson/arena.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"

/* "05-generators" is number 5, "generators"; false when a folder's name is not like that. */
bool lesson_folder_name(const char *folder, unsigned *number, const char **name);

/* The guide's file name, "guide.en.md". */
const char *lesson_guide_name(enum language language);

/* root/folder/name and suffix, to be freed. */
char *lesson_path(const char *root, const char *folder, const char *name, const char *suffix);

/*
 * Fills in *lesson; all that it points to is the arena's. False with faults added; then a program
 * whose listing, twin and twin's source do not all stand there and agree has a NULL twin, and the
 * rest may still be looked at. Of a guide that cannot be read nothing is there: no program, no
 * text, and a title and a goal that are empty.
 */
bool lesson_load(struct lesson *lesson, const char *root, const char *folder,
                 enum language language, struct arena *arena, struct faults *faults);

#endif
