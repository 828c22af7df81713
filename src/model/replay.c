/*
 * The way of a recording into a trace: line by line, read, checked, added up in a model, written.
 * The model is there for the trace's checkpoints. What a line may say is not decided here.
 */
#include "model/replay.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/input.h"
#include "base/show.h"
#include "base/text.h"
#include "model/checkpoint.h"
#include "model/replay_fault.h"
#include "model/replay_line.h"
#include "trace/trace_file.h"

enum { READ_CHUNK = 64 << 10 };

struct replay {
	struct input in;
	struct bytes name; /* the path as it may be printed */
	struct bytes window; /* what is read and not yet used begins at window.data[at] */
	size_t at;
	uint64_t total; /* bytes read */
	unsigned long line; /* the number of the line at hand */
	enum replay_fault fault; /* what is wrong with that line, or the file */
	int error; /* the errno of FAULT_SYSTEM */
	enum language language;
	struct replay_line record;
	struct model model;
	struct replay_check check;
	struct replay_limits limits;
	struct trace *into;
	size_t whole; /* bytes of the newest chunk up to the last step and what was seen of it */
	bool is_over; /* the last line has been read */
};

// clang-format off
static const struct say clauses[] = {
#define CLAUSE(name, english, russian) [FAULT_##name] = {english, russian},
	REPLAY_LINE_FAULTS(CLAUSE) REPLAY_FILE_FAULTS(CLAUSE)
#undef CLAUSE
};
// clang-format on

static const char *clause(const struct replay *r)
{
	return r->fault == FAULT_SYSTEM ? strerror(r->error)
	                                : say_in(r->language, &clauses[r->fault]);
}

static enum replay_fault system_fault(struct replay *r, int error)
{
	r->error = error;
	return FAULT_SYSTEM;
}

/* --- lines ------------------------------------------------------------------------------------ */

static ssize_t read_more(struct replay *r)
{
	ssize_t got;
	memmove(r->window.data, r->window.data + r->at, r->window.length - r->at);
	bytes_cut(&r->window, r->window.length - r->at);
	r->at = 0;
	bytes_reserve(&r->window, READ_CHUNK);
	got = input_read(&r->in, r->window.data + r->window.length, READ_CHUNK);
	if (got > 0) {
		r->window.length += (size_t)got;
		r->total += (uint64_t)got;
	}
	return got;
}

/* The next line without its newline; false at the end of the file, or with a fault. */
static bool next_line(struct replay *r, const char **line, size_t *length)
{
	size_t looked = 0;
	for (r->line++;;) {
		*line = r->window.data + r->at;
		size_t left = r->window.length - r->at;
		const char *end = memchr(*line + looked, '\n', left - looked);
		*length = end ? (size_t)(end - *line) : left;
		if (*length > RECORDING_LINE)
			r->fault = FAULT_LONG;
		else if (end)
			r->at += *length + 1;
		else if (r->total >= RECORDING_CAP)
			r->fault = FAULT_PAST_CAP;
		if (r->fault || end)
			return !r->fault;
		looked = left;
		ssize_t got = read_more(r);
		if (got > 0)
			continue;
		if (got < 0)
			r->fault = system_fault(r, errno);
		else if (left)
			r->fault = FAULT_CUT;
		return false;
	}
}

/* --- opening ---------------------------------------------------------------------------------- */

static enum replay_fault open_file(struct replay *r, const char *path)
{
	enum input_answer answer = input_open(&r->in, path);
	return answer == INPUT_FINE     ? FAULT_NONE
	       : answer == INPUT_FAILED ? system_fault(r, errno)
	                                : FAULT_IRREGULAR;
}

static enum replay_fault read_header(struct replay *r, struct replay_header *header)
{
	const char *line;
	size_t length;
	if (next_line(r, &line, &length)) {
		size_t mark = text_mark(line, length);
		return replay_line_header(header, &r->record.sum, line + mark, length - mark);
	}
	return r->fault && r->total <= RECORDING_LINE ? FAULT_FOREIGN
	       : r->fault                             ? r->fault
	                                              : FAULT_EMPTY;
}

struct replay *replay_open(const char *path, enum language language, struct replay_header *header,
                           char **why)
{
	struct replay *r = xcalloc(1, sizeof *r);
	r->language = language;
	show_into(&r->name, path, strlen(path));
	bytes_reserve(&r->window, READ_CHUNK);
	r->fault = open_file(r, path);
	if (!r->fault)
		r->fault = read_header(r, header);
	if (!r->fault)
		return r;
	*why = xasprintf(language == RUSSIAN ? "Воспроизвести не удалось: %s (%s)."
	                                     : "Cannot replay: %s (%s).",
	                 clause(r), bytes_text(&r->name));
	replay_close(r);
	return NULL;
}

void replay_close(struct replay *r)
{
	if (!r)
		return;
	input_close(&r->in);
	model_free(&r->model);
	replay_check_free(&r->check);
	bytes_free(&r->record.bytes);
	bytes_free(&r->window);
	bytes_free(&r->name);
	free(r);
}

/* --- the trace -------------------------------------------------------------------------------- */

/* After a gap the trace begins in the middle: it learns that here, where its first chunk opens. */
static void write_checkpoint(void *replay)
{
	struct replay *r = replay;
	struct trace *t = r->into;
	t->steps = t->chunks[t->newest - t->oldest].first = r->model.step;
	checkpoint_write(&r->model, &r->check, t);
}

static void write_nothing(void *owner)
{
	(void)owner;
}

static void mark_whole(struct replay *r)
{
	const struct trace *t = r->into;
	r->whole = (size_t)(t->put - t->chunks[t->newest - t->oldest].data);
}

/* A chunk that begins with a big checkpoint is itself as big, so that checkpoints never are more
 * than half of the work, whatever the file says. */
static void after_checkpoint(struct replay *r)
{
	struct trace *t = r->into;
	size_t size = t->chunks[t->newest - t->oldest].checkpoint;
	if (size > TRACE_CHUNK) {
		trace_grow(t, size);
		t->end = t->put + size;
	}
	mark_whole(r);
}

static void write_event(struct replay *r, const struct event *e)
{
	struct trace *t = r->into;
	bool is_moment = e->kind == EVENT_STEP || event_class(e->kind) == OBSERVATION;
	if (is_moment && t->put >= t->end) {
		trace_roll(t);
		after_checkpoint(r);
	}
	if (e->kind == EVENT_STEP) {
		trace_step(t, e->number[0]);
	} else {
		trace_kind(t, e->kind);
		for (unsigned i = 0; i < event_shapes[e->kind].numbers; i++)
			trace_number(t, e->number[i]);
		if (event_shapes[e->kind].has_bytes)
			trace_tail(t, e->bytes, e->size);
	}
	if (is_moment)
		mark_whole(r);
}

/* --- lines into events ------------------------------------------------------------------------ */

static enum replay_fault take_event(struct replay *r, const struct event *e)
{
	enum replay_fault fault = replay_check(&r->check, e);
	if (fault)
		return fault;
	if (!r->check.is_rebuilding)
		write_event(r, e);
	model_apply(&r->model, e);
	replay_checked(&r->check, e);
	return FAULT_NONE;
}

static enum replay_fault take_gap(struct replay *r, uint64_t steps)
{
	if (steps < r->model.step)
		return FAULT_TIME;
	enum replay_fault fault = replay_check_gap(&r->check);
	if (!fault)
		model_reset(&r->model, steps);
	return fault;
}

/* What was before the gap goes, as it would have gone from the history of the running program. */
static enum replay_fault take_resume(struct replay *r, uint64_t steps)
{
	if (steps != r->model.step)
		return FAULT_GAP_END;
	enum replay_fault fault = replay_check_resume(&r->check);
	if (fault)
		return fault;
	trace_close(r->into);
	trace_open(r->into, r->limits.history, write_checkpoint, r);
	after_checkpoint(r);
	return FAULT_NONE;
}

static enum replay_fault take_line(struct replay *r, const char *line, size_t length)
{
	struct replay_line *record = &r->record;
	if (r->is_over)
		return FAULT_AFTER_END;
	enum replay_fault fault = replay_line_read(record, line, length);
	if (fault)
		return fault;
	switch (record->kind) {
	case REPLAY_EVENT: return take_event(r, &record->event);
	case REPLAY_GAP: return take_gap(r, record->steps);
	case REPLAY_RESUME: return take_resume(r, record->steps);
	case REPLAY_END: break;
	}
	if (record->steps != r->model.step || r->check.is_rebuilding)
		return FAULT_STEPS;
	r->is_over = true;
	return FAULT_NONE;
}

/* Takes back what a line did before the line of the file that is wrong. */
static void keep_whole_steps(struct replay *r)
{
	struct trace *t = r->into;
	t->put = t->chunks[t->newest - t->oldest].data + r->whole;
}

/* Has one row of the screen: see REPLAY_CLAUSE; and the file's name is not said. */
static char *describe(const struct replay *r)
{
	static const struct say broken_off = {
		"The recording breaks off: the program was still running, or was killed.",
		"Запись обрывается: программа ещё работала или её завершили принудительно."};
	if (!r->fault)
		return xstrdup(say_in(r->language, &broken_off));
	return xasprintf(r->language == RUSSIAN ? "Строка %lu: %s; показано то, что до неё."
	                                        : "Line %lu: %s; what comes before is shown.",
	                 r->line, clause(r));
}

/* Why there is nothing to show. The path comes last, for it may be long. */
static char *refuse(const struct replay *r)
{
	const char *name = bytes_text(&r->name);
	bool is_russian = r->language == RUSSIAN;
	if (r->fault)
		return xasprintf(is_russian ? "Воспроизвести не удалось: строка %lu: %s (%s)."
		                            : "Cannot replay: line %lu: %s (%s).",
		                 r->line, clause(r), name);
	return xasprintf(
		is_russian ? "Воспроизвести не удалось: ни одна строка программы не выполнена (%s)."
			   : "Cannot replay: no line of the program ran (%s).",
		name);
}

bool replay_load(struct replay *r, const struct replay_limits *limits, struct trace *into,
                 char **why, char **warning)
{
	const char *line;
	size_t length;
	r->limits = *limits;
	r->into = into;
	r->check = (struct replay_check){.model = &r->model, .limits = &r->limits};
	model_init(&r->model);
	trace_open(into, limits->history, write_checkpoint, r);
	mark_whole(r);
	while (!r->fault && next_line(r, &line, &length))
		r->fault = take_line(r, line, length);
	if (r->fault)
		keep_whole_steps(r);
	into->checkpoint = write_nothing;
	into->owner = NULL;
	*warning = NULL;
	bool has_steps = into->steps > 0;
	if (!has_steps) {
		trace_close(into);
		*why = refuse(r);
	} else if (r->fault || !r->is_over) {
		*warning = describe(r);
	}
	replay_close(r);
	return has_steps;
}
