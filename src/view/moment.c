/* The tests of a moment, one function a test. Everything they need is in the model. */
#include "view/moment.h"

#include <string.h>

#include "lesson/names.h"
#include "lesson/python_line.h"

struct moment {
	const struct model *model;
	const struct view *view;
	const struct model_frame *frame; /* the running one */
};

static const struct program *twin(const struct moment *at)
{
	return at->view->program->twin;
}

/* 0 where the local is not there or has no value yet. */
static value local(const struct moment *at, struct python_piece name)
{
	int i = names_local(&twin(at)->codes[at->frame->code], name);

	return i < 0 ? 0 : at->frame->local[i];
}

static value local_named(const struct moment *at, const char *name)
{
	return local(at, (struct python_piece){name, strlen(name)});
}

/* NULL before its name has been assigned. */
static const struct model_collection *collection_named(const struct moment *at, const char *name)
{
	int i = names_collection(twin(at), name);

	return i >= 0 && at->model->collections[i].born ? &at->model->collections[i] : NULL;
}

static uint32_t length_of(const struct model_collection *c)
{
	return c->list.length + c->dict.length;
}

static bool is_empty_collection(const struct model_collection *c)
{
	return c && length_of(c) == 0;
}

/* Python's `not v`. */
static bool is_false(const struct moment *at, value v)
{
	uint32_t n = value_number(v);

	switch (value_kind(v)) {
	case VALUE_NONE: return true;
	case VALUE_INTEGER: return n == 0;
	case VALUE_WORD: return !*twin(at)->words[n];
	case VALUE_LITERAL: return !*twin(at)->literals[n].text || !twin(at)->literals[n].times;
	case VALUE_BYTES: return at->model->bytes[n].size == 0;
	case VALUE_LIST: return length_of(&at->model->collections[n]) == 0;
	default: return false;
	}
}

static bool is_new(const struct moment *at, const char *name)
{
	value v = local_named(at, name);
	const struct model_collection *c = v ? NULL : collection_named(at, name);

	if (c && c->list.length)
		v = list_at(&c->list, 0);
	return value_kind(v) == VALUE_TASK && at->model->frames[value_number(v)].state == FRAME_NEW;
}

static bool compares(const struct moment *at, const struct condition_op *op)
{
	value v = local_named(at, op->name);
	bool is_word = value_kind(v) == VALUE_WORD, is_number = value_kind(v) == VALUE_INTEGER;

	if (op->text && is_word)
		return (strcmp(twin(at)->words[value_number(v)], op->text) == 0) ==
		       (op->sign == COMPARE_EQ);
	if (!op->text && is_number)
		return condition_compares(value_number(v), op->sign, op->number);
	return v && op->sign == COMPARE_NE; /* things of two kinds are never the same */
}

/* --- the `for` on this line ------------------------------------------------------------------- */

/* What it goes through: a local's list, or a collection; NULL before there is one. */
static const struct model_collection *gone_through(const struct moment *at,
                                                   const struct python_for *loop)
{
	value v = local(at, loop->over);
	int i = value_kind(v) == VALUE_LIST ? (int)value_number(v)
	                                    : names_gone_through(twin(at), loop->over);

	return i >= 0 ? &at->model->collections[i] : NULL;
}

static value last_of(const struct model_collection *c)
{
	if (c->list.length)
		return list_at(&c->list, c->list.length - 1);
	return c->dict.length ? value_of(VALUE_SOCKET, c->dict.last) : 0;
}

/* Whether the frame comes from elsewhere than the loop's own body. */
static bool begins(const struct moment *at, const struct python_for *loop)
{
	uint16_t from = at->model->came_from;

	return from <= at->frame->line || from > loop->last;
}

/* What a call gives to go through is there only once the line has made the call. Otherwise the
 * variable holds what was taken last: no two items of such a list are the same socket. */
static bool is_used_up(const struct moment *at, const struct python_for *loop)
{
	const struct model_collection *c = gone_through(at, loop);

	if (begins(at, loop))
		return is_empty_collection(c) && !memchr(loop->over.text, '(', loop->over.length);
	return c && local(at, loop->variable) == last_of(c);
}

/* Names were looked at before: if it is a `for`, it is one over that name. */
static bool ask_for(const struct moment *at, enum condition_kind kind)
{
	struct python_for loop;

	if (!python_for_at(at->view->program, at->frame->line, &loop))
		return false;
	return kind == CONDITION_BEGINS ? begins(at, &loop) : is_used_up(at, &loop);
}

/* --- asking ----------------------------------------------------------------------------------- */

static bool is_first_time(const struct moment *at)
{
	const uint64_t *first = at->view->first_stops;

	return first && first[at->frame->line] == at->model->step;
}

static bool ask(const void *context, const struct condition_op *op)
{
	const struct moment *at = context;

	switch (op->kind) {
	case CONDITION_EMPTY: return is_empty_collection(collection_named(at, op->name));
	case CONDITION_IS_EMPTY: return is_false(at, local_named(at, op->name));
	case CONDITION_IS_NEW: return is_new(at, op->name);
	case CONDITION_BEGINS:
	case CONDITION_USED_UP: return ask_for(at, op->kind);
	case CONDITION_VALUE: return compares(at, op);
	case CONDITION_FIRST_TIME: return is_first_time(at);
	default: return at->model->waits != CALL_NONE && at->model->waits != CALL_COMPUTE;
	}
}

static bool holds(const void *moment, const struct condition *when)
{
	const struct moment *at = moment;

	return names_are_known(when, at->view->program, at->frame->line, NULL) &&
	       condition_holds(when, ask, at);
}

bool moment_holds(const struct model *m, const struct view *v, const struct condition *when)
{
	const struct moment at = {m, v, model_running(m)};

	return at.frame && holds(&at, when);
}

const struct lesson_text *moment_text(const struct model *m, const struct view *v)
{
	const struct moment at = {m, v, model_running(m)};
	const struct lesson_moment moment = {holds, &at};

	if (!at.frame || !at.frame->line)
		return NULL;
	return lesson_text_at(v->lesson, v->program, at.frame->line, &moment);
}

bool moment_takes(const struct model *m, const struct view *v)
{
	const struct moment at = {m, v, model_running(m)};
	struct python_for loop;

	return at.frame && python_for_at(v->program, at.frame->line, &loop) && !begins(&at, &loop);
}
