/*
 * Which phase of its loop a program is in. That a line asks the kernel is read off the listing: it
 * makes one of the calls that may sleep. The other phases a twin names.
 */
#include <string.h>

#include "view/errors.h"
#include "view/moment.h"
#include "view/pane.h"

/* Whether the call stands in this line as code, whatever is between its brackets; a text that
 * speaks of it is none. */
static bool has_call(const char *line, const char *call)
{
	size_t name = strcspn(call, "(") + 1;
	if (!strncmp(line + strspn(line, " "), "def ", 4))
		return false;
	char quote = '\0';
	for (; *line && (quote || *line != '#'); line++) {
		if (quote ? *line == quote : *line == '"' || *line == '\'')
			quote = quote ? '\0' : *line;
		else if (!quote && (*line == '.' || *line == ' ') && !strncmp(line + 1, call, name))
			return true;
	}
	return false;
}

bool phase_makes_call(const struct lesson_program *p, unsigned line, uint32_t call)
{
	return line && line <= p->python_count && has_call(p->python[line - 1], call_name(call));
}

static bool may_sleep(const struct lesson_program *p, unsigned line)
{
	for (uint32_t call = CALL_ACCEPT; call <= CALL_SELECT; call++)
		if (phase_makes_call(p, line, call))
			return true;
	return false;
}

enum phase phase_of_line(const struct lesson_program *p, unsigned line)
{
	return may_sleep(p, line) ? PHASE_ASK : program_phase(p->twin, line);
}

enum phase phase_now(const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (m->waits && m->waits != CALL_COMPUTE)
		return PHASE_WAIT;
	if (!f || !f->line)
		return PHASE_NONE;
	return moment_takes(m, v) ? program_phase(v->program->twin, f->line)
	                          : phase_of_line(v->program, f->line);
}
