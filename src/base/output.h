/*
 * A file that the program writes for as long as it runs. What was in it stays until the start has
 * succeeded, and nobody else writes to it meanwhile: whoever comes second is refused.
 *
 * Invariants: fd is -1 when nothing is open, and FD_HIGH or above otherwise; a regular file is
 * locked (flock(2)) against other asyncvizes as long as fd is open, those that read it included.
 */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/say.h"

struct output {
	int fd;
	bool is_regular;
	bool is_new; /* it was not there before */
};

extern const struct say output_taken; /* the clause for EWOULDBLOCK */

/* Opens with these flags of open(2) besides O_WRONLY and O_CREAT, and with that mode if it is new.
 * False with errno; EWOULDBLOCK: another asyncviz has it. */
bool output_open(struct output *out, const char *path, int flags, mode_t mode);

/* Empties it: the start has succeeded. False with errno. */
bool output_begin(const struct output *out);

/* Closes it as it was before output_open(): not begun, it goes again if it is new. */
void output_abandon(struct output *out, const char *path);

#endif
