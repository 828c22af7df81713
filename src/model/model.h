/*
 * The model: one moment of a program's life as plain values, made only by adding up events.
 *
 * Whoever looks at a program, live or in the past, looks at a model. It knows ids and numbers, no
 * names: what code 2 or collection 1 is called, the lesson's program says. model_apply() is the
 * only writer. Frames, sockets and byte strings keep their last values after their end, because a
 * name may still refer to them.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>

#include "base/dict.h"
#include "base/list.h"
#include "base/value.h"
#include "trace/event.h"

enum {
	MODEL_LOCALS = 12, /* locals of a frame, at most */
	MODEL_ARGUMENTS = 3, /* arguments of a function, at most */
	MODEL_DEPTH = 32, /* frames on the stack, at most */
	MODEL_COLLECTIONS = 8, /* collections of a program, at most */
	MODEL_OUTPUT = 100, /* lines of output remembered in a model */
	MODEL_LINE = 500, /* bytes of such a line; longer ones are cut */
	MODEL_CHANGES = 64, /* changes of one step that are remembered */
	MODEL_PEER = EVENT_WHO,
	MODEL_WAITING = EVENT_PLACES
};

enum frame_state { FRAME_NEW, FRAME_RUNNING, FRAME_SUSPENDED, FRAME_FINISHED };

struct model_frame {
	uint8_t code; /* index into the program's codes */
	uint8_t is_generator;
	uint8_t state; /* enum frame_state */
	uint16_t line; /* where it stands; 0 before its first line */
	value argument[MODEL_ARGUMENTS]; /* as first seen */
	value local[MODEL_LOCALS];
};

struct model_collection {
	bool born; /* its name has been assigned */
	struct list list;
	struct dict dict; /* a collection uses one of the two */
};

struct model_socket {
	int descriptor; /* -1 once closed */
	uint32_t name; /* 0 the server, n client n */
	uint16_t port; /* ours for the server, the peer's for a client */
	uint32_t address; /* IPv4, in host order, of the same side */
	uint8_t tcp_state; /* as the kernel numbers them; 0 not yet looked at */
	bool is_silent; /* the peer does not answer */
	bool is_listening; /* then the next two are connections, not bytes */
	uint32_t unread; /* bytes received that nobody has read; connections not accepted */
	uint32_t unsent; /* bytes sent that the peer has not got; the backlog */
	char peer[MODEL_PEER]; /* who is at the other end, raw; empty when unknown */
	bool is_builtin; /* a client of our own is */
};

struct model_waiting {
	uint16_t port;
	uint32_t unread;
	uint32_t name; /* of a built-in client; 0 for one from outside */
	char who[MODEL_PEER]; /* who is at the other end, raw; empty when unknown */
};

struct model_bytes {
	uint8_t *data;
	uint32_t size, capacity;
	bool is_error; /* of a line of output: it went to stderr */
};

struct model_error {
	uint32_t kind; /* enum stage_error; 0 none */
	int number; /* errno, 0 where there is none */
	char message[EVENT_MESSAGE];
	/* Where it was raised first, also when that frame is gone; line 0: nobody knows, because it
	 * came out of a checkpoint. */
	uint8_t code;
	uint16_t line;
};

struct model {
	uint64_t step; /* 0 before the first line */
	bool is_restoring; /* no step since a reset: events may be those of a checkpoint */
	unsigned depth; /* frames on the stack; the running one is stack[depth - 1] */
	uint32_t stack[MODEL_DEPTH];
	/* The line on which the running frame stood before this step; 0 at its first one, and right
	 * behind a checkpoint, which tells only where it stands. */
	uint16_t came_from;
	struct model_frame *frames;
	uint32_t frame_count;
	struct model_collection collections[MODEL_COLLECTIONS];
	struct model_socket *sockets;
	uint32_t socket_count;
	struct model_bytes *bytes;
	uint32_t bytes_count;
	uint32_t waits; /* enum stage_call that the running line waits in; 0 none */
	uint32_t waits_for; /* the socket it waits for, where there is one */
	struct model_error error; /* in flight, or what ended the program */
	bool has_ended;
	uint32_t queued; /* connections waiting to be accepted, the listener's count */
	struct model_waiting waiting[MODEL_WAITING];
	unsigned waiting_count; /* described: with `resets` never more than `queued` */
	uint32_t resets; /* of those waiting: gone already, but accept() will return them */
	uint32_t refused; /* connections that the tool has turned away */
	uint32_t refused_address; /* IPv4, in host order, of the last of them */
	uint64_t output_count; /* lines printed so far */
	struct model_bytes output[MODEL_OUTPUT]; /* line i is output[i % MODEL_OUTPUT] */
	/* What the line that ran last did, without bytes: what the screen highlights. Of a POP or a
	 * DELETE number[2] is the value that left. */
	struct event change[MODEL_CHANGES];
	unsigned change_count;
	unsigned settled; /* change_count when this step began; more changes are of its own line */
};

void model_init(struct model *m);
/* Back to nothing, at the moment after `step` steps; keeps its memory. */
void model_reset(struct model *m, uint64_t step);
void model_free(struct model *m);

/* Adds one event up. */
void model_apply(struct model *m, const struct event *e);

/* The running frame, or NULL when there is none. */
const struct model_frame *model_running(const struct model *m);
/* Line of output number i, output_count - MODEL_OUTPUT <= i < output_count. */
const struct model_bytes *model_output(const struct model *m, uint64_t i);

/* Whether effects of this step's line have been added up already: the moment lies inside a line. */
bool model_is_inside(const struct model *m);

#endif
