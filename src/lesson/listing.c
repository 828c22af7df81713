/*
 * Reads listings. It knows nothing of Python beyond the comment that carries a tag.
 */
#include "lesson/listing.h"

#include <string.h>

#include "base/text.h"

#define MARK "#: "

bool tag_is_valid(const char *tag, size_t length)
{
	if (length == 0 || tag[0] < 'a' || tag[0] > 'z')
		return false;
	for (size_t i = 0; i < length; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", tag[i]) || !tag[i])
			return false;
	return true;
}

/* What is wrong with the character at the start of text, or NULL; *size is its length. */
static const char *why_unfit(const char *text, size_t length, size_t *size)
{
	uint32_t cp;

	*size = text_decode(text, length, &cp);
	if (*size == 0)
		return "This is not UTF-8";
	if (cp == 0)
		return "A NUL byte has no place in a text";
	if (cp == '\r')
		return "This line ends as on Windows; save the file with newlines only";
	if (cp == 0xfeff)
		return "A byte order mark has no place but at the very start of a file";
	if ((cp < ' ' && cp != '\n' && cp != '\t') || cp == 0x7f)
		return "A control character has no place in a text";
	return NULL;
}

bool lesson_file_read(struct bytes *text, const char *path, struct faults *faults)
{
	size_t before = text->length, size;
	const char *failure;
	unsigned line = 1;

	if (!bytes_read_file(text, path, LESSON_FILE_SIZE, &failure)) {
		faults_add(faults, path, 0, "%s", failure);
		return false;
	}
	/* A listing is still that for which its twin was built: to Python, too, the mark says
	 * nothing. */
	bytes_take_out(text, before, text_mark(bytes_text(text) + before, text->length - before));
	for (size_t at = before; at < text->length; at += size) {
		failure = why_unfit(text->data + at, text->length - at, &size);
		if (failure) {
			faults_add(faults, path, line, "%s", failure);
			bytes_cut(text, before);
			return false;
		}
		line += text->data[at] == '\n';
	}
	return true;
}

static uint64_t fnv1a(const struct bytes *bytes)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < bytes->length; i++)
		hash = (hash ^ (unsigned char)bytes->data[i]) * 0x100000001b3;
	return hash;
}

/* Parts a line at its tag; false when what follows `#:` is none. A line without one is whole. */
static bool part_line(struct listing_line *line, char *text)
{
	char *mark = NULL, *end;

	line->text = text;
	line->tag = NULL;
	for (char *at = text; (at = strstr(at, "#:")); at++)
		mark = at;
	if (!mark)
		return true;
	line->tag = mark + strlen(MARK);
	if (mark < text + 2 || strncmp(mark - 2, "  " MARK, 2 + strlen(MARK)) != 0 ||
	    !tag_is_valid(line->tag, strlen(line->tag)))
		return false;
	for (end = mark; end > text && end[-1] == ' '; end--)
		continue;
	*end = '\0';
	return end > text;
}

/* The line that has this tag, among the first `count`; 0 when there is none. */
static unsigned tag_line(const struct listing *listing, unsigned count, const char *tag)
{
	for (unsigned i = 0; i < count; i++)
		if (listing->line[i].tag && strcmp(listing->line[i].tag, tag) == 0)
			return i + 1;
	return 0;
}

static void read_line(struct listing *listing, char *text, const char *path, struct faults *faults)
{
	unsigned number = ++listing->count, other;
	struct listing_line *line = &listing->line[number - 1];

	if (strchr(text, '\t'))
		faults_add(faults, path, number, "A tab; a listing is indented by blanks");
	if (!part_line(line, text)) {
		faults_add(faults, path, number,
		           "No tag; one stands behind code and two blanks, as `  #: recv`");
		line->tag = NULL;
	}
	if (!line->tag)
		return;
	other = tag_line(listing, number - 1, line->tag);
	if (other > 0)
		faults_add(faults, path, number, "The tag `%s` stands in line %u already",
		           line->tag, other);
}

/* Cuts the source into lines, in place. */
static void read_lines(struct listing *listing, const char *path, struct faults *faults)
{
	char *at = listing->source.data, *end = at + listing->source.length;

	while (at < end) {
		char *newline = memchr(at, '\n', (size_t)(end - at));

		if (listing->count == LISTING_LINES) {
			faults_add(faults, path, LISTING_LINES + 1,
			           "A listing has at most %d lines", LISTING_LINES);
			return;
		}
		if (newline)
			*newline = '\0';
		read_line(listing, at, path, faults);
		at = newline ? newline + 1 : end;
	}
}

bool listing_read(struct listing *listing, const char *path, struct faults *faults)
{
	unsigned before = faults->count;

	listing->source = (struct bytes){0};
	listing->count = 0;
	if (!lesson_file_read(&listing->source, path, faults)) {
		listing_free(listing);
		return false;
	}
	listing->hash = fnv1a(&listing->source);
	if (listing->source.length > 0)
		read_lines(listing, path, faults);
	if (faults->count == before)
		return true;
	listing_free(listing);
	return false;
}

void listing_free(struct listing *listing)
{
	bytes_free(&listing->source);
	listing->count = 0;
}
