/*
 * What a look back costs: lesson 5 serves a hundred built-in clients in this very process until the
 * history is full, then moments of it are drawn in random order, each on a canvas of a large
 * screen. Prints one figure a line, `name value unit bound`. No terminal takes part.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/die.h"
#include "base/fd.h"
#include "lesson/lesson.h"
#include "model/history.h"
#include "net/clients.h"
#include "stage/stage.h"
#include "view/view.h"

enum { CLIENTS = 100, MOMENTS = 2000, ROWS = 45, COLUMNS = 140, SLICE = 2000 };

struct bench {
	struct lessons *lessons;
	const struct lesson *lesson;
	struct clients *clients;
	struct stage *stage;
	struct history history;
	struct view view;
	struct canvas canvas;
};

/* Seconds of this process alone: others on the machine do not count. */
static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void open_lesson(struct bench *b, const char *wanted)
{
	char *why, *folder = lessons_folder(wanted, &why);
	b->lessons = folder ? lessons_open(folder, ENGLISH, &why) : NULL;
	free(folder);
	b->lesson = b->lessons ? lessons_find(b->lessons, "5") : NULL;
	if (!b->lesson)
		die("%s", b->lessons ? "there is no lesson 5" : why);
}

static void wait_at_select(struct bench *b)
{
	enum stage_status status;
	while ((status = stage_run(b->stage, SLICE)) == STAGE_LINE)
		;
	if (status != STAGE_BLOCKED)
		die("lesson 5 has ended by itself");
}

static void open_stage(struct bench *b)
{
	const struct lesson_program *p = lesson_program(b->lesson, NULL);
	struct in_addr here = {htonl(INADDR_LOOPBACK)};
	const struct say *why;
	b->clients = clients_new();
	struct stage_world world = {
		.clients = b->clients, .address = here, .watch = -1, .history = TRACE_BOUND};
	b->stage = stage_open(p->twin, p->python, &world);
	wait_at_select(b);
	for (int i = 0; i < CLIENTS; i++)
		if (!clients_connect(b->clients, here, b->stage->net.port, &why))
			die("%s", why->en);
	wait_at_select(b);
}

/* Each client asks again and again; every round the kernel is looked at, as the screen does. */
static void fill_history(struct bench *b)
{
	const struct say *why;
	while (b->stage->front.trace.oldest == 0) {
		for (int n = clients_next(b->clients, 0); n; n = clients_next(b->clients, n))
			if (!clients_send(b->clients, n, "hello", 5, &why))
				die("client%d %s", n, why->en);
		wait_at_select(b);
		net_observe(&b->stage->net, NET_WAITING);
		clients_read(b->clients);
	}
}

static void open_view(struct bench *b)
{
	const struct trace *t = &b->stage->front.trace;
	b->view = (struct view){
		.rows = ROWS,
		.columns = COLUMNS,
		.lesson = b->lesson,
		.program = lesson_program(b->lesson, NULL),
		.lessons = b->lessons,
		.first_step = trace_first_step(t),
		.last_step = t->steps,
		.was_dropped = true,
	};
	history_open(&b->history, &b->stage->front.trace);
}

/* Seconds for one moment, from the step's number to the last cell. */
static double look_at(struct bench *b, uint64_t step)
{
	double before = now();
	view_compose(&b->canvas, history_at(&b->history, step), &b->view);
	return now() - before;
}

static int by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

static void measure(struct bench *b)
{
	static double took[MOMENTS];
	unsigned seed = 1;
	uint64_t span = b->view.last_step - b->view.first_step + 1;
	for (int i = 0; i < MOMENTS; i++) {
		uint64_t place = (uint64_t)rand_r(&seed) << 31 | (uint64_t)rand_r(&seed);
		took[i] = look_at(b, b->view.first_step + place % span) * 1e3;
	}
	qsort(took, MOMENTS, sizeof *took, by_size);
	printf("any moment of a full history, median %.3f ms -\n", took[MOMENTS / 2]);
	printf("any moment of a full history, longest %.3f ms 1\n", took[MOMENTS - 1]);
}

int main(int argc, char **argv)
{
	static struct bench b;
	fd_raise_limit();
	open_lesson(&b, argc > 1 ? argv[1] : NULL);
	open_stage(&b);
	fill_history(&b);
	open_view(&b);
	measure(&b);
	history_close(&b.history);
	canvas_free(&b.canvas);
	stage_end(b.stage);
	clients_free(b.clients);
	lessons_close(b.lessons);
	return 0;
}
