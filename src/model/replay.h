/*
 * Reading a recording (see trace/trace_file.h) back into a trace, with trust in nothing: after
 * replay_load() whatever the file held, model_apply() and whoever shows the model stay within their
 * bounds. Opens that one file; what it names is never looked for.
 *
 * The first line says which program was recorded; the caller finds it and says what it has:
 *
 *   struct replay *r = replay_open(path, language, &header, &why);
 *   bool loaded = r && replay_load(r, &limits, &trace, &why, &warning);
 *   ... history_open(&history, &trace) ... trace_close(&trace);
 *
 * Sentences are in that language, the caller's to free and safe on a terminal.
 */
#ifndef MODEL_REPLAY_H
#define MODEL_REPLAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/say.h"
#include "trace/trace.h"

enum { REPLAY_NAME = 64 }; /* bytes of a name, with its NUL */

struct replay_header {
	char lesson[REPLAY_NAME], program[REPLAY_NAME]; /* letters, digits and . _ - alone */
	uint64_t listing; /* the hash of the listing */
};

/* What the program has of each: a recording that names one more is wrong from that line on. */
struct replay_limits {
	unsigned codes, words, literals;
	unsigned errors, calls; /* STAGE_ERROR_COUNT, CALL_COUNT */
	unsigned lines; /* of its listing */
	uint32_t lists, dicts; /* bit n: collection n is one; a selector is a dict */
	size_t history; /* bytes that the trace may take, as for trace_open() */
};

struct replay;

/* Reads the first line. NULL with *why when the file is unreadable, no regular file, no recording,
 * or one of another version. */
struct replay *replay_open(const char *path, enum language language, struct replay_header *header,
                           char **why);

/*
 * Reads the rest, opens `into` and fills it; ends r in any case. At the first line that is wrong,
 * missing or cut, the whole steps before it are kept, and *warning (else NULL) names the line and
 * what is the matter with it, in 78 columns at most; the file's name is not in it. False with *why,
 * and nothing opened, when there is no step at all.
 */
bool replay_load(struct replay *r, const struct replay_limits *limits, struct trace *into,
                 char **why, char **warning);

/* Ends one that is not loaded after all; NULL is fine. */
void replay_close(struct replay *r);

#endif
