/*
 * Ids that exist, indexes within their list, a stack that is neither empty nor too deep. First each
 * number by the part it plays, from a table; then what a kind of event asks for besides.
 */
#include "model/replay_check.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

enum {
	IDS = 1 << 20, /* frames, sockets or byte strings, at most */
	DESCRIPTORS = 1 << 21, /* above any descriptor */
	NAMES = 1 << 30, /* above any client's number */
	ERRNOS = 4096, /* errno(3): the kernel has none from here on */
	TCP_STATES = 13, /* linux/tcp_states.h */
	PORTS = 1 << 16,
	HELD = 256 << 20 /* bytes in byte strings at once */
};
static const uint64_t most_work = 1ull << 31;

enum part {
	ANY,
	NEW_ID,
	FRAME,
	SOCKET,
	SOCKET_OR_NONE,
	CODE,
	FLAG,
	ARGUMENT,
	LOCAL,
	LINE_OR_NONE,
	STATE,
	VALUE,
	VALUE_OR_NONE, /* a name that is no more */
	ERROR,
	ERRNO,
	COLLECTION,
	LIST,
	DICT,
	STREAM,
	DESCRIPTOR,
	NAME,
	PORT,
	CALL,
	TCP_STATE,
	PLACE
};

/* A kind without a row is one whose numbers are not looked at: the assertion asks for a thought. */
_Static_assert(EVENT_KINDS == 30, "a new kind of event needs its row in the table below");
static const uint8_t parts[EVENT_KINDS][EVENT_NUMBERS] = {
	[EVENT_FRAME] = {NEW_ID, CODE, FLAG},
	[EVENT_ARGUMENT] = {FRAME, ARGUMENT, VALUE},
	[EVENT_PLACE] = {FRAME, LINE_OR_NONE, STATE},
	[EVENT_OTHER] = {FRAME, LOCAL, VALUE_OR_NONE},
	[EVENT_LOCAL] = {LOCAL, VALUE_OR_NONE},
	[EVENT_PUSH] = {FRAME},
	[EVENT_RAISE] = {ERROR, ERRNO},
	[EVENT_BORN] = {COLLECTION},
	[EVENT_APPEND] = {LIST, VALUE},
	[EVENT_POP] = {LIST, ANY},
	[EVENT_SET] = {DICT, SOCKET, VALUE},
	[EVENT_DELETE] = {DICT, SOCKET},
	[EVENT_CLEAR] = {LIST},
	[EVENT_PRINT] = {STREAM},
	[EVENT_BYTES] = {NEW_ID},
	[EVENT_SOCKET] = {NEW_ID, DESCRIPTOR, NAME, PORT, ANY},
	[EVENT_RECV] = {SOCKET, NEW_ID},
	[EVENT_SEND] = {SOCKET, ANY},
	[EVENT_CLOSE] = {SOCKET},
	[EVENT_WAIT] = {CALL, SOCKET_OR_NONE},
	[EVENT_KERNEL] = {SOCKET, TCP_STATE, ANY, ANY},
	[EVENT_QUEUE] = {SOCKET, ANY, ANY},
	[EVENT_PEER] = {SOCKET},
	[EVENT_WAITING] = {PLACE, PORT, ANY, NAME},
	[EVENT_REFUSED] = {ANY, ANY},
};

bool replay_has(const struct replay_ids *ids, uint32_t id)
{
	return id < ids->count && ids->state[id] & ID_GIVEN;
}

static void mark(struct replay_ids *ids, uint32_t id, enum replay_id bit)
{
	if (id >= ids->count) {
		uint32_t more = ids->count ? ids->count : 64;
		while (more <= id)
			more *= 2;
		ids->state = xrealloc(ids->state, more);
		memset(ids->state + ids->count, 0, more - ids->count);
		ids->count = more;
	}
	ids->state[id] |= (uint8_t)bit;
}

/* A model's socket that nothing was said of is all zeroes; a real one is never descriptor 0. */
static bool has_socket(const struct model *m, uint32_t id)
{
	return id < m->socket_count && m->sockets[id].descriptor != 0;
}

static bool has_task(struct replay_check *c, uint32_t id)
{
	if (!c->is_rebuilding || id == 0 || id >= IDS)
		return replay_has(&c->frames, id);
	mark(&c->frames, id, ID_WANTED); /* checkpoints are in the order of ids, not of making */
	return true;
}

static bool is_value(struct replay_check *c, value v)
{
	uint32_t n = value_number(v);
	switch (value_kind(v)) {
	case VALUE_UNSET: return false;
	case VALUE_NONE:
	case VALUE_INTEGER: return true;
	case VALUE_WORD: return n < c->limits->words;
	case VALUE_SOCKET:
	case VALUE_ADDRESS: return has_socket(c->model, n);
	case VALUE_TASK: return has_task(c, n);
	case VALUE_FUNCTION: return n < c->limits->codes;
	case VALUE_LITERAL: return n < c->limits->literals;
	case VALUE_BYTES: return replay_has(&c->bytes, n);
	case VALUE_LIST:
		return n < MODEL_COLLECTIONS && (c->limits->lists | c->limits->dicts) >> n & 1;
	case VALUE_PAIR: return (n & 15) < c->limits->words && has_socket(c->model, n >> 4);
	}
	return false;
}

static bool is_collection(uint32_t set, uint32_t n)
{
	return n < MODEL_COLLECTIONS && set >> n & 1;
}

static enum replay_fault unless(bool is_fine, enum replay_fault fault)
{
	return is_fine ? FAULT_NONE : fault;
}

static enum replay_fault number_fault(struct replay_check *c, enum part part, uint32_t n)
{
	const struct replay_limits *limits = c->limits;
	switch (part) {
	case ANY: return FAULT_NONE;
	case NEW_ID: return unless(n && n < IDS, FAULT_RANGE);
	case FRAME: return unless(replay_has(&c->frames, n), FAULT_FRAME);
	case SOCKET: return unless(has_socket(c->model, n), FAULT_SOCKET);
	case SOCKET_OR_NONE: return unless(!n || has_socket(c->model, n), FAULT_SOCKET);
	case CODE: return unless(n < limits->codes && n <= UINT8_MAX, FAULT_FUNCTION);
	case FLAG: return unless(n < 2, FAULT_RANGE);
	case ARGUMENT: return unless(n < MODEL_ARGUMENTS, FAULT_RANGE);
	case LOCAL: return unless(n < MODEL_LOCALS, FAULT_RANGE);
	case LINE_OR_NONE: return unless(n <= limits->lines && n <= EVENT_LINES, FAULT_RANGE);
	case STATE: return unless(n <= FRAME_FINISHED, FAULT_RANGE);
	case VALUE: return unless(is_value(c, n), FAULT_VALUE);
	case VALUE_OR_NONE: return unless(!n || is_value(c, n), FAULT_VALUE);
	case ERROR: return unless(n && n < limits->errors, FAULT_EXCEPTION);
	case ERRNO: return unless(n < ERRNOS, FAULT_RANGE);
	case COLLECTION:
		return unless(is_collection(limits->lists | limits->dicts, n), FAULT_COLLECTION);
	case LIST: return unless(is_collection(limits->lists, n), FAULT_COLLECTION);
	case DICT: return unless(is_collection(limits->dicts, n), FAULT_COLLECTION);
	case STREAM: return unless(n == 1 || n == 2, FAULT_RANGE);
	case DESCRIPTOR: return unless(n != 1 && n < DESCRIPTORS, FAULT_RANGE);
	case NAME: return unless(n < NAMES, FAULT_RANGE);
	case PORT: return unless(n < PORTS, FAULT_RANGE);
	case CALL: return unless(n && n < limits->calls, FAULT_CALL);
	case TCP_STATE: return unless((n & ~(uint32_t)EVENT_SILENT) < TCP_STATES, FAULT_RANGE);
	case PLACE: return unless(n <= MODEL_WAITING, FAULT_RANGE); /* the end of all, too */
	}
	return FAULT_RANGE;
}

static bool is_on_stack(const struct model *m, uint32_t frame)
{
	for (unsigned i = 0; i < m->depth; i++)
		if (m->stack[i] == frame)
			return true;
	return false;
}

static enum replay_fault push_fault(const struct model *m, uint32_t frame)
{
	if (m->depth == MODEL_DEPTH)
		return FAULT_DEPTH;
	if (is_on_stack(m, frame) || m->frames[frame].state == FRAME_FINISHED)
		return FAULT_FRAME_CANNOT_RUN;
	return FAULT_NONE;
}

/* Taking from the middle moves what is behind; a file must not keep us at that for an hour. */
static enum replay_fault pop_fault(struct replay_check *c, const uint32_t *n)
{
	uint32_t length = c->model->collections[n[0]].list.length;
	if (n[1] >= length)
		return FAULT_ITEM;
	c->work += n[1] ? length - n[1] : 0;
	return unless(c->work < most_work, FAULT_WORK);
}

/* The byte string that an event makes. */
static uint32_t bytes_id(const struct event *e)
{
	return e->number[e->kind == EVENT_RECV];
}

static enum replay_fault bytes_fault(struct replay_check *c, const struct event *e)
{
	const struct model *m = c->model;
	uint32_t id = bytes_id(e);
	c->held += e->size;
	c->held -= id < m->bytes_count ? m->bytes[id].size : 0;
	return unless(c->held <= HELD, FAULT_HELD);
}

static enum replay_fault step_fault(const struct replay_check *c, uint32_t line)
{
	if (c->is_rebuilding)
		return FAULT_NO_LINE;
	return unless(line <= c->limits->lines, FAULT_LISTING);
}

static enum replay_fault place_fault(struct replay_check *c, const struct event *e)
{
	const struct model *m = c->model;
	const uint32_t *n = e->number;
	switch (e->kind) {
	case EVENT_STEP:
	case EVENT_LOCAL:
	case EVENT_YIELD:
	case EVENT_RETURN:
	case EVENT_UNWIND:
		if (!m->depth)
			return FAULT_NO_FUNCTION;
		return e->kind == EVENT_STEP ? step_fault(c, n[0]) : FAULT_NONE;
	case EVENT_PLACE:
	case EVENT_OTHER: return unless(c->is_rebuilding, FAULT_MISPLACED);
	case EVENT_FRAME: return unless(!is_on_stack(m, n[0]), FAULT_FRAME_RUNS);
	case EVENT_PUSH: return push_fault(m, n[0]);
	case EVENT_POP: return pop_fault(c, n);
	case EVENT_DELETE: return unless(dict_get(&m->collections[n[0]].dict, n[1]), FAULT_KEY);
	case EVENT_BYTES:
	case EVENT_RECV: return bytes_fault(c, e);
	case EVENT_WAITING: return unless(n[0] < MODEL_WAITING || !n[1], FAULT_RANGE);
	default: return FAULT_NONE;
	}
}

enum replay_fault replay_check(struct replay_check *c, const struct event *e)
{
	enum replay_fault fault = FAULT_NONE;
	if (c->model->has_ended && event_class(e->kind) == EFFECT)
		return FAULT_ENDED;
	if (e->kind != EVENT_STEP)
		for (unsigned i = 0; i < EVENT_NUMBERS && !fault; i++)
			fault = number_fault(c, parts[e->kind][i], e->number[i]);
	return fault ? fault : place_fault(c, e);
}

void replay_checked(struct replay_check *c, const struct event *e)
{
	if (e->kind == EVENT_FRAME)
		mark(&c->frames, e->number[0], ID_GIVEN);
	else if (e->kind == EVENT_BYTES || e->kind == EVENT_RECV)
		mark(&c->bytes, bytes_id(e), ID_GIVEN);
}

static void forget(struct replay_ids *ids)
{
	if (ids->count)
		memset(ids->state, 0, ids->count);
}

enum replay_fault replay_check_gap(struct replay_check *c)
{
	const struct model *m = c->model;
	if (c->is_rebuilding)
		return FAULT_GAP_WITHIN;
	c->is_rebuilding = true;
	c->held = 0;
	c->work += m->frame_count + m->socket_count + m->bytes_count + c->frames.count;
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++)
		c->work += m->collections[i].dict.length;
	forget(&c->frames);
	forget(&c->bytes);
	return unless(c->work < most_work, FAULT_GAPS);
}

enum replay_fault replay_check_resume(struct replay_check *c)
{
	if (!c->is_rebuilding)
		return FAULT_NO_GAP;
	for (uint32_t id = 0; id < c->frames.count; id++)
		if (c->frames.state[id] == ID_WANTED)
			return FAULT_VALUE_FRAME;
	c->is_rebuilding = false;
	return FAULT_NONE;
}

void replay_check_free(struct replay_check *c)
{
	free(c->frames.state);
	free(c->bytes.state);
}
