/*
 * Writing a recording. The lines are put together by hand, for a program at full speed makes
 * millions of them; everything else about JSON is the reader's business.
 */
#include "trace/trace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"
#include "base/show.h"
#include "trace/trace_file_sum.h"

enum {
	FLUSH_AT = 64 << 10, /* bytes that are gathered before they are written */
	SHORT_LINE = 128, /* more than a line has besides its bytes */
	ESCAPED = 6 /* a byte as \u00xx */
};

const struct event_shape event_shapes[EVENT_KINDS] = {
#define EVENT_SHAPE(KIND, name, numbers, bytes, class) [EVENT_##KIND] = {#name, numbers, bytes},
	EVENTS(EVENT_SHAPE)
#undef EVENT_SHAPE
};

/* --- lines: each puts text at `to`, where there is room, and returns its end ------------------ */

static char *put_text(char *to, const char *text)
{
	size_t length = strlen(text);
	memcpy(to, text, length);
	return to + length;
}

static char *put_number(char *to, uint64_t n)
{
	char digits[20];
	unsigned count = 0;
	do
		digits[count++] = (char)('0' + n % 10);
	while (n /= 10);
	while (count)
		*to++ = digits[--count];
	return to;
}

static char *put_byte(char *to, uint8_t byte)
{
	static const char hex[] = "0123456789abcdef";
	if (byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\') {
		*to++ = (char)byte;
		return to;
	}
	to = put_text(to, "\\u00");
	*to++ = hex[byte >> 4];
	*to++ = hex[byte & 15];
	return to;
}

/* Without the brace at the end, which comes with the checksum. */
static char *put_event(char *to, const struct event *e)
{
	const struct event_shape *shape = &event_shapes[e->kind];
	to = put_text(put_text(to, "{\"e\":\""), shape->name);
	*to++ = '"';
	for (unsigned i = 0; i < shape->numbers; i++)
		to = put_number(put_text(to, i ? "," : ",\"n\":["), e->number[i]);
	if (shape->numbers)
		*to++ = ']';
	if (shape->has_bytes) {
		to = put_text(to, ",\"b\":\"");
		for (uint32_t i = 0; i < e->size; i++)
			to = put_byte(to, e->bytes[i]);
		*to++ = '"';
	}
	return to;
}

/* --- the file --------------------------------------------------------------------------------- */

/* Takes away the part of a line that still found room, so that the file ends with a whole one. */
static void give_up(struct recording *r, int error)
{
	r->error = error;
	bytes_clear(&r->text);
	if (r->is_regular && ftruncate(r->fd, (off_t)r->size))
		return; /* the reader copes with half a line */
}

static void flush(struct recording *r)
{
	if (r->error || !r->text.length)
		return;
	if (r->size + r->text.length > RECORDING_CAP)
		give_up(r, EFBIG);
	else if (!fd_write_all(r->fd, r->text.data, r->text.length))
		give_up(r, errno);
	else
		r->size += r->text.length;
	bytes_clear(&r->text);
}

/* What of the text begins at `line` goes up to `to`: a line but for its end, for which there is
 * room. */
static void end_line(struct recording *r, char *line, char *to)
{
	to = recording_seal(line, to, &r->sum);
	*to++ = '\n';
	r->text.length = (size_t)(to - r->text.data);
}

static void add_event(struct recording *r, const struct event *e)
{
	bool is_step = e->kind == EVENT_STEP;
	bool has_bytes = !is_step && event_shapes[e->kind].has_bytes;
	bytes_reserve(&r->text, SHORT_LINE + (has_bytes ? (size_t)e->size * ESCAPED : 0));
	char *from = r->text.data + r->text.length, *to;
	if (is_step)
		to = put_number(put_text(from, "{\"line\":"), e->number[0]);
	else
		to = put_event(from, e);
	end_line(r, from, to);
	r->steps += is_step;
	if (r->text.length >= FLUSH_AT)
		flush(r);
}

/* The text has grown by a line but for its end. */
static void end_added_line(struct recording *r, size_t start)
{
	bytes_reserve(&r->text, SHORT_LINE);
	end_line(r, r->text.data + start, r->text.data + r->text.length);
}

static void add_mark(struct recording *r, const char *name, uint64_t steps)
{
	size_t start = r->text.length;
	bytes_addf(&r->text, "{\"%s\":%llu", name, (unsigned long long)steps);
	end_added_line(r, start);
}

static void add_header(struct recording *r, const char *lesson, const char *program,
                       uint64_t listing_hash)
{
	size_t start = r->text.length;
	bytes_addf(&r->text,
	           "{\"asyncviz\":%d,\"lesson\":\"%s\",\"program\":\"%s\",\"listing\":\"0x%llx\"",
	           RECORDING_VERSION, lesson, program, (unsigned long long)listing_hash);
	end_added_line(r, start);
}

/* Why a file that was to be opened cannot take a recording; NULL when it can. */
static const char *why_unfit(struct recording *r)
{
	static const struct say symbolic = {
		"it is a symbolic link, which is not followed",
		"это символическая ссылка, а по ссылкам запись не идёт"};
	static const struct say special = {"a recording is written to a regular file",
	                                   "записывать можно только в обычный файл"};
	static const struct say taken = {"another asyncviz is recording to it",
	                                 "туда уже пишет другая asyncviz"};
	struct stat status;
	if (r->fd < 0 && errno == ELOOP)
		return say_in(r->language, &symbolic);
	if (r->fd < 0 || fstat(r->fd, &status) < 0)
		return strerror(errno);
	r->is_regular = S_ISREG(status.st_mode);
	if (!r->is_regular && (!S_ISCHR(status.st_mode) || isatty(r->fd)))
		return say_in(r->language, &special);
	if (!r->is_regular)
		return NULL;
	if (flock(r->fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return say_in(r->language, &taken);
	return ftruncate(r->fd, 0) ? strerror(errno) : NULL;
}

char *recording_refusal(const char *path, enum language language, const char *fault)
{
	struct bytes name = {0};
	show_into(&name, path, strlen(path));
	char *why = xasprintf(language == RUSSIAN ? "Нельзя вести запись в %s: %s."
	                                          : "Cannot record to %s: %s.",
	                      bytes_text(&name), fault);
	bytes_free(&name);
	return why;
}

bool recording_open(struct recording *r, const char *path, enum language language,
                    const char *lesson, const char *program, uint64_t listing_hash, char **why)
{
	struct bytes name = {0};
	*r = (struct recording){.language = language};
	/* O_NONBLOCK: a pipe that nobody reads must not hold us. */
	r->fd = fd_high(open(
		path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600));
	const char *fault = why_unfit(r);
	if (fault) {
		*why = recording_refusal(path, language, fault);
		if (r->fd >= 0)
			close(r->fd);
		return false;
	}
	show_into(&name, path, strlen(path));
	r->is_open = true;
	r->name = name.data;
	add_header(r, lesson, program, listing_hash);
	flush(r);
	return true;
}

void recording_restart(struct recording *r, const char *lesson, const char *program,
                       uint64_t listing_hash)
{
	if (!r->is_open)
		return;
	bytes_clear(&r->text);
	r->chunk = r->offset = r->size = r->steps = 0;
	r->sum = 0;
	r->error = 0;
	if (r->is_regular && (lseek(r->fd, 0, SEEK_SET) || ftruncate(r->fd, 0)))
		r->error = errno;
	add_header(r, lesson, program, listing_hash);
	flush(r);
}

/* Adds the events of a chunk from r->offset to `end`. */
static void add_events(struct recording *r, const struct trace_chunk *c, size_t end)
{
	const uint8_t *p = c->data + r->offset;
	struct event e;
	while (p < c->data + end && !r->error) {
		p = event_read(p, &e);
		add_event(r, &e);
	}
	r->offset = end;
}

/* The oldest chunk is later than what was written last: its checkpoint says how things stand. */
static void add_gap(struct recording *r, struct trace *t)
{
	const struct trace_chunk *c = trace_chunk(t, t->oldest);
	r->chunk = t->oldest;
	r->offset = 0;
	add_mark(r, "gap", c->first);
	add_events(r, c, c->checkpoint);
	r->steps = c->first;
	add_mark(r, "resume", c->first);
}

void recording_write(struct recording *r, struct trace *t)
{
	if (!r->is_open || r->error)
		return;
	if (r->chunk < t->oldest)
		add_gap(r, t);
	for (;;) {
		const struct trace_chunk *c = trace_chunk(t, r->chunk);
		add_events(r, c, c->size);
		if (r->chunk == t->newest)
			break;
		r->offset = trace_chunk(t, ++r->chunk)->checkpoint;
	}
	flush(r);
}

static char *why_stopped(const struct recording *r)
{
	static const struct say full = {"it is full", "файл достиг предельного размера"};
	return xasprintf(r->language == RUSSIAN ? "Запись %s остановлена: %s."
	                                        : "The recording %s has stopped: %s.",
	                 r->name,
	                 r->error == EFBIG ? say_in(r->language, &full) : strerror(r->error));
}

bool recording_close(struct recording *r, char **why)
{
	if (!r->is_open)
		return true;
	if (!r->error) {
		add_mark(r, "end", r->steps);
		flush(r);
	}
	if (close(r->fd) && !r->error)
		r->error = errno;
	bool is_whole = !r->error;
	if (!is_whole)
		*why = why_stopped(r);
	free(r->name);
	bytes_free(&r->text);
	*r = (struct recording){0};
	return is_whole;
}
