/* Opening and closing a stage. */
#include "stage/stage.h"

#include <stdlib.h>

#include "base/die.h"

struct stage *stage_open(const struct program *program, const char *const *listing,
                         const struct stage_world *world)
{
	struct stage *s = xcalloc(1, sizeof *s);
	s->program = program;
	s->listing = listing;
	s->is_virtual = world->is_virtual;
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		dict_clear(&s->collections[i].dict);
		net_set_clear(&s->collections[i].set);
		s->collections[i].epoll = -1;
	}
	trace_open(&s->front.trace, world->history, stage_checkpoint, s);
	net_open(&s->net, &s->front.trace, world->clients, world->address, world->port,
	         world->watch);
	stage_call(s, 0, 0);
	return s;
}

void stage_end(struct stage *s)
{
	if (!s)
		return;
	net_close_all(&s->net);
	trace_close(&s->front.trace);
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		list_free(&s->collections[i].list);
		dict_free(&s->collections[i].dict);
		if (s->collections[i].epoll >= 0)
			net_epoll_close(s->collections[i].epoll);
	}
	for (uint32_t i = 0; i < s->bytes_ids.capacity; i++)
		free(s->bytes[i].data);
	for (unsigned i = 0; i < STAGE_OUTPUT; i++)
		bytes_free(&s->output[i].text);
	for (uint32_t i = 0; i < s->frame_ids.capacity; i++)
		free(s->frames[i]);
	for (unsigned i = 0; i < STAGE_LITERALS; i++)
		bytes_free(&s->repeated[i]);
	pool_close(&s->frame_ids);
	pool_close(&s->bytes_ids);
	free(s->bytes);
	free(s->frames);
	free(s);
}
