/*
 * The one gate for every byte from outside: clients, files, environment, arguments. Whatever goes
 * to a screen, a log, a message or a title has passed here; what is kept stays raw.
 *
 * Invariants of what show() writes: valid UTF-8 on a single line, every character visible, no
 * control, no format character, nothing that could move, hide, reorder or recolour text; at most
 * two marks after a base, none at the start; at most four times as long as the input; the same
 * in every locale; the very bytes can be told from it.
 *
 *   \\ \n \r \t \0 \e      these bytes
 *   \x9b                   another control of ASCII, or a byte that is not part of valid UTF-8
 *   \u{202E}               a valid character that stays hidden or has no form of its own
 *
 * Nothing here reads beyond `length` or stops at a NUL. Callers print the result by "%s".
 */
#ifndef BASE_SHOW_H
#define BASE_SHOW_H

#include <stddef.h>

#include "base/bytes.h"

enum { SHOW_MARKS = 2 }; /* marks that a base may carry */

/*
 * Writes the rendering and a NUL into out, `size` bytes in all, and returns the length that the
 * whole rendering has: at least `size` means that it was cut, always between two characters or
 * escapes. With size 0 nothing is written and out may be NULL.
 */
size_t show(char *out, size_t size, const void *bytes, size_t length);

/* Adds the whole rendering. */
void show_into(struct bytes *out, const void *bytes, size_t length);

/* The same with backslashes left single, for text that has escapes of its own (a listing, a repr):
 * as safe, but several texts may look the same. */
void show_plain_into(struct bytes *out, const void *bytes, size_t length);

/* Adds repr() of the bytes object, as CPython 3.11 prints it: b'hi\n'. It is all ASCII. */
void show_repr_bytes(struct bytes *out, const void *bytes, size_t length);

/*
 * Adds repr() of the str that this UTF-8 holds, as CPython 3.11 prints it; a bad byte NN appears
 * as \udcNN, which is what Python's surrogateescape makes of it. Python lets any number of marks
 * and hidden characters through, so on its way to a screen it passes show_plain_into().
 */
void show_repr_text(struct bytes *out, const char *text, size_t length);

#endif
