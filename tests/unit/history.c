/*
 * The test that guards time travel: every program of this binary is driven one line at a time by a
 * seeded script of built-in clients; what its live model shows at each stop is kept as text, and
 * every step that history holds must show the very same text afterwards, from whichever side one
 * comes to it. The live model only ever adds events up; the past is rebuilt from checkpoints.
 */
#include "model/history.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/fd.h"
#include "lesson/lesson.h"
#include "net/clients.h"
#include "stage/stage.h"
#include "view/view.h"

enum {
	STEPS = 60000, /* of all programs together */
	LEAST_STEPS = 3000, /* of each */
	MOST_STEPS = 400000, /* until something is dropped */
	CLIENTS = 7, /* present at a time */
	LOOKS = 2000, /* moments looked at in random order */
	BACKWARDS = 7, /* of this many steps one is looked at on the way back */
	LONGEST_REQUEST = 6000
};

/* --- a whole model as text ---------------------------------------------------------------------*/

static const uint8_t shapes[EVENT_KINDS] = {
#define SHAPE(KIND, name, numbers, bytes, class) [EVENT_##KIND] = numbers,
	EVENTS(SHAPE)
#undef SHAPE
};

struct drawing {
	struct bytes *out;
	const struct model *m;
	const struct program *p;
	uint8_t *seen; /* of frames */
};

static void draw_value(struct drawing *d, value v);

/* record_value() cuts long byte strings; here every byte counts. */
static void draw_bytes(struct drawing *d, uint32_t id)
{
	const struct model_bytes *b = &d->m->bytes[id];
	uint64_t sum = 14695981039346656037u;
	for (uint32_t i = 0; i < b->size; i++)
		sum = (sum ^ b->data[i]) * 1099511628211u;
	bytes_addf(d->out, "/%u/%016llx", b->size, (unsigned long long)sum);
}

static void draw_frame(struct drawing *d, uint32_t id)
{
	if (d->seen[id]++)
		return;
	const struct model_frame *f = &d->m->frames[id];
	const struct code *code = &d->p->codes[f->code];
	bytes_addf(d->out, "\nframe %u ", id);
	record_frame_name(d->out, d->m, d->p, id);
	bytes_addf(d->out, " generator %d state %d line %d:", f->is_generator, f->state, f->line);
	for (unsigned i = 0; i < MODEL_ARGUMENTS; i++)
		bytes_addf(d->out, " %u", f->argument[i]);
	for (unsigned i = 0; i < code->local_count; i++) {
		bytes_addf(d->out, " %s=", code->local_names[i]);
		draw_value(d, f->local[i]);
	}
	for (unsigned i = 0; i < code->local_count; i++)
		if (value_kind(f->local[i]) == VALUE_TASK)
			draw_frame(d, value_number(f->local[i]));
}

static void draw_value(struct drawing *d, value v)
{
	bytes_addf(d->out, "%u ", v);
	record_value(d->out, d->m, d->p, v);
	if (value_kind(v) == VALUE_BYTES)
		draw_bytes(d, value_number(v));
}

static void draw_collection(struct drawing *d, unsigned number)
{
	const struct model_collection *c = &d->m->collections[number];
	bytes_addf(d->out, "\n%s born %d:", d->p->collections[number].name, c->born);
	for (uint32_t i = 0; i < c->list.length; i++) {
		bytes_add_text(d->out, ", ");
		draw_value(d, list_at(&c->list, i));
	}
	for (uint32_t key = c->dict.first; key != DICT_END; key = c->dict.entry[key].next) {
		bytes_addf(d->out, ", %u ", key);
		record_socket_name(d->out, d->m, key);
		bytes_add_text(d->out, ": ");
		draw_value(d, c->dict.entry[key].value);
	}
}

static void draw_frames_of(struct drawing *d, const struct model_collection *c)
{
	for (uint32_t i = 0; i < c->list.length; i++)
		if (value_kind(list_at(&c->list, i)) == VALUE_TASK)
			draw_frame(d, value_number(list_at(&c->list, i)));
	for (uint32_t key = c->dict.first; key != DICT_END; key = c->dict.entry[key].next)
		if (value_kind(c->dict.entry[key].value) == VALUE_TASK)
			draw_frame(d, value_number(c->dict.entry[key].value));
}

static void draw_kernel(struct drawing *d)
{
	const struct model *m = d->m;
	for (uint32_t id = 0; id < m->socket_count; id++) {
		const struct model_socket *s = &m->sockets[id];
		if (id == 0 || s->descriptor < 0 || (!s->descriptor && !s->port))
			continue;
		bytes_addf(d->out, "\nsocket %u fd %d ", id, s->descriptor);
		record_socket_name(d->out, m, id);
		bytes_addf(d->out, " port %d tcp %d listens %d unread %u unsent %u %s", s->port,
		           s->tcp_state, s->is_listening, s->unread, s->unsent, s->peer);
		bytes_addf(d->out, " silent %d", s->is_silent);
	}
	bytes_addf(d->out, "\nrefused %u of %x", m->refused, m->refused_address);
	for (unsigned i = 0; i < m->waiting_count; i++)
		bytes_addf(d->out, "\nwaiting %d %u", m->waiting[i].port, m->waiting[i].unread);
}

static void draw_output(struct drawing *d)
{
	const struct model *m = d->m;
	uint64_t i = m->output_count > MODEL_OUTPUT ? m->output_count - MODEL_OUTPUT : 0;
	for (; i < m->output_count; i++) {
		const struct model_bytes *line = model_output(m, i);
		bytes_addf(d->out, "\noutput %d ", line->is_error);
		bytes_add(d->out, line->data, line->size);
	}
}

static void draw_changes(struct drawing *d)
{
	for (unsigned i = 0; i < d->m->change_count; i++) {
		const struct event *e = &d->m->change[i];
		bool names_what_left = e->kind == EVENT_POP || e->kind == EVENT_DELETE;
		bytes_addf(d->out, "\nchange %d", e->kind);
		for (unsigned k = 0; k < shapes[e->kind] + (unsigned)names_what_left; k++)
			bytes_addf(d->out, " %u", e->number[k]);
	}
}

static void draw(struct bytes *out, const struct model *m, const struct program *p)
{
	struct drawing d = {out, m, p, xcalloc(m->frame_count + 1, 1)};
	bytes_clear(out);
	bytes_addf(out, "step %llu ended %d waits %u for %u inside %d", (unsigned long long)m->step,
	           m->has_ended, m->waits, m->waits ? m->waits_for : 0, model_is_inside(m));
	bytes_addf(out, " from %u", m->came_from);
	if (m->error.kind)
		bytes_addf(out, " error %u %d %s", m->error.kind, m->error.number,
		           m->error.message);
	for (unsigned i = 0; i < m->depth; i++)
		bytes_addf(out, " | %u", m->stack[i]);
	for (unsigned i = 0; i < m->depth; i++)
		draw_frame(&d, m->stack[i]);
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++)
		if (p->collections[i].name)
			draw_collection(&d, i);
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++)
		draw_frames_of(&d, &m->collections[i]);
	draw_kernel(&d);
	draw_output(&d);
	draw_changes(&d);
	free(d.seen);
}

/* --- a program, its clients, and what was seen of it -------------------------------------------*/

struct run {
	const struct program *p;
	struct stage *stage;
	struct trace *trace;
	struct clients *clients;
	struct history live, past;
	struct bytes text;
	char **seen; /* [step], what the live model showed before the step ran */
	uint64_t room;
	char *end; /* what it showed last, when the program had ended in the middle of a line */
	unsigned seed;
	unsigned observes; /* of this many stops one looks at the kernel; 0 none */
	unsigned rolls; /* of this many stops one opens a chunk; 0 none */
};

static unsigned chance(struct run *r, unsigned of)
{
	return (unsigned)rand_r(&r->seed) % of;
}

static void run_open(struct run *r, const struct program *p, unsigned seed, size_t bound,
                     unsigned observes)
{
	struct in_addr here = {htonl(INADDR_LOOPBACK)};
	*r = (struct run){.p = p, .seed = seed, .observes = observes};
	r->clients = clients_new();
	struct stage_world world = {
		.clients = r->clients,
		.address = here,
		.watch = -1,
		.is_virtual = true,
		.history = bound,
	};
	r->stage = stage_open(p, NULL, &world);
	r->trace = &r->stage->front.trace;
	history_open(&r->live, r->trace);
	history_open(&r->past, r->trace);
}

static void run_close(struct run *r)
{
	for (uint64_t k = 0; k < r->room; k++)
		free(r->seen[k]);
	free(r->seen);
	free(r->end);
	bytes_free(&r->text);
	history_close(&r->live);
	history_close(&r->past);
	stage_end(r->stage);
	clients_free(r->clients);
}

static void make_room(struct run *r, uint64_t step)
{
	uint64_t room = r->room ? r->room : 4096;
	while (room <= step)
		room *= 2;
	r->seen = xreallocarray(r->seen, room, sizeof *r->seen);
	for (; r->room < room; r->room++)
		r->seen[r->room] = NULL;
}

/* Keeps what the live model shows. Of several looks at one step the last one counts. */
static void look(struct run *r)
{
	const struct model *m = history_at(&r->live, HISTORY_NOW);
	draw(&r->text, m, r->p);
	make_room(r, m->step);
	char **place = model_is_inside(m) ? &r->end : &r->seen[m->step];
	assert_int_equal(m->step, r->trace->steps);
	free(*place);
	*place = xstrdup(bytes_text(&r->text));
}

/* A failure tells the first line in which the two differ. */
static void fail_at_difference(const struct run *r, uint64_t step, const char *seen,
                               const char *got)
{
	size_t same = 0;
	while (seen[same] == got[same])
		same++;
	while (same && seen[same - 1] != '\n')
		same--;
	fail_msg("%s step %llu (history %llu to %llu)\n  live %.300s\n  past %.300s", r->p->name,
	         (unsigned long long)step, (unsigned long long)trace_first_step(r->trace),
	         (unsigned long long)r->trace->steps, seen + same, got + same);
}

static void assert_same_text(struct run *r, const struct model *m, uint64_t step, const char *seen)
{
	draw(&r->text, m, r->p);
	if (m->step != step)
		fail_msg("%s: asked for step %llu, got %llu", r->p->name, (unsigned long long)step,
		         (unsigned long long)m->step);
	if (strcmp(bytes_text(&r->text), seen) != 0)
		fail_at_difference(r, step, seen, bytes_text(&r->text));
}

static void assert_past(struct run *r, struct history *h, uint64_t step)
{
	assert_non_null(r->seen[step]);
	assert_same_text(r, history_at(h, step), step, r->seen[step]);
}

static uint64_t some_step(struct run *r)
{
	uint64_t first = trace_first_step(r->trace);
	return first + ((uint64_t)rand_r(&r->seed) << 15 ^ (uint64_t)rand_r(&r->seed)) %
	                       (r->trace->steps - first + 1);
}

/* --- the script --------------------------------------------------------------------------------*/

/* Some built-in client that has not left; 0 when there is none. */
static int some_client(struct run *r, int *present)
{
	int chosen = 0;
	struct client_view one;
	*present = 0;
	for (int n = clients_next(r->clients, 0); n; n = clients_next(r->clients, n)) {
		clients_describe(r->clients, n, &one);
		if (one.state == CLIENT_CLOSED || one.state == CLIENT_RESET)
			continue;
		if (chance(r, (unsigned)++*present) == 0)
			chosen = n;
	}
	return chosen;
}

static void send_something(struct run *r, int client)
{
	char text[LONGEST_REQUEST];
	const struct say *why;
	size_t size = chance(r, 4) ? chance(r, 20) : chance(r, LONGEST_REQUEST);
	for (size_t i = 0; i < size; i++)
		text[i] = (char)chance(r, 256);
	clients_send(r->clients, client, text, size, &why);
}

/* Who leaves while the program has something to tell it ends the program; so only idle ones do. */
static void act(struct run *r, bool is_idle)
{
	const struct say *why;
	struct in_addr here = {htonl(INADDR_LOOPBACK)};
	int present, client = some_client(r, &present);
	unsigned what = chance(r, 40);
	if (!r->stage->net.is_serving)
		return;
	if (!client || (what < 8 && present < CLIENTS))
		clients_connect(r->clients, here, r->stage->net.port, &why);
	else if (what < 11 && is_idle)
		clients_close(r->clients, client, &why);
	else if (what < 12 && is_idle)
		clients_shutdown(r->clients, client, &why);
	else if (what < 14)
		clients_set_reading(r->clients, client, what == 12, &why);
	else
		send_something(r, client);
}

/* Opens a chunk here, or lets the stage do it after what the next line does. */
static void roll(struct run *r)
{
	if (chance(r, 2))
		trace_roll(r->trace);
	else
		r->trace->end = r->trace->put;
}

/* One line, or what a wait needs. False once the program has ended. */
static bool run_line(struct run *r)
{
	enum stage_status status = stage_run(r->stage, 1);
	if (r->observes && chance(r, r->observes) == 0 && status <= STAGE_BLOCKED)
		net_observe(&r->stage->net, chance(r, 3) ? NET_WAITING : 0);
	look(r);
	if (r->rolls && chance(r, r->rolls) == 0 && status <= STAGE_BLOCKED)
		roll(r);
	if (status > STAGE_BLOCKED)
		return false;
	bool is_idle = status == STAGE_BLOCKED && !clients_read(r->clients);
	if (is_idle || chance(r, 50) == 0)
		act(r, is_idle);
	return true;
}

/* While it runs, the past is looked at too. A program that waits for nobody's bytes is left. */
static void run_script(struct run *r, uint64_t steps)
{
	uint64_t idle = 0, before = 0;
	while (run_line(r) && r->trace->steps < steps && idle < 1000) {
		idle = r->trace->steps == before ? idle + 1 : 0;
		before = r->trace->steps;
		if (chance(r, 100) == 0)
			assert_past(r, &r->past, some_step(r));
	}
}

/* --- looking back ------------------------------------------------------------------------------*/

static void assert_now(struct run *r, struct history *h)
{
	const char *seen = r->end ? r->end : r->seen[r->trace->steps];
	assert_same_text(r, history_at(h, HISTORY_NOW), r->trace->steps, seen);
}

static void assert_every_step(struct run *r)
{
	uint64_t first = trace_first_step(r->trace), last = r->trace->steps;
	struct history fresh;
	history_open(&fresh, r->trace);
	for (uint64_t step = first; step <= last; step++)
		assert_past(r, &fresh, step);
	assert_now(r, &fresh);
	for (uint64_t step = last; step >= first && step <= last; step -= BACKWARDS)
		assert_past(r, &fresh, step);
	assert_now(r, &fresh);
	for (int i = 0; i < LOOKS && i < 10 * (int)last; i++)
		assert_past(r, i % 2 ? &fresh : &r->past, some_step(r));
	for (uint64_t k = r->trace->oldest + 1; k <= r->trace->newest; k++)
		for (uint64_t step = trace_chunk(r->trace, k)->first; step >= first; step++) {
			if (step > last || step > trace_chunk(r->trace, k)->first + 4)
				break;
			assert_past(r, &r->past, step);
		}
	history_close(&fresh);
	history_open(&fresh, r->trace);
	assert_now(r, &fresh);
	history_close(&fresh);
}

static uint64_t fair_share(void)
{
	uint64_t share = STEPS / program_count;
	return share > LEAST_STEPS ? share : LEAST_STEPS;
}

static void every_step_of_every_program_is_what_was_seen_live(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < program_count; i++)
		for (unsigned seed = 1; seed <= 2; seed++) {
			struct run r;
			run_open(&r, programs[i], seed, TRACE_BOUND, seed - 1);
			run_script(&r, fair_share());
			assert_int_equal(trace_first_step(r.trace), 1);
			assert_every_step(&r);
			run_close(&r);
		}
}

/* A checkpoint must hold whatever the events before it had told, wherever it comes. */
static void checkpoint_may_come_at_any_stop(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < program_count; i++) {
		struct run r;
		run_open(&r, programs[i], 21, TRACE_BOUND, 10);
		r.rolls = 60;
		run_script(&r, fair_share());
		assert_every_step(&r);
		run_close(&r);
	}
}

static const struct program *server_program(void)
{
	for (size_t i = 0; i < program_count; i++)
		if (!strcmp(programs[i]->lesson, "05-generators") &&
		    !strcmp(programs[i]->name, "server"))
			return programs[i];
	fail_msg("lesson 5 is not in this binary");
	return NULL;
}

static void dropped_steps_leave_the_others_as_they_were(void **unused)
{
	(void)unused;
	struct run r;
	run_open(&r, server_program(), 77, TRACE_BOUND_MIN, 1);
	while (trace_first_step(r.trace) == 1 && r.trace->steps < MOST_STEPS)
		run_script(&r, r.trace->steps + 1000);
	run_script(&r, r.trace->steps + 5000);
	uint64_t first = trace_first_step(r.trace), last = r.trace->steps;
	assert_in_range(first, 2, last);
	assert_every_step(&r);
	assert_same_text(&r, history_at(&r.past, 0), first, r.seen[first]);
	assert_same_text(&r, history_at(&r.past, first - 1), first, r.seen[first]);
	assert_int_equal(history_at(&r.past, last + 1)->step, last);
	assert_now(&r, &r.past);
	run_close(&r);
}

/* --- rolls without a step ----------------------------------------------------------------------*/

/* As if the kernel's queue of a socket went up and down all day: a chunk and more of it. */
static void observe_for_hours(struct run *r, uint64_t chunks)
{
	uint64_t until = r->trace->newest + chunks;
	struct net *n = &r->stage->net;
	n->gate.refused = 7; /* what the listener tells once must last */
	uint32_t id = 1;
	while (id + 1 < n->ids.capacity && (n->sockets[id].fd < 0 || !n->sockets[id].name))
		id++;
	assert_true(n->sockets[id].fd >= 0);
	while (r->trace->newest < until) {
		n->sockets[id].tcp_state = 1 | EVENT_SILENT;
		trace_kernel(r->trace, id, 1 | EVENT_SILENT, ++n->sockets[id].unread, 0);
		if (r->trace->put >= r->trace->end)
			net_observe(n, NET_WAITING);
	}
	look(r);
}

static void run_to_a_conversation(struct run *r)
{
	int present;
	do {
		run_script(r, r->trace->steps + 500);
		some_client(r, &present);
	} while (present < 3);
}

static void standing_still_over_many_chunks_keeps_the_moment(void **unused)
{
	(void)unused;
	struct run r;
	run_open(&r, server_program(), 9, TRACE_BOUND_MIN * 4, 3);
	for (int i = 0; i < 4; i++) {
		run_to_a_conversation(&r);
		observe_for_hours(&r, 3);
		assert_past(&r, &r.past, r.trace->steps);
	}
	run_script(&r, r.trace->steps + 2000);
	assert_every_step(&r);
	run_close(&r);
}

/* Nothing is left to look back at then, but now is now, and history begins again. */
static void standing_still_beyond_the_bound_keeps_now(void **unused)
{
	(void)unused;
	struct run r;
	run_open(&r, server_program(), 11, TRACE_BOUND_MIN, 3);
	run_to_a_conversation(&r);
	observe_for_hours(&r, 12);
	assert_now(&r, &r.past);
	assert_in_range(trace_first_step(r.trace), 1, r.trace->steps + 2);
	for (int i = 0; i < 50; i++) {
		run_line(&r);
		assert_now(&r, &r.past);
	}
	run_script(&r, r.trace->steps + 500);
	assert_every_step(&r);
	run_close(&r);
}

/* --- the end -----------------------------------------------------------------------------------*/

static void step_before_an_exception_and_its_end_are_both_kept(void **unused)
{
	(void)unused;
	struct run r;
	const struct say *why;
	int present;
	run_open(&r, server_program(), 3, TRACE_BOUND_MIN, 1);
	run_to_a_conversation(&r);
	while (!r.stage->has_ended) {
		int client = some_client(&r, &present);
		if (client && chance(&r, 10) == 0)
			clients_reset(r.clients, client, &why);
		run_script(&r, r.trace->steps + 100);
	}
	assert_int_equal(r.stage->error.kind, ERROR_CONNECTION_RESET);
	assert_non_null(r.end);
	assert_non_null(strstr(r.end, "ConnectionResetError"));
	assert_null(strstr(r.seen[r.trace->steps], "ConnectionResetError"));
	assert_every_step(&r);
	run_close(&r);
}

static int set_up(void **unused)
{
	(void)unused;
	fd_raise_limit();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_step_of_every_program_is_what_was_seen_live),
		cmocka_unit_test(dropped_steps_leave_the_others_as_they_were),
		cmocka_unit_test(checkpoint_may_come_at_any_stop),
		cmocka_unit_test(standing_still_over_many_chunks_keeps_the_moment),
		cmocka_unit_test(standing_still_beyond_the_bound_keeps_now),
		cmocka_unit_test(step_before_an_exception_and_its_end_are_both_kept),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
