/*
 * What a recorded step costs: a program without system calls, two counting generators that take
 * turns through a list of tasks, runs on the stage with its events written down. Prints one figure
 * a line, `name value unit bound`. Knows nothing of sockets or of the screen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "stage/stage.h"

enum { ROUNDS = 5, STEPS = 50000000 };

/* tasks = []                               1
 * def count():
 *     n = 0                                2
 *     while True:                          3
 *         n += 1                           4
 *         yield                            5
 * def event_loop():
 *     while tasks:                         6
 *         task = tasks.pop(0)              7
 *         next(task)                       8
 *         tasks.append(task)               9
 * tasks.append(count())                    10
 * tasks.append(count())                    11
 * event_loop()                             12 */
enum {
	at_tasks = 1,
	at_zero,
	at_forever,
	at_count,
	at_turn,
	at_loop,
	at_take,
	at_resume,
	at_back,
	at_first,
	at_second,
	at_start
};
enum { TASKS };
enum { MODULE, COUNT, EVENT_LOOP };

#define MODULE_LOCALS(X, H)
#define COUNT_LOCALS(X, H) X(n)
#define EVENT_LOOP_LOCALS(X, H) X(task)

FRAME(module, MODULE_LOCALS)
FRAME(count, COUNT_LOCALS)
FRAME(event_loop, EVENT_LOOP_LOCALS)

static enum stage_status count(struct stage *s, struct frame *frame)
{
	BEGIN(count)
	AT(zero) f->n = value_of(VALUE_INTEGER, 0);
	for (;;) {
		AT(forever);
		AT(count) f->n = value_of(VALUE_INTEGER, value_number(f->n) + 1);
		AT(turn)
		YIELD(turn, value_of(VALUE_NONE, 0));
	}
	END
}

// clang-format off
static enum stage_status event_loop(struct stage *s, struct frame *frame)
{
	BEGIN(event_loop)
	for (;;) {
		AT(loop) if (!stage_length(s, TASKS)) {
			break;
		}
		AT(take) f->task = stage_pop_first(s, TASKS);
		AT(resume) CALL(resume, stage_next(s, f->task));
		AT(back) stage_append(s, TASKS, f->task);
	}
	END
}
// clang-format on

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(tasks) stage_new(s, TASKS);
	AT(first) stage_append(s, TASKS, stage_generator(s, COUNT, 0));
	AT(second) stage_append(s, TASKS, stage_generator(s, COUNT, 0));
	AT(start) CALL(start, stage_call(s, EVENT_LOOP, 0));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[COUNT] = {CODE(count, 0)},
	[EVENT_LOOP] = {CODE(event_loop, 0)},
};

static const struct program two_counters = {
	.lesson = "bench",
	.name = "steps",
	.tags = (const struct tag[]){{NULL, 0}},
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.collections = {[TASKS] = {"tasks", COLLECTION_LIST, false}},
};

/* Seconds of this process alone: others on the machine do not count. */
static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Checkpoints count too: they are part of what a step takes in memory. */
static double bytes_a_step(struct trace *t)
{
	size_t bytes = 0;
	for (uint64_t k = t->oldest; k <= t->newest; k++)
		bytes += trace_chunk(t, k)->size;
	return (double)bytes / (double)(t->steps - trace_chunk(t, t->oldest)->first);
}

static double run(double *bytes)
{
	struct stage_world world = {.watch = -1, .history = TRACE_BOUND};
	struct stage *s = stage_open(&two_counters, NULL, &world);
	double before = now();
	if (stage_run(s, STEPS) != STAGE_LINE || s->front.trace.steps != STEPS)
		die("the program of the bench has stopped by itself");
	double took = now() - before;
	*bytes = bytes_a_step(&s->front.trace);
	stage_end(s);
	return took / STEPS * 1e9;
}

static int by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

int main(void)
{
	double ns[ROUNDS], bytes = 0;
	for (int i = 0; i < ROUNDS; i++)
		ns[i] = run(&bytes);
	qsort(ns, ROUNDS, sizeof *ns, by_size);
	printf("a step recorded %.1f ns 15\n", ns[ROUNDS / 2]);
	printf("trace a step %.2f bytes 8\n", bytes);
}
