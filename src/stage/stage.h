/*
 * The stage: where a lesson program runs, line by line, and writes down what it does. This header
 * is for those who push it (the app); what a program may call is stage/program.h.
 *
 * Invariants: the program stands before a line, or in the middle of one that must wait, or has
 * ended; the trace holds everything that it has done so far. The stage never reads the model.
 */
#ifndef STAGE_STAGE_H
#define STAGE_STAGE_H

#include "base/bytes.h"
#include "base/dict.h"
#include "base/list.h"
#include "base/pool.h"
#include "net/net.h"
#include "stage/program.h"

enum {
	STAGE_DEPTH = 32, /* frames on the stack, at most */
	STAGE_LITERALS = 4, /* bytes literals of a program, at most */
	STAGE_OUTPUT = 100, /* lines of output that a checkpoint repeats */
	STAGE_RECV = 65536 /* the most that one recv() of a listing may ask for */
};

struct stage_collection {
	bool is_born;
	bool is_stale; /* the set below must be made anew: a socket in it was closed */
	struct list list;
	struct dict dict;
	int epoll; /* a selector's descriptor, or -1 */
	struct net_set set; /* the descriptors of its sockets, for select() */
};

struct stage_bytes {
	uint8_t *data;
	uint32_t size, capacity;
};

struct stage_error_state {
	enum stage_error kind;
	int number; /* errno, or 0 */
	char message[EVENT_MESSAGE]; /* as CPython words it */
};

struct stage_place { /* for the traceback */
	uint32_t frame;
	uint8_t code;
	uint16_t line;
};

struct stage_output {
	unsigned stream; /* 1 stdout, 2 stderr */
	struct bytes text;
};

struct stage {
	struct stage_front front; /* first */
	const struct program *program;
	const char *const *listing; /* its lines, [0] is line 1, for tracebacks; may be NULL */
	struct net net;
	struct frame **frames; /* each in its own memory: a lesson function holds on to its frame */
	struct pool frame_ids;
	uint32_t stack[STAGE_DEPTH];
	unsigned depth;
	value result;
	struct stage_error_state error;
	struct stage_place traceback[STAGE_DEPTH]; /* innermost first */
	unsigned traceback_depth;
	struct stage_collection collections[STAGE_COLLECTIONS];
	struct stage_bytes *bytes;
	struct pool bytes_ids;
	struct stage_output output[STAGE_OUTPUT];
	uint64_t output_count;
	enum stage_call waits; /* the call that the running line waits in, when it was last tried */
	uint32_t waits_for; /* the socket, or 0 */
	uint64_t waits_since; /* the step in which it began to; 0 never */
	size_t sent; /* bytes that a send() has sent so far, in step number sent_in */
	uint64_t sent_in;
	uint64_t computed_ns, computes_in; /* the same for computing */
	uint64_t sum; /* what it computes */
	struct bytes repeated[STAGE_LITERALS];
	bool is_virtual; /* time is the script's: nothing computes for real */
	bool may_sleep; /* the program's own calls may sleep: nobody else is to be served */
	bool has_ended;
};

struct stage_world {
	struct clients *clients;
	struct in_addr address;
	uint16_t port; /* 0: any free one */
	int watch; /* see net_open() */
	bool is_virtual; /* time is virtual: a script runs it */
	size_t history; /* bytes that the trace may take */
};

/* The program stands before its first line. `listing` outlives the stage. */
struct stage *stage_open(const struct program *program, const char *const *listing,
                         const struct stage_world *world);
/* NULL is fine. */
void stage_end(struct stage *s);

/*
 * Runs until `lines` more lines have been stepped to, or the program blocks or ends: STAGE_LINE,
 * STAGE_BLOCKED, STAGE_RETURNED, or STAGE_RAISED when an exception ended it. A blocked line is
 * tried again by the next call. With may_sleep it blocks only when a signal came, or a piece of
 * computing is over.
 */
enum stage_status stage_run(struct stage *s, uint64_t lines);

/* The line that runs or is about to, and the id of its frame. 0 after the end. */
unsigned stage_at(const struct stage *s);
uint32_t stage_running(const struct stage *s);

/* "ConnectionResetError"; "exit" for ERROR_NONE. */
const char *stage_error_name(enum stage_error kind);
/* "select()"; what a blocked program is blocked in. */
const char *stage_call_name(enum stage_call call);

/* --- among the files of the stage ------------------------------------------------------------- */

enum stage_status stage_raise(struct stage *s, enum stage_error kind, int number,
                              const char *message);
/* The exception that CPython raises for errno. */
enum stage_status stage_raise_errno(struct stage *s);
/* The line waits in this call for this socket (0: several). */
enum stage_status stage_wait(struct stage *s, enum stage_call call, uint32_t socket);
void stage_output_line(struct stage *s, unsigned stream, const char *text, size_t size);
void stage_print_traceback(struct stage *s);
/* A fresh id from a pool, after a sweep when it is empty. */
uint32_t stage_new_frame(struct stage *s);
uint32_t stage_new_bytes(struct stage *s);
/* Frees the ids of all that no name of the program can reach. */
void stage_collect(struct stage *s);
/* The checkpoint of the trace: everything that is, as events. */
void stage_checkpoint(void *stage);

#endif
