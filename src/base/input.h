/*
 * What is read once, from its beginning to its end: a regular file, a pipe or standard input. What
 * stands in it is not known here.
 *
 * Invariants: opening never waits, not even for the writer of a FIFO: reading does, and then a
 * signal ends the program as it would any other, for no handler is installed here. Whatever else
 * has a path (a folder, a socket, a device) is not opened.
 */
#ifndef BASE_INPUT_H
#define BASE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/bytes.h"
#include "base/say.h"

struct input {
	int fd; /* FD_HIGH or above; -1 when nothing is open */
	bool may_wait; /* it is no file: its bytes come when they come */
};

enum input_answer {
	INPUT_FINE,
	INPUT_FAILED, /* errno says why */
	INPUT_UNFIT, /* it is neither a file nor a pipe: input_unfit */
	INPUT_TOO_BIG
};
extern const struct say input_unfit;

/* "-" and "/dev/stdin" are standard input, whatever that is. */
enum input_answer input_open(struct input *in, const char *path);
/* As read(2), but is not interrupted, and waits where there is nothing yet. */
ssize_t input_read(const struct input *in, void *to, size_t size);
void input_close(struct input *in);

/* Adds all of it to *bytes, if that is at most `cap` bytes; otherwise *bytes is as before. */
enum input_answer input_read_all(struct bytes *bytes, const char *path, size_t cap);

#endif
