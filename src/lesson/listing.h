/*
 * The Python listing of a program, and how any text file of a lesson is read. Shared by the loader
 * and by the build's own tool (tags.c), so that both mean the same by a tag and by a hash.
 *
 * A tag stands at the end of a line of code, `request = client_socket.recv(4096)  #: recv`: two
 * blanks, `#: `, then a small letter, small letters, digits and underlines. A listing uses it once.
 */
#ifndef LESSON_LISTING_H
#define LESSON_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "lesson/faults.h"

enum {
	LISTING_LINES = 224, /* as many as the trace writes in one byte */
	LESSON_FILE_SIZE = 1 << 20 /* bytes that a text file of a lesson may have */
};

struct listing_line {
	const char *text; /* without its tag and the blanks before it */
	const char *tag; /* NULL when there is none */
};

struct listing {
	struct bytes source; /* what the lines point into */
	struct listing_line line[LISTING_LINES]; /* line[0] is line 1 */
	unsigned count;
	uint64_t hash; /* FNV-1a, 64 bits, of the file's bytes */
};

/* False with faults added; then there is nothing to free. */
bool listing_read(struct listing *listing, const char *path, struct faults *faults);
void listing_free(struct listing *listing);

/* Adds a file of UTF-8 without NUL, carriage return, byte order mark or any control but newline
 * and tab. False with a fault added. */
bool lesson_file_read(struct bytes *text, const char *path, struct faults *faults);

/* Whether these bytes could be a tag. */
bool tag_is_valid(const char *tag, size_t length);

#endif
