/*
 * The condition of a "Try": whether it is well formed. What it means for a run is not known here.
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
 */
#ifndef LESSON_CONDITION_H
#define LESSON_CONDITION_H

#include <stdbool.h>

#include "base/bytes.h"

enum { CONDITION_DEPTH = 32 }; /* brackets and nots inside one another, at most */

/* Whom to ask for the tags of the lesson. */
struct condition_tags {
	bool (*knows)(const void *context, const char *program, const char *tag);
	const void *context;
};

/* False with a clause added to *why and *line counted from 0 at the start of text. */
bool condition_check(const char *text, const struct condition_tags *tags, struct bytes *why,
                     unsigned *line);

#endif
