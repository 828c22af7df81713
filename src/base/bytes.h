/*
 * A byte string that grows, and the way in which whole files of ours are read.
 *
 * Invariants: a zeroed struct is empty and valid; once data is not NULL, length < capacity and
 * data[length] is NUL, while any byte, NUL included, may stand before it. The struct owns data:
 * bytes_free() gives it back and leaves a valid empty string. Sizes are in bytes. Running out of
 * memory ends the program. What is added must not lie inside the same string.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>

struct bytes {
	char *data;
	size_t length, capacity;
};

void bytes_add(struct bytes *bytes, const void *more, size_t length);
void bytes_add_text(struct bytes *bytes, const char *text);
void bytes_add_char(struct bytes *bytes, char c);
__attribute__((format(printf, 2, 3))) void bytes_addf(struct bytes *bytes, const char *format, ...);

/* Makes room so that the next `more` bytes are added without moving data. */
void bytes_reserve(struct bytes *bytes, size_t more);

/* Shortens to length, which is not above the present one. */
void bytes_cut(struct bytes *bytes, size_t length);

/* Takes out `count` bytes that begin at `from`; both lie within. */
void bytes_take_out(struct bytes *bytes, size_t from, size_t count);

/* Empties; the memory is kept for the next use. */
void bytes_clear(struct bytes *bytes);
void bytes_free(struct bytes *bytes);

/* The content as a C string, "" when nothing was ever added; valid until the next change. */
const char *bytes_text(const struct bytes *bytes);

/*
 * Adds the whole of a regular file if it holds at most `cap` bytes; input.h reads what else can be
 * read. Never waits. False when the file is missing, unreadable, no regular file or too big: *bytes
 * is as before and *message is one clause without the path, valid until the next call that sets
 * errno's text; it is not the caller's to free.
 */
bool bytes_read_file(struct bytes *bytes, const char *path, size_t cap, const char **message);
extern const char bytes_too_big[]; /* that clause, for those who can name the limit */

#endif
