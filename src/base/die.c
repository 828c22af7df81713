/*
 * Says why the program ends, once the terminal is itself again, and turns a failed allocation into
 * that. It knows nothing of terminals (one registered function does), and die() allocates nothing,
 * since it also speaks when memory is gone. Bounds are kept by whoever holds what others can grow.
 */
#include "base/die.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_SIZE = 2048 };

/* The one mutable global of this layer: restore-on-exit state. */
static void (*restore_terminal)(void);

void die_set_restore(void (*restore)(void))
{
	restore_terminal = restore;
}

__attribute__((noreturn, format(printf, 2, 0))) static void end(const char *reason,
                                                                const char *format, va_list values)
{
	char message[MESSAGE_SIZE];
	void (*restore)(void) = restore_terminal;

	if (vsnprintf(message, sizeof message, format, values) < 0)
		message[0] = '\0';
	restore_terminal = NULL; /* a restore that dies itself must not come back here */
	if (restore)
		restore();
	fflush(stdout);
	dprintf(STDERR_FILENO, "asyncviz: %s%s%s\n", message, reason ? ": " : "",
	        reason ? reason : "");
	exit(EXIT_FAILURE);
}

void die(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	end(NULL, format, values); /* does not return */
	/* cppcheck-suppress va_end_missing */
}

void die_errno(const char *format, ...)
{
	const char *reason = strerror(errno);
	va_list values;

	va_start(values, format);
	end(reason, format, values); /* does not return */
	/* cppcheck-suppress va_end_missing */
}

static void *granted(void *memory)
{
	if (!memory)
		die("out of memory");
	return memory;
}

void *xmalloc(size_t size)
{
	return granted(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return granted(count && size ? calloc(count, size) : calloc(1, 1));
}

void *xrealloc(void *old, size_t size)
{
	return granted(realloc(old, size ? size : 1));
}

void *xreallocarray(void *old, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		die("out of memory");
	return xrealloc(old, total);
}

void *xreach(void *array, uint32_t *count, uint32_t id, size_t size)
{
	uint32_t more = *count ? *count : 16;

	if (id < *count)
		return array;
	while (more <= id)
		more *= 2;
	array = xreallocarray(array, more, size);
	memset((char *)array + *count * size, 0, (more - *count) * size);
	*count = more;
	return array;
}

char *xstrdup(const char *text)
{
	return granted(strdup(text));
}

char *xasprintf(const char *format, ...)
{
	char *text;
	va_list values;

	va_start(values, format);
	if (vasprintf(&text, format, values) < 0)
		die_errno("cannot format a text");
	va_end(values);
	return text;
}
