/*
 * Growable byte strings and whole-file reading. It does not know what the bytes mean: text is the
 * business of text.h and show.h.
 */
#include "base/bytes.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"

const char bytes_too_big[] = "Too big";

enum { FIRST_CAPACITY = 64, READ_CHUNK = 64 * 1024 };

void bytes_reserve(struct bytes *bytes, size_t more)
{
	size_t needed, capacity = bytes->capacity ? bytes->capacity : FIRST_CAPACITY;

	if (more >= SIZE_MAX - bytes->length)
		die("out of memory");
	needed = bytes->length + more + 1;
	if (bytes->data && needed <= bytes->capacity)
		return;
	while (capacity < needed)
		capacity = capacity > SIZE_MAX / 2 ? needed : capacity * 2;
	bytes->data = xrealloc(bytes->data, capacity);
	bytes->capacity = capacity;
	bytes->data[bytes->length] = '\0';
}

void bytes_add(struct bytes *bytes, const void *more, size_t length)
{
	bytes_reserve(bytes, length);
	if (length)
		memcpy(bytes->data + bytes->length, more, length);
	bytes->length += length;
	bytes->data[bytes->length] = '\0';
}

void bytes_add_text(struct bytes *bytes, const char *text)
{
	bytes_add(bytes, text, strlen(text));
}

void bytes_add_char(struct bytes *bytes, char c)
{
	bytes_add(bytes, &c, 1);
}

void bytes_addf(struct bytes *bytes, const char *format, ...)
{
	va_list values, again;
	int length;

	va_start(values, format);
	va_copy(again, values);
	bytes_reserve(bytes, FIRST_CAPACITY);
	length = vsnprintf(bytes->data + bytes->length, bytes->capacity - bytes->length, format,
	                   values);
	if (length < 0)
		die_errno("cannot format a text");
	if ((size_t)length >= bytes->capacity - bytes->length) {
		bytes_reserve(bytes, (size_t)length);
		vsnprintf(bytes->data + bytes->length, (size_t)length + 1, format, again);
	}
	bytes->length += (size_t)length;
	va_end(again);
	va_end(values);
}

void bytes_cut(struct bytes *bytes, size_t length)
{
	assert(length <= bytes->length);
	bytes->length = length;
	if (bytes->data)
		bytes->data[length] = '\0';
}

void bytes_take_out(struct bytes *bytes, size_t from, size_t count)
{
	assert(from + count <= bytes->length);
	if (!count)
		return;
	memmove(bytes->data + from, bytes->data + from + count, bytes->length - from - count);
	bytes_cut(bytes, bytes->length - count);
}

void bytes_clear(struct bytes *bytes)
{
	bytes_cut(bytes, 0);
}

void bytes_free(struct bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct bytes){0};
}

const char *bytes_text(const struct bytes *bytes)
{
	return bytes->data ? bytes->data : "";
}

/* read() that is never interrupted. */
static ssize_t read_some(int fd, char *into, size_t size)
{
	ssize_t got;

	do
		got = read(fd, into, size);
	while (got < 0 && errno == EINTR);
	return got;
}

/* Reads to the end and not by st_size, for a file may change its length under our hands. */
static const char *read_all(struct bytes *bytes, int fd, size_t cap)
{
	size_t left = cap;

	for (;;) {
		ssize_t got;

		bytes_reserve(bytes, READ_CHUNK);
		got = read_some(fd, bytes->data + bytes->length, READ_CHUNK);
		if (got < 0)
			return strerror(errno);
		if (got == 0)
			return NULL;
		if ((size_t)got > left)
			return bytes_too_big;
		left -= (size_t)got;
		bytes->length += (size_t)got;
		bytes->data[bytes->length] = '\0';
	}
}

static const char *why_unfit(int fd, size_t cap)
{
	struct stat status;

	if (fstat(fd, &status) < 0)
		return strerror(errno);
	if (S_ISDIR(status.st_mode))
		return strerror(EISDIR);
	if (!S_ISREG(status.st_mode))
		return "Not a regular file";
	if (status.st_size > 0 && (uintmax_t)status.st_size > cap)
		return bytes_too_big;
	return NULL;
}

/* O_NONBLOCK, so that a FIFO without a writer cannot hold us before fstat tells what it is. */
static const char *read_path(struct bytes *bytes, const char *path, size_t cap)
{
	const char *failure;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return strerror(errno);
	failure = why_unfit(fd, cap);
	if (!failure)
		failure = read_all(bytes, fd, cap);
	close(fd);
	return failure;
}

bool bytes_read_file(struct bytes *bytes, const char *path, size_t cap, const char **message)
{
	size_t before = bytes->length;
	const char *failure = read_path(bytes, path, cap);

	if (!failure)
		return true;
	bytes_cut(bytes, before);
	*message = failure;
	return false;
}
