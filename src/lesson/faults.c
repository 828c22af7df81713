/*
 * Collects faults as text. It does not know who reads them: the caller prints all, or shows the
 * first.
 */
#include "lesson/faults.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/show.h"
#include "base/text.h"

enum {
	FAULT_COLUMNS = 400, /* a heading of a megabyte is quoted as far as this */
	FAULTS_KEPT = 200 /* the others are only counted */
};

/* Adds the line unless it is there: both languages of a lesson find the same fault of a listing. */
static void keep_once(struct faults *faults, const struct bytes *line)
{
	const char *same = strstr(bytes_text(&faults->text), bytes_text(line));

	if (same && (same == faults->text.data || same[-1] == '\n'))
		return;
	if (faults->kept++ < FAULTS_KEPT)
		bytes_add(&faults->text, line->data, line->length);
}

void faults_add(struct faults *faults, const char *path, unsigned line, const char *format, ...)
{
	struct bytes plain = {0}, shown = {0};
	char *message;
	va_list values;

	va_start(values, format);
	if (vasprintf(&message, format, values) < 0)
		die("out of memory");
	va_end(values);
	bytes_add_text(&plain, path);
	if (line > 0)
		bytes_addf(&plain, ":%u", line);
	bytes_addf(&plain, ": %s", message);
	show_plain_into(&shown, plain.data, plain.length);
	bytes_cut(&shown, text_cut(shown.data, shown.length, FAULT_COLUMNS));
	bytes_add_char(&shown, '\n');
	keep_once(faults, &shown);
	faults->count++;
	bytes_free(&shown);
	bytes_free(&plain);
	free(message);
}

char *faults_first(const struct faults *faults)
{
	const char *text = bytes_text(&faults->text);

	assert(faults->count > 0);
	return xasprintf("%.*s", (int)strcspn(text, "\n"), text);
}

void faults_free(struct faults *faults)
{
	bytes_free(&faults->text);
	*faults = (struct faults){0};
}
