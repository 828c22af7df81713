/*
 * The one place where speed decides the shape of the code: what happens before every line. A step
 * is a comparison of the frame's locals with what the trace knows of them, and a byte.
 */
#ifndef STAGE_STAGE_LINE_H
#define STAGE_STAGE_LINE_H

#include <string.h>

#include "stage/program.h"
#include "trace/trace.h"

/* The front of struct stage. */
struct stage_front {
	struct trace trace;
	uint64_t stop_at; /* stop before the step with this number or a later one runs */
};

/* Records what differs, and opens a new chunk of the trace when it is time. */
void stage_catch_up(struct stage *s, struct frame *f);

/* Returns whether to stop here. */
static inline bool stage_line(struct stage *s, struct frame *f, unsigned line, size_t locals_size)
{
	struct stage_front *front = (struct stage_front *)s;
	f->head.at = (uint16_t)line;
	if (front->trace.put >= front->trace.end || memcmp(f->local, f->shown, locals_size) != 0)
		stage_catch_up(s, f);
	trace_step(&front->trace, line);
	return front->trace.steps >= front->stop_at;
}

#endif
