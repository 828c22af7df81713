/*
 * The map of the course: map.LANGUAGE.md in the folder of the lessons, one screen that says how they
 * hang together. Parts with a heading, each a paragraph, a list, or both. What an item is about is
 * told by its first word, the name of a lesson that shows it, or LESSON/PROGRAM; one that is not
 * there (yet) is as good as any other word.
 *
 * Invariants: everything is the arena's, as in lesson.h.
 */
#ifndef LESSON_COURSE_MAP_H
#define LESSON_COURSE_MAP_H

#include "lesson/arena.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"

struct map_item {
	const char *shown_by; /* "generators", "select/busy-handler" */
	const char *text;
	unsigned line;
};

struct map_part {
	const char *heading; /* NULL: the first one, under the title */
	const char *text; /* NULL: none */
	const struct map_item *items;
	unsigned item_count;
	unsigned line;
};

struct course_map {
	const char *title;
	const struct map_part *parts; /* one at least, which has a text */
	unsigned part_count;
};

/* NULL where the folder has none in either language (`language` is preferred), or with faults. */
const struct course_map *course_map_read(const char *root, enum language language,
                                         struct arena *arena, struct faults *faults);

/* Both languages or none, well formed, and the same items in the same order. */
void course_map_check(const char *root, struct faults *faults);

/* The number of the lesson that shows an item; 0 where none of these does. */
unsigned map_item_lesson(const struct map_item *item, const struct lessons *all);

#endif
