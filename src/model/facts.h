/*
 * What a run has come to so far, for the conditions of the things to try: who is connected, who has
 * an answer, how long somebody waited for one, which lines have run, how the program ended.
 *
 * Added up from the events of a growing trace, each looked at once, checkpoints left out. What the
 * trace dropped before it was read is missed: facts_read() must come often enough. Time is the
 * reader's: an event happens when it is read. All zeroes are the facts of a run that has not begun.
 *
 * A connection that nobody has accepted yet is known by its port until accept() gives it a number;
 * asked for a number, it is the one that it would get if it were accepted next.
 */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "trace/trace.h"

enum { FACTS_QUEUED = 64 }; /* waiting connections that are followed: those that are described */

/* It waits from the moment in which bytes of it are seen, or received, to the end of the send()
 * that answers; or to its end. */
struct facts_client {
	uint64_t since, longest; /* ns: when the present wait began; the longest that is over */
	uint32_t unread; /* bytes in the kernel, when last looked at */
	bool is_owed; /* bytes were received, and not answered since */
	bool waits, is_answered;
};

struct facts_socket {
	uint32_t name; /* n client n */
	bool is_open; /* never of a listener */
};

struct facts {
	uint64_t chunk; /* everything of the trace before this byte is added up */
	size_t offset;
	uint64_t now; /* ns, of the last facts_read() */
	uint64_t step; /* the number of the last one */
	unsigned line; /* about to run, or blocked; 0 none */
	bool has_run[EVENT_LINES + 1];
	uint64_t first_stop[EVENT_LINES + 1]; /* the first step before that line; 0: none so far */
	bool is_partial; /* steps were missed: which line came first, nobody knows */
	uint32_t connected; /* accepted and open */
	uint32_t queued; /* waiting to be accepted */
	uint32_t answering; /* the client to which this line sends; 0 none */
	uint32_t error; /* in flight, or what ended the program; 0 none */
	bool has_ended;
	struct facts_socket *sockets;
	uint32_t socket_count;
	struct facts_client *clients; /* by number */
	uint32_t client_count;
	uint32_t last_client; /* the highest number that was given */
	struct {
		uint16_t port;
		struct facts_client client;
	} waiting[FACTS_QUEUED]; /* without a number, in the order in which they were seen */
	unsigned waiting_count;
};

/* Adds up what is new in the trace; now in ns of a clock that never goes back. */
void facts_read(struct facts *f, struct trace *t, uint64_t now);
void facts_free(struct facts *f);

/* Clients connected to the program, those included that it has not accepted yet. */
unsigned facts_connected(const struct facts *f);
bool facts_answered(const struct facts *f, uint32_t client);
/* Nanoseconds of the longest wait so far, the present one included; *goes_on: there is one. */
uint64_t facts_waited(const struct facts *f, uint32_t client, bool *goes_on);

#endif
