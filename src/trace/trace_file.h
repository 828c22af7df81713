/*
 * A recording: the events of a trace as lines of JSON, one a line, in the order in which they came.
 * This is the half that writes; model/replay.h reads. What an event means is not known here.
 *
 *   {"asyncviz":2,"lesson":"05-generators","program":"server","listing":"0x1f..."}     first
 *   {"line":27}                              a step: that line is about to run
 *   {"e":"append","n":[0,83]}                an event by its name in event.h, with its numbers
 *   {"e":"bytes","n":[5],"b":"hi\u000a"}     and its bytes, each as the character of that number
 *   {"gap":5000}                             what came before was lost; events follow that rebuild
 *   {"resume":5000}                          how things stood after 5000 steps, up to this line
 *   {"end":6021}                             last: how many steps there were
 *
 * Each of them has one more member, its last: "crc", the checksum of the line and of all before it,
 * see trace_file_sum.h. Version 1 had none.
 *
 * Invariants: only whole lines are written, and what recording_write() has returned from is in the
 * file, so the end of this process, of whatever kind, costs no more than the last line {"end"}.
 */
#ifndef TRACE_TRACE_FILE_H
#define TRACE_TRACE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/output.h"
#include "base/say.h"
#include "trace/trace.h"

enum {
	RECORDING_VERSION = 2,
	RECORDING_LINE = 512 << 10, /* bytes of a line, at most: 64 KiB received, \u00xx each */
	RECORDING_CAP = 1 << 30 /* bytes of a recording that are written, and read */
};

/* What an event looks like, for the writer and the reader. */
struct event_shape {
	const char *name;
	uint8_t numbers, has_bytes;
};
extern const struct event_shape event_shapes[EVENT_KINDS];

/* All zeroes is a recording that is not open: the functions below then do nothing. */
struct recording {
	bool is_open, has_begun;
	enum language language;
	struct output out;
	char *path;
	char *name; /* the path as it may be printed */
	struct bytes text; /* whole lines, not yet written */
	uint32_t sum; /* of the newest line in text, or in the file */
	uint64_t chunk; /* everything of the trace before this byte is in text or in the file */
	size_t offset;
	uint64_t size; /* bytes of the file */
	uint64_t steps; /* that the trace had there */
	int error; /* errno that ended the recording early; EFBIG at RECORDING_CAP */
};

/*
 * Opens the file; what is in it stays until the first recording_write(). False with *why (one
 * sentence in the language, the caller's to free) when it cannot be, is a symbolic link, a pipe, a
 * terminal, or is being used by another asyncviz. The file can be read by its owner alone.
 */
bool recording_open(struct recording *r, const char *path, enum language language,
                    const char *lesson, const char *program, uint64_t listing_hash, char **why);

/* The same for a later run, each of which has a file of its own: NAME.2.EXT, NAME.3.EXT, ..., the
 * first that is not there yet, so nothing is overwritten. A device takes every run. */
bool recording_open_next(struct recording *r, const char *path, enum language language,
                         const char *lesson, const char *program, uint64_t listing_hash,
                         char **why);

/* The path with that number of a run in it, the caller's to free: a/talk.jsonl is a/talk.2.jsonl,
 * what has no extension ends with .2. */
char *recording_name(const char *path, unsigned run);

/* The same run begins once more, with a new trace: the file is emptied. */
void recording_restart(struct recording *r, const char *lesson, const char *program,
                       uint64_t listing_hash);

/* Closes one to which nothing was written yet, for the start has failed: the file is as it was. */
void recording_abandon(struct recording *r);

/* Writes every event that is new. Call it often enough that the trace drops nothing unseen: what
 * it did drop becomes a gap. After a failure nothing more is written. */
void recording_write(struct recording *r, struct trace *t);

/* Writes the last line and closes. False with *why, a sentence as above, when not all of it could
 * be written, now or earlier. */
bool recording_close(struct recording *r, char **why);

/* Among the files of the recording: "Cannot record to PATH: FAULT.", the caller's to free. */
char *recording_refusal(const char *path, enum language language, const char *fault);

#endif
