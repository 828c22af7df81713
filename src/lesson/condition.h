/*
 * A condition: read once from a guide, then asked again and again. That of a "Try" is about a whole
 * run, that of a text's variant (`## recv when ...`) about one moment of it. Who knows the answers
 * is told by whoever asks; nothing of runs and moments is known here.
 *
 *   condition  = all { "or" all }
 *   all        = part { "and" part }
 *   part       = "not" part | "(" condition ")" | test
 *   test       = of a run:
 *                "connected" compared             how many clients are connected
 *              | "waited(" client ")" compared    seconds that a client waited for an answer
 *              | "answered(" client ")"           the client has got an answer
 *              | "reached(" [program "/"] tag ")" the line with this tag has run
 *              | "stepped(" [program "/"] tag ")" somebody stepped over it, over this line alone
 *              | "ended(" name ")"                the program ended: `exit`, or an exception
 *                of a moment, about the line that is about to run:
 *              | "empty(" name ")"                the module's collection is there, with nothing in
 *              | "is_empty(" name ")"             the local is what Python's `not` says yes to
 *              | "is_new(" name ")"               of this generator no line has run
 *              | "begins(" name ")"               its `for` comes to its first turn
 *              | "used_up(" name ")"              its `for` has nothing more to give
 *              | "value(" name ")" ( compared | ( "==" | "!=" ) string )   of a local
 *              | "first_time"                     it has not run before
 *              | "waits"                          it stands still in its call
 *   compared   = ( ">=" | "<=" | ">" | "<" | "==" | "!=" ) number
 *   client     = number | "client" number
 *   string     = a double quote, anything but that, a double quote
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

enum condition_sign {
	COMPARE_GE,
	COMPARE_LE,
	COMPARE_EQ,
	COMPARE_NE,
	COMPARE_GT,
	COMPARE_LT,
	COMPARE_COUNT
};

enum condition_about { ABOUT_RUN, ABOUT_MOMENT };

enum condition_kind {
	CONDITION_CONNECTED,
	CONDITION_WAITED,
	CONDITION_ANSWERED,
	CONDITION_REACHED,
	CONDITION_STEPPED,
	CONDITION_ENDED,
	CONDITION_EMPTY,
	CONDITION_IS_EMPTY,
	CONDITION_IS_NEW,
	CONDITION_BEGINS,
	CONDITION_USED_UP,
	CONDITION_VALUE,
	CONDITION_FIRST_TIME,
	CONDITION_WAITS,
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
	const char *name; /* of a local or a collection */
	const char *text; /* that a local is compared with; NULL: with the number */
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
const struct condition *condition_read(const char *text, enum condition_about about,
                                       const struct condition_tags *tags, struct arena *arena,
                                       struct bytes *why, unsigned *line);

/* Whether both ask the same, however they are written; NULL is like nothing. */
bool condition_is_same(const struct condition *a, const struct condition *b);

/* Whether it holds, each of its tests being answered by that. All are asked, also those on which
 * the answer does not depend. */
bool condition_holds(const struct condition *c,
                     bool (*ask)(const void *context, const struct condition_op *op),
                     const void *context);
bool condition_compares(double a, enum condition_sign sign, double b);

/* What a condition asks about a run. Clients are numbered from 1; one of whom nothing is known has
 * not waited and has no answer. */
struct condition_facts {
	unsigned (*connected)(const void *context);
	/* Seconds of the longest wait so far; *goes_on: it may still grow. */
	double (*waited)(const void *context, uint32_t client, bool *goes_on);
	bool (*answered)(const void *context, uint32_t client);
	bool (*reached)(const void *context, const char *program, const char *tag);
	bool (*stepped)(const void *context, const char *program, const char *tag);
	bool (*ended)(const void *context, unsigned error);
	const void *context;
};

/* Whether it holds now. *again is lowered to the seconds after which a wait that goes on will have
 * become as long as is asked for: until then time alone changes nothing. */
bool condition_holds_in_run(const struct condition *c, const struct condition_facts *facts,
                            double *again);

#endif
