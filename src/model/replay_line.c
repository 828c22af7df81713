/*
 * The JSON of a recording, by jansson: checksum, types, counts and names. Nothing of what went
 * before.
 */
#include "model/replay_line.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/show.h"
#include "base/text.h"
#include "model/model.h"
#include "trace/trace_file.h"
#include "trace/trace_file_sum.h"

enum { MOST_STEPS = 48 }; /* bits of a count of steps */

static bool read_steps(const json_t *number, uint64_t *steps)
{
	json_int_t n = json_integer_value(number);
	*steps = (uint64_t)n;
	return json_is_integer(number) && n >= 0 && n >> MOST_STEPS == 0;
}

/* Characters back into bytes; jansson has made sure of the UTF-8. */
static bool read_bytes(const json_t *text, struct bytes *to)
{
	const char *from = json_string_value(text);
	size_t left = json_string_length(text);
	bytes_clear(to);
	while (left) {
		uint32_t c;
		size_t size = text_decode(from, left, &c);
		if (!size || c > UINT8_MAX)
			return false;
		bytes_add_char(to, (char)c);
		from += size;
		left -= size;
	}
	return true;
}

static bool read_numbers(const json_t *array, unsigned count, uint32_t *to)
{
	if (json_array_size(array) != count)
		return false;
	for (unsigned i = 0; i < count; i++) {
		const json_t *number = json_array_get(array, i);
		json_int_t n = json_integer_value(number);
		if (!json_is_integer(number) || n < 0 || n > UINT32_MAX)
			return false;
		to[i] = (uint32_t)n;
	}
	return true;
}

static bool find_kind(const char *name, enum event_kind *kind)
{
	for (unsigned i = 0; name && i < EVENT_KINDS; i++) {
		*kind = (enum event_kind)i;
		if (!strcmp(event_shapes[i].name, name))
			return true;
	}
	return false;
}

/* The message of an exception goes where a sentence stands: only what is visible, on one line, and
 * no more than a model keeps, so that it is not cut within a character. */
static void make_visible(struct bytes *text)
{
	struct bytes plain = {0};
	size_t length = 0, size;
	uint32_t c;
	show_plain_into(&plain, bytes_text(text), text->length);
	while ((size = text_decode(bytes_text(&plain) + length, plain.length - length, &c)) &&
	       length + size < sizeof(struct model_error){0}.message)
		length += size;
	bytes_cut(&plain, length);
	bytes_free(text);
	*text = plain;
}

static enum replay_fault read_event(struct replay_line *to, const json_t *object)
{
	struct event *e = &to->event;
	const json_t *bytes = json_object_get(object, "b");
	if (!find_kind(json_string_value(json_object_get(object, "e")), &e->kind))
		return FAULT_KIND;
	const struct event_shape *shape = &event_shapes[e->kind];
	if (!read_numbers(json_object_get(object, "n"), shape->numbers, e->number))
		return FAULT_NUMBERS;
	if (shape->has_bytes && (!json_is_string(bytes) || !read_bytes(bytes, &to->bytes)))
		return FAULT_BYTES;
	if (json_object_size(object) != 1u + !!shape->numbers + shape->has_bytes)
		return FAULT_RECORD;
	if (e->kind == EVENT_RAISE)
		make_visible(&to->bytes);
	if (shape->has_bytes) {
		e->bytes = (const uint8_t *)bytes_text(&to->bytes);
		e->size = (uint32_t)to->bytes.length;
	}
	return FAULT_NONE;
}

static enum replay_fault read_step(struct replay_line *to, const json_t *line)
{
	json_int_t n = json_integer_value(line);
	if (!json_is_integer(line) || n < 1 || n > EVENT_LINES)
		return FAULT_LISTING;
	to->event.kind = EVENT_STEP;
	to->event.number[0] = (uint32_t)n;
	return FAULT_NONE;
}

static enum replay_fault read_object(struct replay_line *to, const json_t *object)
{
	static const struct {
		const char *name;
		enum replay_kind kind;
	} marks[] = {{"gap", REPLAY_GAP}, {"resume", REPLAY_RESUME}, {"end", REPLAY_END}};
	const json_t *line = json_object_get(object, "line");
	to->kind = REPLAY_EVENT;
	to->event = (struct event){0};
	if (json_object_get(object, "e"))
		return read_event(to, object);
	if (json_object_size(object) != 1)
		return FAULT_RECORD;
	if (line)
		return read_step(to, line);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const json_t *steps = json_object_get(object, marks[i].name);
		to->kind = marks[i].kind;
		if (steps)
			return read_steps(steps, &to->steps) ? FAULT_NONE : FAULT_STEPS;
	}
	return FAULT_RECORD;
}

/* JSON_ALLOW_NUL, because a client may well have sent some; lengths are kept. The checksum is no
 * part of what the line says. */
static json_t *parse(const char *line, size_t length)
{
	json_error_t error;
	json_t *object = json_loadb(line, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (json_is_object(object)) {
		json_object_del(object, "crc");
		return object;
	}
	json_decref(object);
	return NULL;
}

enum replay_fault replay_line_read(struct replay_line *to, const char *line, size_t length)
{
	if (!recording_is_sealed(line, length, &to->sum))
		return FAULT_SUM;
	json_t *object = parse(line, length);
	enum replay_fault fault = object ? read_object(to, object) : FAULT_RECORD;
	json_decref(object);
	return fault;
}

static bool read_name(const json_t *text, char *to)
{
	static const char fine[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789._-";
	const char *name = json_string_value(text);
	size_t length = json_string_length(text);
	if (!name || !length || length >= REPLAY_NAME || strspn(name, fine) != length)
		return false;
	memcpy(to, name, length + 1);
	return true;
}

static bool read_hash(const json_t *text, uint64_t *to)
{
	const char *hash = json_string_value(text);
	size_t length = json_string_length(text);
	if (!hash || strncmp(hash, "0x", 2) || length < 3 || length > 18 ||
	    strspn(hash + 2, "0123456789abcdef") != length - 2)
		return false;
	*to = strtoull(hash, NULL, 16);
	return true;
}

/* The version comes first: another one may have another checksum, or none. */
static enum replay_fault read_header(struct replay_header *to, const json_t *object, bool is_sealed)
{
	const json_t *version = json_object_get(object, "asyncviz");
	if (!json_is_integer(version) || json_integer_value(version) < 1)
		return FAULT_FOREIGN;
	if (json_integer_value(version) > RECORDING_VERSION)
		return FAULT_NEWER;
	if (json_integer_value(version) < RECORDING_VERSION)
		return FAULT_OLDER;
	if (!is_sealed)
		return FAULT_FIRST_LINE;
	if (!read_name(json_object_get(object, "lesson"), to->lesson) ||
	    !read_name(json_object_get(object, "program"), to->program) ||
	    !read_hash(json_object_get(object, "listing"), &to->listing))
		return FAULT_UNNAMED;
	return FAULT_NONE;
}

enum replay_fault replay_line_header(struct replay_header *to, uint32_t *sum, const char *line,
                                     size_t length)
{
	/* jansson says of no memory what it says of no JSON, and that would be a fault of the file:
	 * with ours the program ends, as everywhere. */
	json_set_alloc_funcs(xmalloc, free);
	json_t *object = parse(line, length);
	enum replay_fault fault = read_header(to, object, recording_is_sealed(line, length, sum));
	json_decref(object);
	return fault;
}
