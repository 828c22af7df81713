/*
 * What is wrong with the files of a lesson, one line a mistake: `file:line: what`. Readers go on
 * after a mistake, so that one run of a check names them all (or the first few hundred).
 *
 * Invariants: a zeroed struct holds no fault; every line of `text` is safe on a terminal, whatever
 * the files hold, and ends with a newline. The struct owns the text.
 */
#ifndef LESSON_FAULTS_H
#define LESSON_FAULTS_H

#include "base/bytes.h"

struct faults {
	struct bytes text;
	unsigned count; /* grows with every call of faults_add() */
	unsigned kept; /* how many different ones */
};

/* line 0: the file as a whole. The message has no newline and no full stop. */
__attribute__((format(printf, 4, 5))) void faults_add(struct faults *faults, const char *path,
                                                      unsigned line, const char *format, ...);

/* The first fault as one line without its newline, the caller's to free; there must be one. */
char *faults_first(const struct faults *faults);

void faults_free(struct faults *faults);

#endif
