/*
 * Untrusted bytes made visible, and Python's two repr() notations. It works unit by unit (one
 * character or one bad byte), and knows nothing of screens: columns are text.h's business.
 */
#include "base/show.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { UNIT_SIZE = 16 }; /* the longest escape, \u{10FFFF} or \U0010ffff, and a NUL */

static const struct {
	char byte, name;
} named[] = {{'\\', '\\'}, {'\n', 'n'}, {'\r', 'r'}, {'\t', 't'}, {'\0', '0'}, {'\x1b', 'e'}};

/*
 * Printable as Unicode counts it, yet nothing is seen or only the neighbour changes: the grapheme
 * joiner, Hangul fillers, Khmer inherent vowels, variation selectors (Mongolian ones too), the
 * empty Braille cell, the halfwidth filler, the null note.
 */
static bool hidden(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{0x34f, 0x34f},     {0x115f, 0x1160},   {0x17b4, 0x17b5}, {0x180b, 0x180f},
		{0x2800, 0x2800},   {0x3164, 0x3164},   {0xfe00, 0xfe0f}, {0xffa0, 0xffa0},
		{0x1d159, 0x1d159}, {0xe0100, 0xe01ef},
	};

	for (size_t i = 0; i < sizeof ranges / sizeof ranges[0] && cp >= ranges[i].first; i++)
		if (cp <= ranges[i].last)
			return true;
	return false;
}

/* A rendering under way: what is left to read, and how many marks the last base still takes. */
struct showing {
	const char *next;
	size_t left;
	int marks;
	bool plain;
};

static size_t escape_byte(char *out, unsigned char byte)
{
	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
		if (byte == (unsigned char)named[i].byte)
			return (size_t)snprintf(out, UNIT_SIZE, "\\%c", named[i].name);
	return (size_t)snprintf(out, UNIT_SIZE, "\\x%02x", byte);
}

/* Whether the character stands for itself after what came before; keeps count of the marks. */
static bool keeps(struct showing *showing, uint32_t cp)
{
	bool base = text_width(cp) > 0;

	if (!text_printable(cp) || hidden(cp) || (cp == '\\' && !showing->plain))
		return false;
	if (!base && showing->marks == 0)
		return false;
	showing->marks = base ? SHOW_MARKS : showing->marks - 1;
	return true;
}

/* Renders the next character or bad byte; returns the length of unit. */
static size_t next_unit(struct showing *showing, char *unit)
{
	const char *from = showing->next;
	uint32_t cp = 0;
	size_t size = text_decode(from, showing->left, &cp), taken = size ? size : 1;

	showing->next += taken;
	showing->left -= taken;
	if (size && keeps(showing, cp)) {
		memcpy(unit, from, size);
		return size;
	}
	/* A mark that follows an escape would sit on the escape's last letter. An excess mark is no
	 * new base either, so in both cases no further mark is taken. */
	showing->marks = 0;
	if (size > 1)
		return (size_t)snprintf(unit, UNIT_SIZE, "\\u{%X}", (unsigned)cp);
	return escape_byte(unit, (unsigned char)*from);
}

size_t show(char *out, size_t size, const void *bytes, size_t length)
{
	struct showing showing = {.next = bytes, .left = length};
	char unit[UNIT_SIZE];
	size_t wanted = 0, written = 0;

	while (showing.left > 0) {
		size_t unit_length = next_unit(&showing, unit);

		/* Once a unit was left out, nothing shorter may take its place. */
		if (written == wanted && unit_length < size - written && size > 0) {
			memcpy(out + written, unit, unit_length);
			written += unit_length;
		}
		wanted += unit_length;
	}
	if (size > 0)
		out[written] = '\0';
	return wanted;
}

static void show_all(struct bytes *out, struct showing showing)
{
	char unit[UNIT_SIZE];

	bytes_reserve(out, showing.left);
	while (showing.left > 0) {
		size_t unit_length = next_unit(&showing, unit);

		bytes_add(out, unit, unit_length);
	}
}

void show_into(struct bytes *out, const void *bytes, size_t length)
{
	show_all(out, (struct showing){.next = bytes, .left = length});
}

void show_plain_into(struct bytes *out, const void *bytes, size_t length)
{
	show_all(out, (struct showing){.next = bytes, .left = length, .plain = true});
}

static char repr_quote(const void *bytes, size_t length)
{
	bool single = length && memchr(bytes, '\'', length),
	     twice = length && memchr(bytes, '"', length);

	return single && !twice ? '"' : '\'';
}

/* The part that both notations share: a byte of ASCII. */
static void repr_ascii(struct bytes *out, unsigned char byte, char quote)
{
	if (byte == '\\' || byte == (unsigned char)quote)
		bytes_addf(out, "\\%c", byte);
	else if (byte == '\n' || byte == '\r' || byte == '\t')
		bytes_addf(out, "\\%c", byte == '\n' ? 'n' : byte == '\r' ? 'r' : 't');
	else if (byte >= 0x20 && byte < 0x7f)
		bytes_add_char(out, (char)byte);
	else
		bytes_addf(out, "\\x%02x", byte);
}

void show_repr_bytes(struct bytes *out, const void *bytes, size_t length)
{
	const unsigned char *from = bytes;
	char quote = repr_quote(bytes, length);

	bytes_addf(out, "b%c", quote);
	for (size_t i = 0; i < length; i++)
		repr_ascii(out, from[i], quote);
	bytes_add_char(out, quote);
}

static void repr_wide(struct bytes *out, const char *character, size_t size, uint32_t cp)
{
	if (text_printable_in_python(cp))
		bytes_add(out, character, size);
	else if (cp <= 0xff)
		bytes_addf(out, "\\x%02x", (unsigned)cp);
	else if (cp <= 0xffff)
		bytes_addf(out, "\\u%04x", (unsigned)cp);
	else
		bytes_addf(out, "\\U%08x", (unsigned)cp);
}

void show_repr_text(struct bytes *out, const char *text, size_t length)
{
	char quote = repr_quote(text, length);
	uint32_t cp;

	bytes_add_char(out, quote);
	for (size_t at = 0, size; at < length; at += size ? size : 1) {
		size = text_decode(text + at, length - at, &cp);
		if (size == 1)
			repr_ascii(out, (unsigned char)cp, quote);
		else if (size > 1)
			repr_wide(out, text + at, size, cp);
		else
			bytes_addf(out, "\\udc%02x", (unsigned char)text[at]);
	}
	bytes_add_char(out, quote);
}
