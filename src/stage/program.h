/*
 * What a lesson program may write: its tables, and the calls of Python and of its socket module
 * that the stage plays. This header and its own tags are all that a lesson includes.
 *
 * Every call does what CPython 3.11 does with the line that it stands for; each says when it may
 * wait (STAGE_BLOCKED: the line is tried again when the kernel answers) or raise. Sockets, bytes
 * and time are real; frames, generators and exceptions are modelled.
 */
#ifndef STAGE_PROGRAM_H
#define STAGE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/value.h"

enum stage_status {
	STAGE_GOING, /* carry on in this line */
	STAGE_LINE, /* stopped before a line */
	STAGE_BLOCKED, /* the line must wait */
	STAGE_CALLED, /* another frame runs first */
	STAGE_YIELDED,
	STAGE_RETURNED,
	STAGE_RAISED
};

/* Python's exceptions, with the names that CPython prints. */
#define STAGE_ERRORS(X)                                 \
	X(NONE, "exit")                                 \
	X(STOP_ITERATION, "StopIteration")              \
	X(CONNECTION_RESET, "ConnectionResetError")     \
	X(BROKEN_PIPE, "BrokenPipeError")               \
	X(CONNECTION_ABORTED, "ConnectionAbortedError") \
	X(BLOCKING_IO, "BlockingIOError")               \
	X(VALUE, "ValueError")                          \
	X(OS, "OSError")                                \
	X(TIMEOUT, "TimeoutError")                      \
	X(PERMISSION, "PermissionError")
#define STAGE_ERROR_ENUM(NAME, text) ERROR_##NAME,
enum stage_error { STAGE_ERRORS(STAGE_ERROR_ENUM) STAGE_ERROR_COUNT };

/* The calls that may wait, as the status line names them. COMPUTE does not wait, it computes: the
 * one that uses the processor. */
#define STAGE_CALLS(X)                   \
	X(NONE, "")                      \
	X(ACCEPT, "accept()")            \
	X(RECV, "recv()")                \
	X(SEND, "send()")                \
	X(SELECT, "select()")            \
	X(SELECTOR, "selector.select()") \
	X(COMPUTE, "sum()")
#define STAGE_CALL_ENUM(NAME, text) CALL_##NAME,
enum stage_call { STAGE_CALLS(STAGE_CALL_ENUM) CALL_COUNT };

/* The phases of an event loop, the same in every lesson. ASK and WAIT are no program's to name: a
 * line with a call that may sleep asks, and a program that sleeps in it waits. */
enum phase { PHASE_NONE, PHASE_ASK, PHASE_WAIT, PHASE_READY, PHASE_RUN, PHASE_PARK };

enum {
	STAGE_LOCALS = 12, /* locals of a function, at most */
	STAGE_ARGUMENTS = 3, /* arguments of a function, at most */
	STAGE_TRIES = 4, /* try blocks of a function, at most */
	STAGE_COLLECTIONS = 8, /* lists and dicts of a program, at most */
	STAGE_SECOND_HALF = 1 << 12 /* in frame_head.at: the second half of the line */
};

struct stage;

/* The numbers are those of the model's frame states. */
enum frame_life { FRAME_IS_NEW, FRAME_RUNS, FRAME_SLEEPS, FRAME_IS_DONE };

struct frame_head {
	uint16_t at; /* the line, and whether in its second half; 0 before the first */
	uint8_t code;
	uint8_t is_generator;
	uint8_t state; /* enum frame_life */
	value argument[STAGE_ARGUMENTS]; /* as first seen */
};

struct frame {
	struct frame_head head;
	value local[STAGE_LOCALS];
	value shown[STAGE_LOCALS]; /* what the trace knows of them */
};

struct code {
	const char *name; /* as Python names it; "module" is shown as <module> */
	enum stage_status (*run)(struct stage *s, struct frame *frame);
	const char *const *local_names;
	uint8_t local_count, argument_count;
	uint8_t value_count; /* locals, hidden ones included */
	struct {
		uint16_t first, last, handler; /* lines of the try block, line of its except */
	} tries[STAGE_TRIES];
};

enum collection_kind { COLLECTION_NONE, COLLECTION_LIST, COLLECTION_DICT, COLLECTION_SELECTOR };

struct collection_type {
	const char *name;
	enum collection_kind kind;
	bool is_local; /* a local of a function: shown with its frame, not among the queues */
};

struct tag {
	const char *name;
	uint16_t line;
};

/* b"text" * times; no NUL inside. */
struct literal {
	const char *text;
	unsigned times;
};

/* A program: what a lesson's .c file exports, once, as `const struct program PROGRAM`. LISTING,
 * from its tags, fills in the first four. */
struct program {
	const char *lesson; /* the folder: "05-generators" */
	const char *name; /* the file: "server" */
	uint64_t hash; /* of the listing that the twin was built for */
	const struct tag *tags; /* by line, ended by a NULL name */
	const struct code *codes; /* the first is the module */
	uint8_t code_count;
	const char *const *words; /* the strings that values name, ended by NULL */
	const struct literal *literals; /* its bytes literals, ended by {0} */
	struct collection_type collections[STAGE_COLLECTIONS];
	struct {
		uint16_t first, last; /* lines */
		enum phase phase;
	} phases[8]; /* of the event loop's lines; others are PHASE_RUN */
};

/* GLOBAL(server_socket): a name of the module. */
#define GLOBAL(name) (((struct module_frame *)stage_module(s))->name)
struct frame *stage_module(struct stage *s);

/* --- frames, behind the vocabulary ------------------------------------------------------------ */

/* What AT does is stage_line(), in stage/stage_line.h. */
enum stage_status stage_return(struct stage *s);
enum stage_status stage_yield(struct stage *s, value v);
enum stage_status stage_lost(struct stage *s); /* a frame with a place it never had: dies */
/* Whether the exception in flight is one of these, ended by ERROR_NONE; then it is handled. */
bool stage_catches(struct stage *s, const enum stage_error *errors);

/* --- calls and generators --------------------------------------------------------------------- */

/* What the last CALL returned or yielded. */
value stage_result(const struct stage *s);
/* Calls a function with one argument, or 0 for none: for CALL. */
enum stage_status stage_call(struct stage *s, unsigned code, value argument);
/* A new generator; nothing of it runs yet. argument 0 when there is none. */
value stage_generator(struct stage *s, unsigned code, value argument);
/* next(task): for CALL. Raises StopIteration when it has finished. */
enum stage_status stage_next(struct stage *s, value task);
/* The tuple (word, socket), and its halves. */
value stage_pair(value word, value socket);
value stage_first(value pair);
value stage_second(value pair);

/* --- collections, by their number in the program's table -------------------------------------- */

/* The name is assigned: an empty list or dict. */
void stage_new(struct stage *s, unsigned collection);
void stage_append(struct stage *s, unsigned collection, value v);
/* list.pop(0); the list must not be empty. */
value stage_pop_first(struct stage *s, unsigned collection);
unsigned stage_length(const struct stage *s, unsigned collection);
void stage_set(struct stage *s, unsigned collection, value socket, value v);
/* dict.pop(socket); it must be there. */
value stage_take(struct stage *s, unsigned collection, value socket);
/* list.remove(v); it must be there. */
void stage_remove(struct stage *s, unsigned collection, value v);
/* One turn of `for v in list`; false at its end. *iterator is 0 before the first. */
bool stage_each(struct stage *s, value *iterator, unsigned collection, value *v);

/* --- the world -------------------------------------------------------------------------------- */

/* print(text) or print(text, v): v is 0 for none. */
void stage_print(struct stage *s, const char *text, value v);
bool stage_is_empty(const struct stage *s, value bytes);

/* socket.socket(AF_INET, SOCK_STREAM); raises OSError. */
enum stage_status stage_socket(struct stage *s, value *socket);
enum stage_status stage_reuse_address(struct stage *s, value socket);
enum stage_status stage_bind(struct stage *s, value socket);
enum stage_status stage_listen(struct stage *s, value socket);
/* setsockopt(SOL_SOCKET, SO_SNDBUF, bytes). */
enum stage_status stage_send_buffer(struct stage *s, value socket, unsigned bytes);
/* Waits for a connection; raises OSError (too many open files). */
enum stage_status stage_accept(struct stage *s, value server, value *client, value *address);
/* Waits for bytes, at most `size`; empty when the peer has left; raises ConnectionResetError. */
enum stage_status stage_recv(struct stage *s, value socket, unsigned size, value *bytes);
/* Waits until the kernel has taken all, as a blocking socket does; raises BrokenPipeError,
 * ConnectionResetError. */
enum stage_status stage_send(struct stage *s, value socket, value bytes);
void stage_close(struct stage *s, value socket);
/* select(readers, writers, []) into two lists; waits until one is ready; raises ValueError. */
enum stage_status stage_select(struct stage *s, unsigned readers, unsigned writers,
                               unsigned ready_readers, unsigned ready_writers);

/* selectors.DefaultSelector(), which is epoll on Linux: the name is assigned; raises OSError. */
enum stage_status stage_selector(struct stage *s, unsigned collection);
/* register(socket, EVENT_READ, function) and unregister(socket). */
enum stage_status stage_register(struct stage *s, unsigned collection, value socket,
                                 value function);
enum stage_status stage_unregister(struct stage *s, unsigned collection, value socket);
/* selector.select() into a list of sockets, in the order in which epoll tells; waits. */
enum stage_status stage_selector_select(struct stage *s, unsigned collection, unsigned ready);
/* key.data: the function registered with that socket. */
value stage_selector_data(const struct stage *s, unsigned collection, value socket);

/* A line that computes for so many milliseconds of processor time: really, in small pieces, so
 * that the tool stays awake; in a script, where time is virtual, for none. */
enum stage_status stage_compute(struct stage *s, unsigned milliseconds);

#include "stage/stage_line.h"
#include "stage/vocabulary.h"

#endif
