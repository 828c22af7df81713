/* Reading the form of a listing: indentation, `def` and `for`. It knows no other Python. */
#include "lesson/python_line.h"

#include <string.h>

#define NAME_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"

bool python_is(struct python_piece piece, const char *text)
{
	return strlen(text) == piece.length && strncmp(piece.text, text, piece.length) == 0;
}

bool python_begins_with(struct python_piece piece, const char *name)
{
	size_t length = strspn(piece.text, NAME_SIGNS);

	return length <= piece.length && python_is((struct python_piece){piece.text, length}, name);
}

static size_t indent(const char *line)
{
	return strspn(line, " ");
}

/* The line without its blanks in front; "" outside the listing. */
static const char *text_of(const struct lesson_program *p, unsigned line)
{
	return line > 0 && line <= p->python_count
	               ? p->python[line - 1] + indent(p->python[line - 1])
	               : "";
}

static const struct code *code_named(const struct program *twin, struct python_piece name)
{
	for (unsigned i = 1; i < twin->code_count; i++)
		if (python_is(name, twin->codes[i].name))
			return &twin->codes[i];
	return &twin->codes[0];
}

const struct code *python_code_at(const struct lesson_program *p, unsigned line)
{
	size_t inner = line > 0 && line <= p->python_count ? indent(p->python[line - 1]) : 0;

	for (; inner > 0 && line > 0; line--) {
		const char *text = text_of(p, line);

		if (!*text || indent(p->python[line - 1]) >= inner)
			continue;
		inner = indent(p->python[line - 1]);
		if (strncmp(text, "def ", 4) == 0)
			return code_named(p->twin, (struct python_piece){
							   text + 4, strspn(text + 4, NAME_SIGNS)});
	}
	return &p->twin->codes[0];
}

static unsigned end_of_body(const struct lesson_program *p, unsigned line)
{
	size_t outer = indent(p->python[line - 1]);
	unsigned last = line;

	for (unsigned i = line + 1; i <= p->python_count; i++) {
		if (!*text_of(p, i))
			continue;
		if (indent(p->python[i - 1]) <= outer)
			break;
		last = i;
	}
	return last;
}

bool python_for_at(const struct lesson_program *p, unsigned line, struct python_for *to)
{
	static const char opens[] = "for ", goes_through[] = " in ";
	const char *text = text_of(p, line), *in = strstr(text, goes_through),
		   *colon = strrchr(text, ':');

	if (strncmp(text, opens, sizeof opens - 1) != 0 || !in || !colon || colon < in)
		return false;
	text += sizeof opens - 1;
	in += sizeof goes_through - 1;
	*to = (struct python_for){
		.variable = {text, strspn(text, NAME_SIGNS)},
		.over = {in, (size_t)(colon - in)},
		.last = end_of_body(p, line),
	};
	return true;
}
