/* Strings of JSON, character by character. */
#include "export/json_text.h"

#include <string.h>

#include "base/text.h"

enum { UNKNOWN = 0xfffd, FIRST_PAIR = 0x10000, HIGH_HALF = 0xd800, LOW_HALF = 0xdc00 };

/* \n and the like; 0 for a character that has no such name. */
static char short_name(uint32_t c)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	if (c == 0 || (c > '"' && c != '\\'))
		return '\0';
	const char *at = strchr(from, (int)c);
	return at ? to[at - from] : '\0';
}

static void add_character(struct bytes *out, uint32_t c)
{
	char name = short_name(c);
	if (name) {
		bytes_add_char(out, '\\');
		bytes_add_char(out, name);
	} else if (c >= ' ' && c < 0x80) {
		bytes_add_char(out, (char)c);
	} else if (c < FIRST_PAIR) {
		bytes_addf(out, "\\u%04x", c);
	} else {
		c -= FIRST_PAIR;
		bytes_addf(out, "\\u%04x\\u%04x", HIGH_HALF + (c >> 10), LOW_HALF + (c & 1023));
	}
}

void json_add_text(struct bytes *out, const char *text, size_t length)
{
	bytes_add_char(out, '"');
	for (size_t at = 0, size; at < length; at += size) {
		uint32_t c = UNKNOWN;
		size = text_decode(text + at, length - at, &c);
		add_character(out, c);
		size += !size;
	}
	bytes_add_char(out, '"');
}

void json_add_latin1(struct bytes *out, const uint8_t *data, size_t size)
{
	bytes_add_char(out, '"');
	for (size_t i = 0; i < size; i++)
		add_character(out, data[i]);
	bytes_add_char(out, '"');
}
