/*
 * A second judge of what a guide may ask of a moment, which never looks at the model: it sees what
 * the program has in its hands when it stops before a line, and which line then comes next. Give
 * stops_see() every stop of a run.
 */
#ifndef STOPS_H
#define STOPS_H

#include <string.h>

#include "lesson/names.h"
#include "stage/stage.h"

enum { STOP_FRAMES = 4096 }; /* ids, more than there are with a few clients */

struct stop {
	uint64_t step;
	unsigned line, came_from; /* of the same frame */
	uint32_t frame;
	uint8_t code;
	bool is_first, waits, has_error;
	bool is_there[STAGE_COLLECTIONS];
	bool begins_new[STAGE_COLLECTIONS]; /* its first is a new generator */
	unsigned length[STAGE_COLLECTIONS];
	value local[STAGE_LOCALS];
	bool local_is_empty[STAGE_LOCALS], local_is_new[STAGE_LOCALS];
};

/* All zeroes before the first. */
struct stops {
	const struct lesson_program *program;
	struct stop now, before;
	unsigned last_line[STOP_FRAMES]; /* where each frame stopped last */
	bool was_at[EVENT_LINES + 1];
};

static bool stops_is_empty(const struct stage *s, value v)
{
	uint32_t n = value_number(v);
	switch (value_kind(v)) {
	case VALUE_BYTES: return s->bytes[n].size == 0;
	case VALUE_LIST: return stage_length(s, n) == 0;
	case VALUE_INTEGER: return n == 0;
	case VALUE_NONE: return true;
	default: return false; /* no listing has an empty literal */
	}
}

static bool stops_is_new(const struct stage *s, value v)
{
	return value_kind(v) == VALUE_TASK &&
	       s->frames[value_number(v)]->head.state == FRAME_IS_NEW;
}

static void stops_see(struct stops *stops, const struct stage *s)
{
	uint32_t id = stage_running(s);
	const struct frame *f = s->frames[id];
	unsigned line = stage_at(s);
	assert_in_range(id, 1, STOP_FRAMES - 1);
	stops->before = stops->now;
	stops->now = (struct stop){.step = s->front.trace.steps,
	                           .line = line,
	                           .came_from = stops->last_line[id],
	                           .frame = id,
	                           .code = f->head.code,
	                           .is_first = !stops->was_at[line],
	                           .has_error = s->error.kind != ERROR_NONE};
	stops->last_line[id] = line;
	stops->was_at[line] = true;
	for (unsigned i = 0; i < s->program->codes[f->head.code].local_count; i++) {
		stops->now.local[i] = f->local[i];
		stops->now.local_is_empty[i] = stops_is_empty(s, f->local[i]);
		stops->now.local_is_new[i] = stops_is_new(s, f->local[i]);
	}
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		const struct stage_collection *c = &s->collections[i];
		stops->now.is_there[i] = c->is_born;
		stops->now.length[i] = stage_length(s, i);
		stops->now.begins_new[i] = c->list.length && stops_is_new(s, list_at(&c->list, 0));
	}
}

static size_t stops_indent(const struct stops *stops, unsigned line)
{
	return strspn(stops->program->python[line - 1], " ");
}

/* Whether a line stands in the body of the loop that opens in `loop`. */
static bool stops_is_in_body(const struct stops *stops, unsigned line, unsigned loop)
{
	for (unsigned i = loop + 1; i <= line; i++)
		if (*stops->program->python[i - 1] &&
		    stops_indent(stops, i) <= stops_indent(stops, loop))
			return false;
	return line > loop;
}

static bool stops_compares(const struct stops *stops, const struct condition_op *op, value v)
{
	bool is_equal = false;
	if (!op->text && value_kind(v) == VALUE_INTEGER)
		return condition_compares(value_number(v), op->sign, op->number);
	if (op->text && value_kind(v) == VALUE_WORD)
		is_equal = !strcmp(stops->program->twin->words[value_number(v)], op->text);
	return v && is_equal == (op->sign == COMPARE_EQ) &&
	       (op->sign == COMPARE_EQ || op->sign == COMPARE_NE);
}

/* A test of the line before the last stop. */
static bool stops_answer(const void *context, const struct condition_op *op)
{
	const struct stops *stops = context;
	const struct stop *at = &stops->before, *next = &stops->now;
	const struct program *p = stops->program->twin;
	const char *name = op->name ? op->name : "";
	int i = names_collection(p, name),
	    k = names_local(&p->codes[at->code], (struct python_piece){name, strlen(name)});
	switch (op->kind) {
	case CONDITION_EMPTY: return at->is_there[i] && !at->length[i];
	case CONDITION_IS_EMPTY: return at->local_is_empty[k];
	case CONDITION_IS_NEW: return k >= 0 ? at->local_is_new[k] : at->begins_new[i];
	case CONDITION_BEGINS: return !stops_is_in_body(stops, at->came_from, at->line);
	case CONDITION_USED_UP:
		return next->frame != at->frame || !stops_is_in_body(stops, next->line, at->line);
	case CONDITION_VALUE: return stops_compares(stops, op, at->local[k]);
	case CONDITION_FIRST_TIME: return at->is_first;
	case CONDITION_WAITS: return at->waits;
	default: fail_msg("this is no test of a moment"); return false;
	}
}

/* Whether it held at the stop before the last one. */
static bool stops_held(const struct stops *stops, const struct condition *when)
{
	return names_are_known(when, stops->program, stops->before.line, NULL) &&
	       condition_holds(when, stops_answer, stops);
}

#endif
