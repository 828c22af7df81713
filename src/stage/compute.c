/* A line that computes: real work for the processor, in pieces so small that keys are answered. */
#include "stage/stage.h"

#include <time.h>

enum { PIECE_NS = 2000000 };

static uint64_t now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* sum(range(...)), until a piece of time is over. Returns the nanoseconds it took. */
static uint64_t compute_piece(uint64_t *sum)
{
	uint64_t begin = now(), i = 0;
	while (now() - begin < PIECE_NS)
		for (uint64_t end = i + 10000; i < end; i++)
			*(volatile uint64_t *)sum += i; /* or the compiler would take a formula */
	return now() - begin;
}

enum stage_status stage_compute(struct stage *s, unsigned milliseconds)
{
	uint64_t wanted = (uint64_t)milliseconds * 1000000u;
	if (s->is_virtual)
		return STAGE_GOING;
	if (s->computes_in != s->front.trace.steps) {
		s->computes_in = s->front.trace.steps;
		s->computed_ns = 0;
	}
	s->computed_ns += compute_piece(&s->sum);
	return s->computed_ns < wanted ? stage_wait(s, CALL_COMPUTE, 0) : STAGE_GOING;
}
