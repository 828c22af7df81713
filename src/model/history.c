/* Moving one model over the trace. Every moment is reached by applying events, never by undoing. */
#include "model/history.h"

void history_open(struct history *h, struct trace *trace)
{
	*h = (struct history){.trace = trace};
	model_init(&h->model);
}

void history_close(struct history *h)
{
	model_free(&h->model);
}

static void apply_until(struct history *h, const struct trace_chunk *c, size_t end)
{
	const uint8_t *p = c->data + h->offset;
	struct event e;
	while (p < c->data + end) {
		p = event_read(p, &e);
		model_apply(&h->model, &e);
	}
	h->offset = end;
}

/* Starts again from the checkpoint of chunk k. */
static void place(struct history *h, uint64_t k)
{
	const struct trace_chunk *c = trace_chunk(h->trace, k);
	h->chunk = k;
	h->offset = 0;
	h->is_placed = true;
	model_reset(&h->model, c->first);
	apply_until(h, c, c->checkpoint);
	h->model.change_count = h->model.settled = 0;
}

/* The chunk to start from: the last one with `first` two or more below the step, so that what the
 * line before it did is seen too. */
static uint64_t chunk_for(struct trace *t, uint64_t step)
{
	uint64_t low = t->oldest, high = t->newest;
	while (low < high) {
		uint64_t middle = low + (high - low + 1) / 2;
		if (trace_chunk(t, middle)->first + 2 <= step)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* Applies events of the present chunk as long as they belong to `step` or to what came before.
 * Returns whether the chunk was used up. */
static bool apply_chunk(struct history *h, uint64_t step)
{
	const struct trace_chunk *c = trace_chunk(h->trace, h->chunk);
	const uint8_t *p = c->data + h->offset, *end = c->data + c->size;
	struct event e;
	while (p < end) {
		const uint8_t *next = event_read(p, &e);
		if (h->model.step >= step && event_class(e.kind) == EFFECT)
			break;
		model_apply(&h->model, &e);
		p = next;
	}
	h->offset = (size_t)(p - c->data);
	return p == end;
}

const struct model *history_at(struct history *h, uint64_t step)
{
	struct trace *t = h->trace;
	uint64_t first = trace_first_step(t);
	if (step < first)
		step = first;
	uint64_t start = chunk_for(t, step < t->steps ? step : t->steps);
	bool is_behind = !h->is_placed || h->chunk < t->oldest || h->chunk < start;
	if (is_behind || h->model.step > step ||
	    (h->model.step == step && model_is_inside(&h->model)))
		place(h, start);
	while (apply_chunk(h, step) && h->chunk < t->newest) {
		h->chunk++;
		h->offset = trace_chunk(t, h->chunk)->checkpoint;
	}
	return &h->model;
}
