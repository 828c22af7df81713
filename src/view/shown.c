/* What the listing shows: Python's lines or those of the C source that really runs, and the line of
 * the one that stands for a line of the other. Draws nothing. */
#include "view/view.h"

/* Where a program that has ended stood: the frames that its last line took off the stack still lie
 * above its top, the innermost last. */
unsigned view_last_line(const struct model *m)
{
	unsigned left = m->depth;
	for (unsigned i = 0; i < m->change_count; i++)
		left += m->change[i].kind == EVENT_UNWIND || m->change[i].kind == EVENT_RETURN;
	if (left == 0 || left > MODEL_DEPTH || m->stack[left - 1] >= m->frame_count)
		return 0;
	return m->frames[m->stack[left - 1]].line;
}

/* The line about to run; of a program that has ended the one that raised, or its last. */
static unsigned now_line(const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (!m->has_ended)
		return f ? f->line : 0;
	unsigned raised = traceback_last(m, v->program->name);
	return raised ? raised : view_last_line(m);
}

struct shown view_shown(const struct model *m, const struct view *v)
{
	const struct lesson_program *p = v->program;
	unsigned now = now_line(m, v);
	struct shown s = {.line = p->python, .count = (int)p->python_count, .now = (int)now};
	if (!v->shows_c || !p->c)
		return s;
	s.line = p->c;
	s.count = (int)p->c_count;
	s.is_c = true;
	s.now = now && now <= p->python_count && p->c_line ? (int)p->c_line[now] : 0;
	return s;
}

unsigned view_listing_line(const struct view *v, int line)
{
	const struct lesson_program *p = v->program;
	if (!v->shows_c || !p->c)
		return (unsigned)line;
	for (unsigned i = 1; p->c_line && i <= p->python_count; i++)
		if (p->c_line[i] == (unsigned)line)
			return i;
	return 0;
}
