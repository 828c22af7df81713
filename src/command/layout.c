/* Two rows of letters, place by place; a pair of rows each for small letters and capitals. */
#include "command/layout.h"

#include <string.h>

#include "base/text.h"

static const struct {
	const char *cyrillic, *latin;
} rows[] = {
	{"ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,."},
	{"ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ", "~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>"},
	{"іїєґў", "s]'\\o"}, /* Ukrainian, and the Belarusian ў */
	{"ІЇЄҐЎ", "S}\"|O"},
};

uint32_t layout_latin(uint32_t letter)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *next = rows[i].cyrillic, *end = next + strlen(next);
		uint32_t cp;
		for (const char *latin = rows[i].latin; *latin; latin++) {
			next += text_decode(next, (size_t)(end - next), &cp);
			if (cp == letter)
				return (unsigned char)*latin;
		}
	}
	return letter;
}

bool layout_turn(char *out, size_t size, const char *text, size_t length)
{
	size_t written = 0;
	for (size_t at = 0, bytes; at < length; at += bytes) {
		uint32_t cp;
		bytes = text_decode(text + at, length - at, &cp);
		cp = bytes ? layout_latin(cp) : 0x80;
		if (cp >= 0x80 || written + 1 >= size)
			return false;
		out[written++] = (char)cp;
	}
	out[written] = '\0';
	return true;
}
