/*
 * The events of a program's life: a closed list, from which the writer, the reader and the model
 * take their kinds.
 *
 * In the trace a byte of EVENT_STEP or more is a step: the line (byte - EVENT_STEP + 1) of the
 * running frame is about to run. A smaller byte is the kind of an event, followed by its numbers
 * in LEB128 (seven bits a byte, low ones first) and, for a kind with bytes, by a length and the
 * bytes as they are.
 *
 * An event is an EFFECT of the line that ran, or an OBSERVATION: something that happened around
 * the program while it stood on a line (the kernel's queues, a client's doing, "it waits"). A
 * moment in history is a step together with the observations that follow it.
 */
#ifndef TRACE_EVENT_H
#define TRACE_EVENT_H

#include <stddef.h>
#include <stdint.h>

// clang-format off
/*        KIND      writer     numbers bytes class        what the numbers are */
#define EVENTS(X) \
	X(FRAME,     frame,     3, 0, EFFECT)      /* id, code, is a generator: a frame is made */ \
	X(ARGUMENT,  argument,  3, 0, EFFECT)      /* frame, index, value: what it was called with */ \
	X(PLACE,     place,     3, 0, EFFECT)      /* frame, line, state; in checkpoints only */ \
	X(OTHER,     other,     3, 0, EFFECT)      /* frame, index, value; in checkpoints only */ \
	X(LOCAL,     local,     2, 0, EFFECT)      /* index, value: a local of the running frame */ \
	X(PUSH,      push,      1, 0, EFFECT)      /* frame: called, or resumed by next() */ \
	X(YIELD,     yield,     0, 0, EFFECT)      /* the running frame suspends itself */ \
	X(RETURN,    returned,   0, 0, EFFECT)      /* the running frame is finished */ \
	X(RAISE,     raise,     2, 1, EFFECT)      /* error, errno; message: an exception is raised */ \
	X(UNWIND,    unwind,    0, 0, EFFECT)      /* the running frame ends by the exception */ \
	X(CATCH,     catch,     0, 0, EFFECT)      /* the exception is handled */ \
	X(BORN,      born,      1, 0, EFFECT)      /* collection: its name has been assigned */ \
	X(APPEND,    append,    2, 0, EFFECT)      /* collection, value */ \
	X(POP,       pop,       2, 0, EFFECT)      /* collection, index */ \
	X(SET,       set,       3, 0, EFFECT)      /* collection, key, value */ \
	X(DELETE,    delete,    2, 0, EFFECT)      /* collection, key */ \
	X(CLEAR,     clear,     1, 0, EFFECT)      /* collection */ \
	X(PRINT,     print,     1, 1, EFFECT)      /* stream 1 or 2; a line, without its newline */ \
	X(BYTES,     bytes,     1, 1, EFFECT)      /* id: a byte string, as it is */ \
	X(SOCKET,    socket,    5, 0, EFFECT)      /* id, descriptor + 1, name, port, IPv4 address */ \
	X(RECV,      recv,      2, 1, EFFECT)      /* socket, id; bytes: what was received */ \
	X(SEND,      send,      2, 0, EFFECT)      /* socket, count taken by the kernel */ \
	X(CLOSE,     closed,    1, 0, EFFECT)      /* socket */ \
	X(END,       end,       0, 0, EFFECT)      /* the program has ended */ \
	X(WAIT,      wait,      2, 0, OBSERVATION) /* call, socket: the line cannot go on yet */ \
	X(KERNEL,    kernel,    4, 0, OBSERVATION) /* socket, TCP state or with EVENT_SILENT, unread, unsent */ \
	X(QUEUE,     queue,     3, 0, OBSERVATION) /* listener, waiting to be accepted, backlog */ \
	X(PEER,      peer,      1, 1, OBSERVATION) /* socket: who is at the other end */ \
	X(WAITING,   waiting,   4, 1, OBSERVATION) /* place, port, unread bytes, client or 0; who. Port 0: nobody from here on, but so many, in the place of the bytes, were reset */ \
	X(REFUSED,   refused,   2, 0, OBSERVATION) /* connections so far, IPv4 address of the last */
// clang-format on

/* What a PEER says of a client that is built in; of others it says "nc, pid 4711", or "?". */
#define EVENT_BUILTIN "built-in"

enum event_class { EFFECT, OBSERVATION };

enum event_kind {
#define EVENT_KIND(KIND, name, numbers, bytes, class) EVENT_##KIND,
	EVENTS(EVENT_KIND)
#undef EVENT_KIND
		EVENT_KINDS,
	EVENT_STEP = 32, /* the line is about to run; number[0] is the line */
	EVENT_SILENT = 16, /* with a TCP state: the peer does not answer */
	EVENT_NUMBERS = 5, /* numbers of an event, at most */
	EVENT_LINES = 224, /* the longest listing: lines 1 to 224 have a byte each */
	EVENT_WHO = 40, /* bytes that say who is at the other end, at most, with a NUL */
	EVENT_MESSAGE = 120, /* bytes of an exception's message, at most, with a NUL */
	EVENT_PLACES = 64 /* connections waiting to be accepted that are described, at most */
};

struct event {
	enum event_kind kind;
	uint32_t number[EVENT_NUMBERS];
	const uint8_t *bytes; /* into the trace */
	uint32_t size;
};

/* Whether it is an effect or an observation; a step is an effect. */
enum event_class event_class(enum event_kind kind);

/* Decodes the event at p, which must be one that the trace wrote; returns where the next one is. */
const uint8_t *event_read(const uint8_t *p, struct event *e);

#endif
