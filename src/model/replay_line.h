/* A line of a recording as what it says, or what is wrong with it. */
#ifndef MODEL_REPLAY_LINE_H
#define MODEL_REPLAY_LINE_H

#include "base/bytes.h"
#include "model/replay.h"
#include "model/replay_fault.h"
#include "trace/event.h"

enum replay_kind { REPLAY_EVENT, REPLAY_GAP, REPLAY_RESUME, REPLAY_END };

struct replay_line {
	enum replay_kind kind;
	struct event event; /* its bytes lie in `bytes` */
	uint64_t steps; /* of the other kinds */
	uint32_t sum; /* of the line that was read last, 0 before the first */
	struct bytes bytes; /* used again line after line; to free at the end */
};

/* Numbers and bytes are as many as the kind has; what they say is for replay_check to judge.
 * FAULT_NONE when the line is fine. */
enum replay_fault replay_line_read(struct replay_line *to, const char *line, size_t length);

/* The first line of all, which later ones go on from: what it says, and its sum. */
enum replay_fault replay_line_header(struct replay_header *to, uint32_t *sum, const char *line,
                                     size_t length);

#endif
