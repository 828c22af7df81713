/* For --check-lessons. */
#ifndef COMMAND_FAULT_H
#define COMMAND_FAULT_H

#include "app.h"

/* As lesson/lesson.h wants it of its struct lesson_commands. */
char *command_fault(const char *line, const struct lesson *l, const struct lesson_program **stage);

#endif
