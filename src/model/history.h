/*
 * History: the model at any step that the trace still holds, by replaying at most a chunk or so.
 *
 * One model is kept and moved; forward moves go on from where it stands. Two histories over one
 * trace do not disturb each other.
 */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include "model/model.h"
#include "trace/trace.h"

struct history {
	struct trace *trace;
	struct model model;
	uint64_t chunk; /* where the model stands: everything before this byte is added up */
	size_t offset;
	bool is_placed;
};

#define HISTORY_NOW UINT64_MAX

void history_open(struct history *h, struct trace *trace);
void history_close(struct history *h);

/*
 * The model at `step`: that line about to run, with what was observed until it ran. HISTORY_NOW
 * is all there is, the middle of a line included. A step outside [trace_first_step, steps] becomes
 * the nearest one inside. Valid until the next call.
 */
const struct model *history_at(struct history *h, uint64_t step);

#endif
