/*
 * UTF-8 and the width of characters, the same whatever the locale and the C library are.
 *
 * Invariants: a code point is 0..10FFFF without the surrogates, and decoding accepts only its
 * shortest form (RFC 3629). The tables are Unicode 14, which is what Debian 12's C library and
 * CPython 3.11 have. Lengths are bytes, columns are terminal cells. Nothing is owned or kept.
 * Columns are exact for text that went through show(); a control or a bad byte counts as one.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { TEXT_LONGEST = 4 }; /* bytes of one character, at most */

/* Reads one character; returns its bytes, or 0 (and *cp untouched) when none stands there whole. */
size_t text_decode(const char *text, size_t length, uint32_t *cp);

/* The bytes of a byte order mark at the start of a text: 3, or 0. Editors put it there unasked. */
static inline size_t text_mark(const char *text, size_t length)
{
	return length >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
}

/* Writes one character without a NUL; returns its bytes, 0 when cp is not a code point. */
size_t text_encode(char out[TEXT_LONGEST], uint32_t cp);

/* Cells: 0 for a mark that joins the character before it, 2 for East Asian wide ones, else 1. As
 * wcwidth(3) in C.UTF-8 for whatever is printable. */
int text_width(uint32_t cp);

/* Has a visible form or is a space: not a control, format character, private or unassigned. */
bool text_printable(uint32_t cp);

/* As str.isprintable() of CPython 3.11 sees it: printable, and no space but U+0020. */
bool text_printable_in_python(uint32_t cp);

int text_columns(const char *text, size_t length);

/* How many leading bytes fill at most that many columns; a base keeps its marks, a wide character
 * that would stick out stays away. */
size_t text_cut(const char *text, size_t length, int columns);

#endif
