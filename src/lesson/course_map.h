/*
 * Reading the map of the course, map.LANGUAGE.md in the folder of the lessons: one screen that says
 * how they hang together. What it is made of stands in lesson.h; everything is the arena's.
 */
#ifndef LESSON_COURSE_MAP_H
#define LESSON_COURSE_MAP_H

#include "lesson/arena.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"

/* NULL where the folder has none in either language (`language` is preferred), or with faults. */
const struct course_map *course_map_read(const char *root, enum language language,
                                         struct arena *arena, struct faults *faults);

/* Both languages or none, well formed, and the same items in the same order. */
void course_map_check(const char *root, struct faults *faults);

#endif
