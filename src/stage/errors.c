/* Exceptions: raising, catching, and the traceback of the one that ends a program. */
#include "stage/stage.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const char *stage_error_name(enum stage_error kind)
{
	static const char *const names[] = {
#define ERROR_NAME(NAME, text) text,
		STAGE_ERRORS(ERROR_NAME)
#undef ERROR_NAME
	};
	return names[kind];
}

enum stage_status stage_raise(struct stage *s, enum stage_error kind, int number,
                              const char *message)
{
	s->error = (struct stage_error_state){.kind = kind, .number = number};
	snprintf(s->error.message, sizeof s->error.message, "%s", message);
	s->traceback_depth = 0;
	trace_raise(&s->front.trace, kind, (uint32_t)number, message, strlen(message));
	return STAGE_RAISED;
}

/* The classes by errno are those of CPython's Objects/exceptions.c, PEP 3151; left out are those
 * that no call of a lesson can meet. */
static enum stage_error class_of(int number)
{
	switch (number) {
	case ECONNRESET: return ERROR_CONNECTION_RESET;
	case EPIPE:
	case ESHUTDOWN: return ERROR_BROKEN_PIPE;
	case ECONNABORTED: return ERROR_CONNECTION_ABORTED;
	case EAGAIN: return ERROR_BLOCKING_IO;
	case ETIMEDOUT: return ERROR_TIMEOUT;
	case EPERM:
	case EACCES: return ERROR_PERMISSION;
	default: return ERROR_OS;
	}
}

enum stage_status stage_raise_errno(struct stage *s)
{
	int number = errno;
	char message[100];
	snprintf(message, sizeof message, "[Errno %d] %s", number, strerror(number));
	return stage_raise(s, class_of(number), number, message);
}

bool stage_catches(struct stage *s, const enum stage_error *errors)
{
	while (*errors && *errors != s->error.kind)
		errors++;
	if (!*errors)
		return false;
	s->error.kind = ERROR_NONE;
	trace_catch(&s->front.trace);
	return true;
}

static void print_place(struct stage *s, const struct stage_place *place)
{
	char line[300];
	const char *name = s->program->codes[place->code].name;
	int size = snprintf(line, sizeof line, "  File \"%s.py\", line %u, in %s", s->program->name,
	                    place->line, strcmp(name, "module") ? name : "<module>");
	stage_output_line(s, 2, line, (size_t)size);
	if (!s->listing)
		return;
	const char *source = s->listing[place->line - 1];
	size = snprintf(line, sizeof line, "    %s", source + strspn(source, " "));
	stage_output_line(s, 2, line, (size_t)size);
}

/* As `python3 -X no_debug_ranges` prints it. */
void stage_print_traceback(struct stage *s)
{
	static const char first[] = "Traceback (most recent call last):";
	char line[200];
	stage_output_line(s, 2, first, sizeof first - 1);
	for (unsigned i = s->traceback_depth; i-- > 0;)
		print_place(s, &s->traceback[i]);
	int size = snprintf(line, sizeof line, "%s%s%s", stage_error_name(s->error.kind),
	                    s->error.message[0] ? ": " : "", s->error.message);
	stage_output_line(s, 2, line, (size_t)size);
}
