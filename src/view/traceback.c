/*
 * The traceback that ended a program, as it was printed: which lines it names. It is read from the
 * output, because the frames are gone, and because marks must say what the words say.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/view.h"

enum { LONGEST = 200 }; /* bytes of a line that names another */

static uint64_t oldest(const struct model *m)
{
	return m->output_count > MODEL_OUTPUT ? m->output_count - MODEL_OUTPUT : 0;
}

static bool begins(const struct model_bytes *line, const char *with)
{
	size_t length = strlen(with);
	return line->size >= length && !memcmp(line->data, with, length);
}

int traceback_rows(const struct model *m)
{
	int rows = 0;
	if (!m->has_ended || !m->error.kind)
		return 0;
	for (uint64_t i = m->output_count; i-- > oldest(m);) {
		const struct model_bytes *line = model_output(m, i);
		if (!line->is_error)
			break;
		rows++;
		if (begins(line, "Traceback"))
			break;
	}
	return rows;
}

/* `  File "server.py", line 27, in client`, of that program; 0: it says something else. */
static unsigned line_named(const struct model_bytes *line, const char *program)
{
	char text[LONGEST], place[LONGEST];
	snprintf(text, sizeof text, "%.*s", (int)line->size, (const char *)line->data);
	int length = snprintf(place, sizeof place, "  File \"%s.py\", line ", program);
	if (length >= (int)sizeof place || strncmp(text, place, (size_t)length) != 0)
		return 0;
	return (unsigned)strtoul(text + length, NULL, 10);
}

bool traceback_names(const struct model *m, const char *program, unsigned line)
{
	uint64_t rows = (uint64_t)traceback_rows(m);
	for (uint64_t i = m->output_count - rows; i < m->output_count; i++)
		if (line_named(model_output(m, i), program) == line)
			return true;
	return false;
}

unsigned traceback_last(const struct model *m, const char *program)
{
	uint64_t rows = (uint64_t)traceback_rows(m);
	unsigned last = 0;
	for (uint64_t i = m->output_count - rows; i < m->output_count; i++) {
		unsigned line = line_named(model_output(m, i), program);
		last = line ? line : last;
	}
	return last;
}
