/*
 * Whether an event can follow what went before it. A model trusts its events; this is what makes
 * events from a file worth that trust. It looks at the model as it stands before the event.
 */
#ifndef MODEL_REPLAY_CHECK_H
#define MODEL_REPLAY_CHECK_H

#include "model/model.h"
#include "model/replay.h"
#include "model/replay_fault.h"

/* Which ids have been given to something. */
struct replay_ids {
	uint8_t *state; /* bits of enum replay_id */
	uint32_t count;
};
enum replay_id { ID_GIVEN = 1, ID_WANTED = 2 /* named in a checkpoint, perhaps given later */ };

struct replay_check {
	const struct model *model;
	const struct replay_limits *limits;
	struct replay_ids frames, bytes;
	bool is_rebuilding; /* between a gap and its end: events are those of a checkpoint */
	uint64_t held; /* bytes of all byte strings */
	uint64_t work; /* places moved by taking things out of the middle of lists */
};

/* FAULT_NONE when the event is fine: then apply it and tell replay_checked(). */
enum replay_fault replay_check(struct replay_check *c, const struct event *e);
void replay_checked(struct replay_check *c, const struct event *e);

/* Nothing exists any more; a checkpoint begins. And ends: the answer is as above. */
enum replay_fault replay_check_gap(struct replay_check *c);
enum replay_fault replay_check_resume(struct replay_check *c);

bool replay_has(const struct replay_ids *ids, uint32_t id);
void replay_check_free(struct replay_check *c);

#endif
