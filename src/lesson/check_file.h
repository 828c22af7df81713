/*
 * What --check-lessons finds in a file of a lesson by itself, and between its two guides.
 */
#ifndef LESSON_CHECK_FILE_H
#define LESSON_CHECK_FILE_H

#include <stdbool.h>

#include "lesson/faults.h"
#include "lesson/lesson.h"

/* Names what the screen would show otherwise than it stands in the file: tabs, where they may not
 * be, and characters that are not to be seen, or that reorder the text around them. */
void check_characters(const char *path, bool may_have_tabs, struct faults *faults);

/* The texts that are for some moments only: their conditions, the names in them, and whether there
 * is a text for all other moments. The lesson's programs all have twins. */
void check_variants(const struct lesson *l, const char *path, struct faults *faults);

/* Both guides must ask for the same, for what is done in one language counts in the other. */
void check_same(const struct lesson *l, const struct lesson *english, const char *path,
                struct faults *faults);

/* Names the lines of a demonstration that cannot be given; the lesson's programs all have twins. */
void check_demo(const struct lesson *l, const struct lesson_commands *commands,
                struct faults *faults);

#endif
