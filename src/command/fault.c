/* What is wrong with a line of a demonstration, as far as that is known before it is played. */
#include "command/fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "command/command.h"
#include "command/tag.h"

#define BLANKS " \t"

/* One of the lessons that this program was built with. */
static bool is_any_lesson(const char *name)
{
	for (size_t i = 0; i < program_count; i++)
		if (lesson_is_meant(programs[i]->lesson, name))
			return true;
	return false;
}

/* LESSON [PROGRAM]: put on the stage, if they are there. */
static char *change_stage(const char *rest, const struct lesson *l,
                          const struct lesson_program **stage)
{
	size_t length = strcspn(rest, BLANKS);
	char *name = xasprintf("%.*s", (int)length, rest), *fault = NULL;
	const char *program = rest + length + strspn(rest + length, BLANKS);
	bool is_this = lesson_is_meant(l->folder, name);
	const struct lesson_program *meant = is_this ? lesson_program(l, *program ? program : NULL)
	                                             : NULL;
	if (meant || (!is_this && is_any_lesson(name)))
		*stage = meant;
	else if (is_this)
		fault = xasprintf("This lesson has no program `%s`", program);
	else
		fault = xasprintf("There is no lesson `%s`", name);
	free(name);
	return fault;
}

char *command_fault(const char *line, const struct lesson *l, const struct lesson_program **stage)
{
	size_t length = strcspn(line, BLANKS);
	const char *rest = line + length + strspn(line + length, BLANKS);
	const struct command *c = command_find(line, length);
	if (!c)
		return xasprintf("There is no command `%.*s`", (int)length, line);
	if (!command_takes(c, rest))
		return xasprintf("A command reads `%s`", c->usage);
	if (c->argument == ARGUMENT_LESSON)
		return change_stage(rest, l, stage);
	if (c->argument == ARGUMENT_TAG && *rest && *stage &&
	    !command_find_tag((*stage)->twin, rest))
		return xasprintf("The listing of `%s` has no tag `%s`", (*stage)->name, rest);
	return NULL;
}
