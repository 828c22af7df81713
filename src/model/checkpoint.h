/* A model as the events that rebuild it from nothing: the checkpoint of a trace that has no stage
 * behind it. What stage_checkpoint() writes of a running program, this writes of a recorded one. */
#ifndef MODEL_CHECKPOINT_H
#define MODEL_CHECKPOINT_H

#include "model/replay_check.h"

/* `known` says which frames and byte strings exist, which the model itself does not know. */
void checkpoint_write(const struct model *m, const struct replay_check *known, struct trace *t);

#endif
