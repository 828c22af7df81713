/*
 * Running frames: next(), yield, return, exceptions. Modelled after CPython 3.11's frames: what
 * the Python program does at a line, the C function does between two stops.
 */
#include "stage/stage.h"

#include "base/die.h"

static struct frame *top(struct stage *s)
{
	return s->frames[s->stack[s->depth - 1]];
}

static unsigned line_of(const struct frame *f)
{
	return f->head.at & (STAGE_SECOND_HALF - 1);
}

void stage_catch_up(struct stage *s, struct frame *f)
{
	struct trace *t = &s->front.trace;
	if (t->put >= t->end)
		trace_roll(t);
	unsigned count = s->program->codes[f->head.code].local_count;
	for (unsigned i = 0; i < count; i++)
		if (f->local[i] != f->shown[i])
			trace_local(t, i, f->shown[i] = f->local[i]);
}

static uint32_t frame_new(struct stage *s, unsigned code, bool is_generator, value argument)
{
	uint32_t id = stage_new_frame(s);
	struct frame *f = s->frames[id];
	*f = (struct frame){.head = {.code = (uint8_t)code, .is_generator = is_generator}};
	trace_frame(&s->front.trace, id, code, is_generator);
	if (argument) {
		f->head.argument[0] = f->local[0] = f->shown[0] = argument;
		trace_argument(&s->front.trace, id, 0, argument);
	}
	return id;
}

static void push(struct stage *s, uint32_t id)
{
	if (s->depth == STAGE_DEPTH)
		die("a lesson's stack is deeper than %d frames", STAGE_DEPTH);
	s->stack[s->depth++] = id;
	s->frames[id]->head.state = FRAME_RUNS;
	trace_push(&s->front.trace, id);
}

enum stage_status stage_call(struct stage *s, unsigned code, value argument)
{
	push(s, frame_new(s, code, false, argument));
	return STAGE_GOING;
}

value stage_generator(struct stage *s, unsigned code, value argument)
{
	return value_of(VALUE_TASK, frame_new(s, code, true, argument));
}

enum stage_status stage_next(struct stage *s, value task)
{
	uint32_t id = value_number(task);
	if (s->frames[id]->head.state == FRAME_IS_DONE)
		return stage_raise(s, ERROR_STOP_ITERATION, 0, "");
	push(s, id);
	return STAGE_GOING;
}

enum stage_status stage_yield(struct stage *s, value v)
{
	s->result = v;
	trace_yield(&s->front.trace);
	return STAGE_YIELDED;
}

enum stage_status stage_return(struct stage *s)
{
	s->result = value_of(VALUE_NONE, 0);
	return STAGE_RETURNED;
}

enum stage_status stage_lost(struct stage *s)
{
	die("lesson %s/%s: a frame stands where it never stopped", s->program->lesson,
	    s->program->name);
}

struct frame *stage_module(struct stage *s)
{
	return s->frames[s->stack[0]];
}

value stage_result(const struct stage *s)
{
	return s->result;
}

value stage_pair(value word, value socket)
{
	return value_of(VALUE_PAIR, value_number(socket) << 4 | value_number(word));
}

value stage_first(value pair)
{
	return value_of(VALUE_WORD, value_number(pair) & 15);
}

value stage_second(value pair)
{
	return value_of(VALUE_SOCKET, value_number(pair) >> 4);
}

static void leave(struct stage *s, enum frame_life life)
{
	top(s)->head.state = (uint8_t)life;
	s->depth--;
}

static enum stage_status end(struct stage *s, enum stage_status how)
{
	if (how == STAGE_RAISED)
		stage_print_traceback(s);
	s->has_ended = true;
	net_end(&s->net);
	trace_end(&s->front.trace);
	return how;
}

/* The line of the handler that covers where the frame stands, 0 none. */
static unsigned handler(struct stage *s, const struct frame *f)
{
	const struct code *code = &s->program->codes[f->head.code];
	unsigned at = line_of(f);
	for (unsigned i = 0; i < STAGE_TRIES && code->tries[i].handler; i++)
		if (at >= code->tries[i].first && at <= code->tries[i].last)
			return code->tries[i].handler;
	return 0;
}

/* A frame appears once in the traceback, with the line that raised, also when its `except` did not
 * match and it raises again from there. */
static void add_place(struct stage *s)
{
	uint32_t id = s->stack[s->depth - 1];
	unsigned count = s->traceback_depth;
	if (count && s->traceback[count - 1].frame == id)
		return;
	s->traceback[s->traceback_depth++] = (struct stage_place){
		.frame = id,
		.code = top(s)->head.code,
		.line = (uint16_t)line_of(top(s)),
	};
}

/* Unwinds to the innermost handler; its `except` line is a step, also when it will not match. */
static enum stage_status unwind(struct stage *s)
{
	while (s->depth) {
		struct frame *f = top(s);
		unsigned line = handler(s, f);
		add_place(s);
		if (line) {
			unsigned count = s->program->codes[f->head.code].local_count;
			bool stop = stage_line(s, f, line, count * sizeof(value));
			return stop ? STAGE_LINE : STAGE_GOING;
		}
		trace_unwind(&s->front.trace);
		leave(s, FRAME_IS_DONE);
	}
	return end(s, STAGE_RAISED);
}

/* A function or generator has returned: for a generator that is StopIteration at its caller. */
static enum stage_status returned(struct stage *s)
{
	bool is_generator = top(s)->head.is_generator;
	trace_returned(&s->front.trace);
	leave(s, FRAME_IS_DONE);
	if (!s->depth)
		return end(s, STAGE_RETURNED);
	if (!is_generator)
		return STAGE_GOING;
	stage_raise(s, ERROR_STOP_ITERATION, 0, "");
	return unwind(s);
}

static enum stage_status run_top(struct stage *s)
{
	struct frame *f = top(s);
	enum stage_status status = s->program->codes[f->head.code].run(s, f);
	switch (status) {
	case STAGE_LINE:
	case STAGE_BLOCKED: return status;
	case STAGE_YIELDED: leave(s, FRAME_SLEEPS); return STAGE_GOING;
	case STAGE_RETURNED: return returned(s);
	case STAGE_RAISED: return unwind(s);
	default: return STAGE_GOING;
	}
}

enum stage_status stage_run(struct stage *s, uint64_t lines)
{
	enum stage_status status = STAGE_GOING;
	if (s->has_ended)
		return s->error.kind ? STAGE_RAISED : STAGE_RETURNED;
	s->front.stop_at = lines < UINT64_MAX ? s->front.trace.steps + lines : lines;
	while (status == STAGE_GOING)
		status = run_top(s);
	return status;
}

unsigned stage_at(const struct stage *s)
{
	return s->depth ? line_of(s->frames[s->stack[s->depth - 1]]) : 0;
}

uint32_t stage_running(const struct stage *s)
{
	return s->depth ? s->stack[s->depth - 1] : 0;
}
