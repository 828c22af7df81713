/* Looking for names in `except NAME:` and `except (NAME, NAME):`. */
#include "lesson/except.h"

#include <string.h>

#include "lesson/condition.h"
#include "stage/stage.h"

const char *except_names(const char *line, size_t *length)
{
	static const char except[] = "except ";

	line += strspn(line, " ");
	*length = 0;
	if (strncmp(line, except, sizeof except - 1) != 0)
		return line;
	line += sizeof except - 1;
	if (*line == '(')
		*length = strcspn(++line, ")");
	else
		*length = strcspn(line, " :");
	return line;
}

bool except_catches(const char *line, const char *name)
{
	size_t left, length;
	const char *at = except_names(line, &left), *end = at + left;

	for (; at < end; at += length + strspn(at + length, ", ")) {
		length = strcspn(at, ", ):");
		if (length == strlen(name) && strncmp(at, name, length) == 0)
			return true;
	}
	return false;
}

static bool catches(const struct lesson_program *p, const char *name)
{
	for (unsigned i = 0; i < p->python_count; i++)
		if (except_catches(p->python[i], name))
			return true;
	return false;
}

/* Whether it asks for this end of this program. */
static bool asks_for(const struct condition *when, const struct lesson_program *p,
                     enum stage_error error)
{
	bool ends = false, is_here = false;

	for (unsigned i = 0; when && i < when->count; i++) {
		const struct condition_op *op = &when->ops[i];

		ends |= op->kind == CONDITION_ENDED && op->error == error;
		is_here |= op->kind == CONDITION_REACHED && op->program &&
		           strcmp(op->program, p->name) == 0;
	}
	return ends && is_here;
}

const struct lesson_program *except_cure(const struct lesson *l, const struct lesson_program *ended,
                                         enum stage_error error)
{
	for (unsigned i = 0; i < l->task_count; i++)
		if (asks_for(l->tasks[i].when, ended, error))
			return NULL;
	for (unsigned i = 0; i < l->program_count; i++)
		if (&l->programs[i] != ended && catches(&l->programs[i], stage_error_name(error)))
			return &l->programs[i];
	return NULL;
}
