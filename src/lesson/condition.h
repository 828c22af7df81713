/*
 * The condition of a "Try": read once from the guide, then asked of every moment of a run. What
 * happened in the run is told by whoever asks; nothing of it is known here.
 *
 *   condition  = all { "or" all }
 *   all        = part { "and" part }
 *   part       = "not" part | "(" condition ")" | test
 *   test       = "connected" compared             how many clients are connected
 *              | "waited(" client ")" compared    seconds that a client waited for an answer
 *              | "answered(" client ")"           the client has got an answer
 *              | "reached(" [program "/"] tag ")" the line with this tag has run
 *              | "ended(" name ")"                the program ended: `exit`, or an exception
 *   compared   = ( ">=" | "<=" | ">" | "<" | "==" | "!=" ) number
 *   client     = number | "client" number
 *
 * A number has at most nine digits, and as many behind its point.
 */
#ifndef LESSON_CONDITION_H
#define LESSON_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "lesson/arena.h"

enum { CONDITION_DEPTH = 32 }; /* brackets and nots inside one another, at most */

enum condition_sign { SIGN_GE, SIGN_LE, SIGN_EQ, SIGN_NE, SIGN_GT, SIGN_LT, SIGN_COUNT };

enum condition_kind {
	CONDITION_CONNECTED,
	CONDITION_WAITED,
	CONDITION_ANSWERED,
	CONDITION_REACHED,
	CONDITION_ENDED,
	CONDITION_NOT,
	CONDITION_AND,
	CONDITION_OR
};

/* A test, or what joins the tests before it; each uses the members that its test has. */
struct condition_op {
	enum condition_kind kind;
	enum condition_sign sign;
	double number;
	uint32_t client;
	unsigned error; /* enum stage_error; ERROR_NONE for `exit` */
	const char *program, *tag; /* program NULL: whichever runs */
};

/* In postfix order: what joins comes after what it joins. It lives in the arena of its lesson. */
struct condition {
	const struct condition_op *ops;
	unsigned count;
};

/* Whom to ask for the tags of the lesson. */
struct condition_tags {
	bool (*knows)(const void *context, const char *program, const char *tag);
	const void *context;
};

/* NULL with a clause added to *why and *line counted from 0 at the start of text. tags may be NULL:
 * then any tag will do, and one that no listing has is never reached. */
const struct condition *condition_read(const char *text, const struct condition_tags *tags,
                                       struct arena *arena, struct bytes *why, unsigned *line);

/* What a condition asks about a run. Clients are numbered from 1; one of whom nothing is known has
 * not waited and has no answer. */
struct condition_facts {
	unsigned (*connected)(const void *context);
	/* Seconds of the longest wait so far; *goes_on: it may still grow. */
	double (*waited)(const void *context, uint32_t client, bool *goes_on);
	bool (*answered)(const void *context, uint32_t client);
	bool (*reached)(const void *context, const char *program, const char *tag);
	bool (*ended)(const void *context, unsigned error);
	const void *context;
};

/* Whether it holds now. *again is lowered to the seconds after which a wait that goes on will have
 * become as long as is asked for: until then time alone changes nothing. */
bool condition_holds(const struct condition *c, const struct condition_facts *facts, double *again);

#endif
