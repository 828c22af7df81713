/*
 * The prompt's history across sessions: a file of command lines in the user's state folder.
 *
 * Invariants: the folder is made with mode 0700 and the file with 0600; a file that is no regular
 * one, too big, unreadable or not ours to write is let be; several asyncviz at
 * once add to the same file, and none loses the lines of another but at the moment it is cut.
 */
#ifndef TERMINAL_REMEMBERED_H
#define TERMINAL_REMEMBERED_H

#include "app.h"

/* Reads the file into readline's history. */
void remembered_open(void);

/* Says so where the file cannot be used for what it is. */
void remembered_complain(struct app *app);

/* Adds a line to the history, unless it is blank or the same as the last one. */
void remembered_add(const char *line);

/* Writes the new lines to the file. */
void remembered_close(void);

#endif
