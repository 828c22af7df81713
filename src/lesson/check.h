/*
 * What --check-lessons finds, for whoever wants to have it otherwise than on standard error.
 */
#ifndef LESSON_CHECK_H
#define LESSON_CHECK_H

#include "lesson/faults.h"
#include "lesson/lesson.h"

/* Adds every mistake of every lesson in the folder. */
void lessons_find_faults(const char *folder, const struct lesson_commands *commands,
                         struct faults *faults);

#endif
