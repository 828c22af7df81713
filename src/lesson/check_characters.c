/* Whether a file reads on the screen as it reads in an editor. */
#include "lesson/check_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/show.h"
#include "base/text.h"
#include "lesson/listing.h"

/* Names the first character of a line that the gate would put as an escape. */
static void check_line(const char *text, size_t length, const char *path, unsigned line,
                       struct faults *faults)
{
	struct bytes shown = {0};
	uint32_t cp = 0;
	size_t same = 0;

	show_plain_into(&shown, text, length);
	while (same < length && same < shown.length && text[same] == shown.data[same])
		same++;
	bytes_free(&shown);
	if (same == length)
		return;
	text_decode(text + same, length - same, &cp);
	if (cp == '\t')
		faults_add(faults, path, line, "A tab; a guide is written with blanks");
	else
		faults_add(faults, path, line, "U+%04X is no character that can be seen here", cp);
}

void check_characters(const char *path, bool may_have_tabs, struct faults *faults)
{
	struct bytes source = {0};
	unsigned line = 1;

	if (lesson_file_read(&source, path, faults))
		for (size_t at = 0, length; at < source.length; at += length + 1) {
			length = strcspn(source.data + at, "\n");
			for (size_t i = at; may_have_tabs && i < at + length; i++)
				if (source.data[i] == '\t')
					source.data[i] = ' ';
			check_line(source.data + at, length, path, line++, faults);
		}
	bytes_free(&source);
}
