/*
 * Recordings: what is written comes back event by event, and no file, however it was cut, changed
 * or made up, does more than end the reading with one sentence. The sanitisers watch over the
 * latter (make asan), for every trace that was loaded is also looked at from several sides.
 */
#include "trace/trace_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/text.h"
#include "lesson/lesson.h"
#include "model/history.h"
#include "model/replay.h"
#include "model/replay_fault.h"
#include "net/clients.h"
#include "stage/stage.h"
#include "trace/trace_file_sum.h"
#include "view/view.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */

enum { LISTS = 0x1d, DICTS = 0x62 }; /* of the made-up program: 0, 2, 3, 4 and 1, 5, 6 */

static char folder[] = "/tmp/trace_file.XXXXXX";
static char path[64], other[64];

static const struct replay_limits limits = {
	.codes = 4,
	.words = 2,
	.literals = 1,
	.errors = 8,
	.calls = 5,
	.lines = 40,
	.lists = LISTS,
	.dicts = DICTS,
	.history = TRACE_BOUND,
};

/* Lines that are written here by hand lack their checksums: see seal(). */
static const char header_line[] = "{\"asyncviz\":2,\"lesson\":\"05-generators\",\"program\":"
				  "\"server\",\"listing\":\"0xab\"}\n";

static const char before_lie[] = "{\"e\":\"frame\",\"n\":[1,0,0]}\n{\"e\":\"push\",\"n\":[1]}\n"
				 "{\"e\":\"socket\",\"n\":[1,4,0,0,0]}\n{\"e\":\"bytes\",\"n\":[1],"
				 "\"b\":\"x\"}\n{\"line\":1}\n";

/* --- helpers ---*/

static void no_checkpoint(void *owner)
{
	(void)owner;
}

static void write_file(const void *bytes, size_t size)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), size);
	close(fd);
}

static void read_file(struct bytes *to)
{
	const char *why;
	bytes_clear(to);
	assert_true(bytes_read_file(to, path, 64 << 20, &why));
}

/* Gives each whole line its checksum, whatever the line is. */
static void seal(struct bytes *text)
{
	uint32_t sum = 0;
	struct bytes sealed = {0};
	const char *at = bytes_text(text), *end = at + text->length, *newline;
	for (; (newline = memchr(at, '\n', (size_t)(end - at))); at = newline + 1) {
		size_t from = sealed.length;
		bytes_add(&sealed, at, (size_t)(newline - at));
		if (newline > at && newline[-1] == '}')
			bytes_cut(&sealed, sealed.length - 1);
		bytes_reserve(&sealed, RECORDING_SEAL);
		recording_seal(sealed.data + from, sealed.data + sealed.length, &sum);
		sealed.length += RECORDING_SEAL;
		bytes_add_char(&sealed, '\n');
	}
	bytes_add(&sealed, at, (size_t)(end - at));
	bytes_free(text);
	*text = sealed;
}

/* Takes it from each line of a recording. */
static void unseal(struct bytes *text)
{
	uint32_t sum = 0;
	struct bytes bare = {0};
	for (const char *at = bytes_text(text), *end = at + text->length, *newline; at < end;
	     at = newline + 1) {
		newline = memchr(at, '\n', (size_t)(end - at));
		assert_true(recording_is_sealed(at, (size_t)(newline - at), &sum));
		bytes_add(&bare, at, (size_t)(newline - at) - RECORDING_SEAL);
		bytes_add_text(&bare, "}\n");
	}
	bytes_free(text);
	*text = bare;
}

/* Every event of a trace, checkpoints apart, in the trace's own bytes. */
static void stream(struct trace *t, struct bytes *to)
{
	bytes_clear(to);
	for (uint64_t k = t->oldest; k <= t->newest; k++) {
		const struct trace_chunk *c = trace_chunk(t, k);
		bytes_add(to, c->data + c->checkpoint, c->size - c->checkpoint);
	}
}

static void assert_same_stream(struct trace *a, struct trace *b)
{
	struct bytes left = {0}, right = {0};
	stream(a, &left);
	stream(b, &right);
	assert_int_equal(left.length, right.length);
	assert_memory_equal(left.data, right.data, left.length);
	bytes_free(&left);
	bytes_free(&right);
}

/* Moves a model over the trace in both directions: a bad event would be a bad access. */
static void look_at(struct trace *t)
{
	struct history h;
	uint64_t first = trace_first_step(t), stride = t->steps / 5 + 1;
	history_open(&h, t);
	history_at(&h, HISTORY_NOW);
	for (uint64_t step = t->steps; step >= first && step <= t->steps; step -= stride)
		history_at(&h, step);
	history_close(&h);
}

/* Loads the file, which must hold a step, as the made-up program's. */
static char *load(struct trace *t)
{
	struct replay_header header;
	char *why = NULL, *warning = NULL;
	struct replay *r = replay_open(path, ENGLISH, &header, &why);
	if (!r || !replay_load(r, &limits, t, &why, &warning))
		fail_msg("%s", why);
	return warning;
}

/* Loads whatever the file is; nothing but sentences may come of it. */
static uint64_t load_in(enum language language, const void *bytes, size_t size, char **said)
{
	struct replay_header header;
	struct trace t;
	char *why = NULL, *warning = NULL;
	uint64_t steps = 0;
	write_file(bytes, size);
	struct replay *r = replay_open(path, language, &header, &why);
	if (r && replay_load(r, &limits, &t, &why, &warning)) {
		assert_null(why);
		look_at(&t);
		steps = t.steps;
		trace_close(&t);
	} else {
		assert_non_null(why);
		assert_null(warning);
	}
	*said = why ? why : warning;
	return steps;
}

static uint64_t load_anything(const void *bytes, size_t size, char **said)
{
	return load_in(ENGLISH, bytes, size, said);
}

static void record(struct trace *t)
{
	struct recording r;
	char *why = NULL;
	assert_true(recording_open(&r, path, ENGLISH, "05-generators", "server", 0xab, &why));
	recording_write(&r, t);
	if (!recording_close(&r, &why))
		fail_msg("%s", why);
}

/* Every kind of event that is not for checkpoints alone, several times over. */
static void make_story(struct trace *t, unsigned turns)
{
	uint8_t all[256];
	for (unsigned i = 0; i < sizeof all; i++)
		all[i] = (uint8_t)i;
	trace_open(t, TRACE_BOUND, no_checkpoint, NULL);
	trace_frame(t, 1, 0, 0);
	trace_push(t, 1);
	trace_step(t, 1);
	trace_born(t, 0);
	trace_step(t, 2);
	trace_born(t, 1);
	trace_socket(t, 1, 4, 0, 0, 0x7f000001);
	trace_queue(t, 1, 0, 128);
	for (unsigned i = 0; i < turns; i++) {
		trace_step(t, 3);
		trace_wait(t, 4, 1);
		trace_queue(t, 1, 2, 128);
		trace_waiting(t, 0, 40312, 7, 0, "nc, pid 4711", 12);
		trace_waiting(t, 1, 40314, 0, 2, "", 0);
		if (i == 0)
			trace_refused(t, 7, 0x7f000005); /* once: checkpoints keep it */
		trace_socket(t, 2, 5, i + 1, 40312, 0x7f000001);
		trace_kernel(t, 2, 1 | EVENT_SILENT, 7, UINT32_MAX);
		trace_peer(t, 2, "nc, pid 7", 9);
		trace_local(t, 0, value_of(VALUE_SOCKET, 2));
		trace_local(t, 11, value_of(VALUE_ADDRESS, 2));
		trace_frame(t, 2, 3, 1);
		trace_argument(t, 2, 0, value_of(VALUE_SOCKET, 2));
		trace_append(t, 0, value_of(VALUE_TASK, 2));
		trace_append(t, 0, value_of(VALUE_FUNCTION, 3));
		trace_pop(t, 0, 0);
		trace_push(t, 2);
		trace_step(t, 20);
		trace_bytes(t, 1, all, sizeof all);
		trace_recv(t, 2, 3, all, (i + 7) % 256);
		trace_local(t, 1, value_of(VALUE_BYTES, 1));
		trace_step(t, 21);
		trace_send(t, 2, 256);
		trace_bytes(t, 2, "", 0);
		trace_local(t, 3, value_of(VALUE_PAIR, 2 << 4 | 1));
		trace_yield(t);
		trace_step(t, 4);
		trace_set(t, 1, 2, value_of(VALUE_LIST, 0));
		trace_set(t, 1, 1, value_of(VALUE_WORD, 1));
		trace_delete(t, 1, 2);
		trace_print(t, 1, "Connection from ('127.0.0.1', 40312)", 36);
		trace_print(t, 2, "\x1b[2J\0\xff", 6);
		trace_push(t, 2);
		trace_step(t, 22);
		trace_returned(t);
		trace_raise(t, 1, 0, "", 0);
		trace_step(t, 5);
		trace_catch(t);
		trace_local(t, 0, 0);
		trace_clear(t, 0);
		trace_closed(t, 2);
		trace_frame(t, 3, 2, 0);
		trace_push(t, 3);
		trace_step(t, 30);
		trace_raise(t, 7, 24, "[Errno 24] Too many open files", 30);
		trace_unwind(t);
		trace_step(t, 6);
		trace_catch(t);
	}
	trace_step(t, 40);
	trace_local(t, 2, value_of(VALUE_LITERAL, 0));
	trace_returned(t);
	trace_end(t);
}

/* --- there and back ---*/

static void a_recording_holds_every_kind_of_event(void **unused)
{
	(void)unused;
	struct trace story, again;
	struct event e;
	bool seen[EVENT_KINDS] = {[EVENT_PLACE] = true, [EVENT_OTHER] = true};
	make_story(&story, 3);
	record(&story);
	char *warning = load(&again);
	assert_null(warning);
	assert_int_equal(again.steps, story.steps);
	assert_same_stream(&story, &again);
	const struct trace_chunk *c = trace_chunk(&again, 0);
	for (const uint8_t *p = c->data; p < c->data + c->size;) {
		p = event_read(p, &e);
		if (e.kind < EVENT_KINDS)
			seen[e.kind] = true;
	}
	for (unsigned i = 0; i < EVENT_KINDS; i++)
		if (!seen[i])
			fail_msg("no %s", event_shapes[i].name);
	look_at(&again);
	trace_close(&story);
	trace_close(&again);
}

static void its_lines_are_as_the_header_says(void **unused)
{
	(void)unused;
	static const char wanted[] =
		"{\"asyncviz\":2,\"lesson\":\"05-generators\",\"program\":\"server\",\"listing\":"
	        "\"0xab\",\"crc\":\"2c716596\"}\n"
		"{\"e\":\"frame\",\"n\":[1,0,0],\"crc\":\"58191b58\"}\n"
		"{\"e\":\"push\",\"n\":[1],\"crc\":\"d5f1e40c\"}\n"
		"{\"line\":27,\"crc\":\"7ab4683b\"}\n"
		"{\"e\":\"bytes\",\"n\":[5],\"b\":\"a\\u0022\\u005c\\u0000\\u0080\\u00ff~\\u007f\","
	        "\"crc\":\"13199405\"}\n"
		"{\"e\":\"append\",\"n\":[0,83],\"crc\":\"8c0ab4c4\"}\n"
		"{\"e\":\"end\",\"crc\":\"bf07cfa1\"}\n"
		"{\"end\":1,\"crc\":\"9adba64b\"}\n";
	struct trace t;
	struct bytes text = {0};
	trace_open(&t, TRACE_BOUND, no_checkpoint, NULL);
	trace_frame(&t, 1, 0, 0);
	trace_push(&t, 1);
	trace_step(&t, 27);
	trace_bytes(&t, 5, "a\"\\\0\x80\xff~\x7f", 8);
	trace_append(&t, 0, 83);
	trace_end(&t);
	record(&t);
	read_file(&text);
	assert_string_equal(text.data, wanted);
	bytes_free(&text);
	trace_close(&t);
}

static void the_header_comes_back(void **unused)
{
	(void)unused;
	struct recording r;
	struct replay_header header;
	char *why;
	assert_true(recording_open(&r, path, ENGLISH, "07-async-await", "a_b.c", UINT64_MAX, &why));
	assert_true(recording_close(&r, &why));
	struct replay *again = replay_open(path, ENGLISH, &header, &why);
	assert_non_null(again);
	assert_string_equal(header.lesson, "07-async-await");
	assert_string_equal(header.program, "a_b.c");
	assert_true(header.listing == UINT64_MAX);
	replay_close(again);
}

/* A real program with a client, far enough for many chunks; written now and then as it runs. */
struct live {
	struct stage *stage;
	struct clients *clients;
	struct recording recording;
};

static void live_open(struct live *l, size_t history)
{
	struct in_addr here = {htonl(INADDR_LOOPBACK)};
	const struct say *no;
	char *why;
	l->clients = clients_new();
	struct stage_world world = {
		.clients = l->clients, .address = here, .watch = -1, .history = history};
	const struct program *p = NULL;
	for (size_t i = 0; i < program_count; i++)
		if (!strcmp(programs[i]->lesson, "05-generators") &&
		    !strcmp(programs[i]->name, "server"))
			p = programs[i];
	l->stage = stage_open(p, NULL, &world);
	assert_true(
		recording_open(&l->recording, path, ENGLISH, p->lesson, p->name, p->hash, &why));
	while (stage_run(l->stage, 1) != STAGE_BLOCKED)
		;
	for (int i = 0; i < 3; i++)
		clients_connect(l->clients, here, l->stage->net.port, &no);
}

static void live_run(struct live *l, uint64_t lines)
{
	const struct say *no;
	uint64_t until = l->stage->front.trace.steps + lines;
	while (l->stage->front.trace.steps < until) {
		net_observe(&l->stage->net, 0);
		clients_read(l->clients);
		for (int n = clients_next(l->clients, 0); n; n = clients_next(l->clients, n))
			clients_send(l->clients, n, "\0\x80hi\n", 5, &no);
		stage_run(l->stage, 500);
	}
}

static void live_close(struct live *l)
{
	stage_end(l->stage);
	clients_free(l->clients);
}

static const struct program *find_limits(struct replay_limits *to, const struct stage *s)
{
	*to = (struct replay_limits){.codes = s->program->code_count,
	                             .words = 2,
	                             .literals = 1,
	                             .errors = STAGE_ERROR_COUNT,
	                             .calls = CALL_COUNT,
	                             .lines = EVENT_LINES,
	                             .history = TRACE_BOUND};
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		to->lists |= (uint32_t)(s->program->collections[i].kind == COLLECTION_LIST) << i;
		to->dicts |= (uint32_t)(s->program->collections[i].kind > COLLECTION_LIST) << i;
	}
	return s->program;
}

static void load_live(const struct live *l, struct trace *t)
{
	struct replay_header header;
	struct replay_limits of_program;
	char *why = NULL, *warning = NULL;
	const struct program *p = find_limits(&of_program, l->stage);
	struct replay *r = replay_open(path, ENGLISH, &header, &why);
	if (!r || !replay_load(r, &of_program, t, &why, &warning) || warning)
		fail_msg("%s", why ? why : warning);
	assert_string_equal(header.program, p->name);
	assert_true(header.listing == p->hash);
}

static void assert_same_moment(const struct model *a, const struct model *b)
{
	assert_int_equal(a->step, b->step);
	assert_int_equal(a->depth, b->depth);
	assert_int_equal(a->change_count, b->change_count);
	assert_int_equal(a->waits, b->waits);
	assert_int_equal(a->has_ended, b->has_ended);
	for (unsigned i = 0; i < a->depth; i++) {
		assert_int_equal(a->stack[i], b->stack[i]);
		assert_memory_equal(&a->frames[a->stack[i]], &b->frames[a->stack[i]],
		                    sizeof *a->frames);
	}
	for (unsigned i = 0; i < MODEL_COLLECTIONS; i++) {
		const struct list *left = &a->collections[i].list, *right = &b->collections[i].list;
		const struct dict *one = &a->collections[i].dict, *two = &b->collections[i].dict;
		assert_int_equal(a->collections[i].born, b->collections[i].born);
		assert_int_equal(left->length, right->length);
		for (uint32_t k = 0; k < left->length; k++)
			assert_int_equal(list_at(left, k), list_at(right, k));
		assert_int_equal(one->length, two->length);
		uint32_t key = one->first, same = two->first;
		for (; key != DICT_END; key = one->entry[key].next, same = two->entry[same].next) {
			assert_int_equal(key, same);
			assert_int_equal(dict_get(one, key), dict_get(two, key));
		}
	}
	assert_int_equal(a->refused, b->refused);
	assert_int_equal(a->refused_address, b->refused_address);
	for (uint32_t id = 1; id < a->socket_count && id < b->socket_count; id++) {
		const struct model_socket *left = &a->sockets[id], *right = &b->sockets[id];
		if (left->descriptor <= 0)
			continue;
		assert_int_equal(left->descriptor, right->descriptor);
		assert_int_equal(left->tcp_state, right->tcp_state);
		assert_int_equal(left->is_silent, right->is_silent);
		assert_int_equal(left->unread, right->unread);
		assert_int_equal(left->is_listening, right->is_listening);
		assert_string_equal(left->peer, right->peer);
	}
}

static void assert_same_history(struct trace *a, struct trace *b)
{
	struct history left, right;
	uint64_t first = trace_first_step(a) > trace_first_step(b) ? trace_first_step(a)
	                                                           : trace_first_step(b);
	assert_int_equal(a->steps, b->steps);
	assert_true(first < a->steps);
	history_open(&left, a);
	history_open(&right, b);
	assert_same_moment(history_at(&left, HISTORY_NOW), history_at(&right, HISTORY_NOW));
	for (uint64_t i = 0, step = first; i < 500; i++) {
		assert_same_moment(history_at(&left, step), history_at(&right, step));
		step = first + (step * 6364136223846793005u + 1442695040888963407u) %
		                       (a->steps - first + 1);
	}
	history_close(&left);
	history_close(&right);
}

static void a_program_that_ran_for_long_comes_back(void **unused)
{
	(void)unused;
	struct live l;
	struct trace again;
	char *why;
	live_open(&l, TRACE_BOUND);
	l.stage->net.gate.refused = 3; /* told once; from then on checkpoints keep it */
	for (int i = 0; i < 100; i++) {
		live_run(&l, 2000);
		recording_write(&l.recording, &l.stage->front.trace);
	}
	assert_true(recording_close(&l.recording, &why));
	assert_true(l.stage->front.trace.newest > 2);
	load_live(&l, &again);
	assert_same_stream(&l.stage->front.trace, &again);
	assert_same_history(&l.stage->front.trace, &again);
	trace_close(&again);
	live_close(&l);
}

static void what_the_trace_dropped_unseen_is_a_gap(void **unused)
{
	(void)unused;
	struct live l;
	struct trace again;
	struct bytes text = {0};
	char *why;
	live_open(&l, TRACE_BOUND_MIN);
	live_run(&l, 1000);
	recording_write(&l.recording, &l.stage->front.trace);
	while (l.stage->front.trace.oldest < 2)
		live_run(&l, 100000);
	recording_write(&l.recording, &l.stage->front.trace);
	live_run(&l, 1000);
	recording_write(&l.recording, &l.stage->front.trace);
	assert_true(recording_close(&l.recording, &why));
	read_file(&text);
	assert_non_null(strstr(text.data, "{\"gap\":"));
	load_live(&l, &again);
	assert_true(trace_first_step(&again) > 1);
	assert_int_equal(trace_first_step(&again), trace_first_step(&l.stage->front.trace));
	assert_same_history(&l.stage->front.trace, &again);
	/* cut within the gap: what was before it stays */
	struct replay_header header;
	struct replay_limits of_program;
	char *warning;
	trace_close(&again);
	write_file(text.data, (size_t)(strstr(text.data, "{\"resume\":") - text.data) + 3);
	find_limits(&of_program, l.stage);
	struct replay *r = replay_open(path, ENGLISH, &header, &why);
	assert_true(replay_load(r, &of_program, &again, &why, &warning));
	assert_int_equal(trace_first_step(&again), 1);
	assert_non_null(strstr(warning, "cut off"));
	look_at(&again);
	free(warning);
	trace_close(&again);
	bytes_free(&text);
	live_close(&l);
}

/* The reader's own checkpoints: more events than a small history holds. */
static void a_recording_larger_than_the_history_keeps_its_end(void **unused)
{
	(void)unused;
	struct trace story, again;
	struct replay_header header;
	struct replay_limits small = limits;
	char *why, *warning;
	small.history = TRACE_BOUND_MIN;
	make_story(&story, 4000);
	record(&story);
	struct replay *r = replay_open(path, ENGLISH, &header, &why);
	assert_true(replay_load(r, &small, &again, &why, &warning));
	assert_null(warning);
	assert_true(trace_first_step(&again) > 1);
	assert_same_history(&story, &again);
	trace_close(&story);
	trace_close(&again);
}

static void another_program_begins_the_file_anew(void **unused)
{
	(void)unused;
	struct trace story, again;
	struct recording r;
	char *why;
	make_story(&story, 50);
	assert_true(recording_open(&r, path, ENGLISH, "01-a", "b", 1, &why));
	recording_write(&r, &story);
	trace_close(&story);
	make_story(&story, 2);
	recording_restart(&r, "05-generators", "server", 0xab);
	recording_write(&r, &story);
	assert_true(recording_close(&r, &why));
	assert_null(load(&again));
	assert_same_stream(&story, &again);
	trace_close(&story);
	trace_close(&again);
}

/* The numbers before the bytes may end behind the mark up to which there is room for bytes. */
static void bytes_at_the_end_of_a_chunk_find_room(void **unused)
{
	(void)unused;
	static const uint8_t bytes[500];
	for (int left = 1; left <= 30; left++) {
		struct trace t;
		trace_open(&t, TRACE_BOUND, no_checkpoint, NULL);
		while (t.full - t.put > left)
			*t.put++ = EVENT_STEP;
		trace_recv(&t, UINT32_MAX, UINT32_MAX, bytes, sizeof bytes);
		assert_true(trace_chunk(&t, 0)->size <= trace_chunk(&t, 0)->capacity);
		trace_close(&t);
	}
}

/* --- damage ---*/

/* F3, F14: its whole steps, and no more. */
static void a_recording_cut_anywhere_gives_its_beginning(void **unused)
{
	(void)unused;
	struct trace story;
	struct bytes text = {0};
	char *said;
	make_story(&story, 3);
	record(&story);
	read_file(&text);
	uint64_t before = 0;
	for (size_t size = 0; size < text.length; size++) {
		uint64_t steps = load_anything(text.data, size, &said);
		assert_non_null(said); /* a warning or a refusal */
		assert_true(steps >= before && steps <= story.steps);
		before = steps;
		free(said);
	}
	assert_int_equal(before, story.steps);
	assert_int_equal(load_anything(text.data, text.length, &said), story.steps);
	assert_null(said);
	bytes_free(&text);
	trace_close(&story);
}

static void the_step_that_was_cut_is_not_half_there(void **unused)
{
	(void)unused;
	struct trace again;
	struct bytes text = {0}, got = {0};
	bytes_add_text(&text, header_line);
	bytes_add_text(&text,
	               "{\"e\":\"frame\",\"n\":[1,0,0]}\n{\"e\":\"push\",\"n\":[1]}\n{\"line\":1}\n"
	               "{\"e\":\"append\",\"n\":[0,18]}\n{\"line\":2}\n"
	               "{\"e\":\"append\",\"n\":[0,34]}\n{\"li");
	seal(&text);
	write_file(text.data, text.length);
	char *warning = load(&again);
	assert_string_equal(warning, "Line 8: it is cut off; what comes before is shown.");
	stream(&again, &got);
	assert_int_equal(got.data[got.length - 1], 2 + EVENT_STEP - 1);
	free(warning);
	bytes_free(&text);
	bytes_free(&got);
	trace_close(&again);
}

static void a_line_is_sealed_by_all_that_came_before(void **unused)
{
	(void)unused;
	char line[64] = "{\"line\":27";
	uint32_t sum = 0, other_sum = 1;
	size_t length = (size_t)(recording_seal(line, line + strlen(line), &sum) - line);
	assert_string_equal(line, "{\"line\":27,\"crc\":\"cd686064\"}");
	assert_int_equal(sum, 0xcd686064);
	sum = 0;
	for (size_t cut = 0; cut < length; cut++)
		assert_false(recording_is_sealed(line, cut, &sum));
	assert_false(recording_is_sealed(line, length, &other_sum));
	assert_true(recording_is_sealed(line, length, &sum));
	assert_int_equal(sum, 0xcd686064);
}

/* What is in the lines before this one. */
static unsigned steps_before(const struct bytes *text, size_t end)
{
	unsigned steps = 0;
	for (size_t i = 0; i < end; i++)
		steps += (i == 0 || text->data[i - 1] == '\n') &&
		         !strncmp(text->data + i, "{\"line\"", 7) &&
		         memchr(text->data + i, '\n', end - i);
	return steps;
}

/* F4: every bit of every byte. The line is named, and all the steps before it are there. */
static void every_changed_bit_is_noticed_in_its_line(void **unused)
{
	(void)unused;
	struct trace story;
	struct bytes text = {0};
	unsigned line = 1;
	make_story(&story, 1);
	record(&story);
	read_file(&text);
	for (size_t i = 0; i < text.length; i++) {
		unsigned steps = steps_before(&text, i);
		char *named = steps > 0  ? xasprintf("Line %u: ", line)
		              : line > 1 ? xasprintf("Cannot replay: line %u: ", line)
		                         : xstrdup("Cannot replay: ");
		for (unsigned bit = 0; bit < 8; bit++) {
			char *said;
			text.data[i] = (char)(text.data[i] ^ 1 << bit);
			uint64_t got = load_anything(text.data, text.length, &said);
			text.data[i] = (char)(text.data[i] ^ 1 << bit);
			if (!said || got != steps || strncmp(said, named, strlen(named)))
				fail_msg("bit %u of byte %zu: %u steps before, %u loaded, %s", bit,
				         i, steps, (unsigned)got, said ? said : "nothing said");
			free(said);
		}
		free(named);
		line += text.data[i] == '\n';
	}
	bytes_free(&text);
	trace_close(&story);
}

/* Where each line begins, and the end of the last. */
static size_t find_lines(const struct bytes *text, size_t *starts, size_t most)
{
	size_t count = 0;
	for (size_t i = 0; i < text->length && count < most; i++)
		if (i == 0 || text->data[i - 1] == '\n')
			starts[count++] = i;
	starts[count] = text->length;
	return count;
}

/* A recording whose lines are whole, but not in their order: the first that does not follow the
 * one before it ends the reading there. `line` is its number, `end` where it begins in `text`. */
static void assert_noticed(const struct bytes *text, size_t line, size_t end)
{
	char *said, *named;
	unsigned steps = steps_before(text, end);
	uint64_t got = load_anything(text->data, text->length, &said);
	named = xasprintf("%s %zu: it is damaged or out of place", steps > 0 ? "Line" : "line",
	                  line);
	if (!said || got != steps || (line > 1 && !strstr(said, named)))
		fail_msg("line %zu: %u steps before, %u loaded, %s", line, steps, (unsigned)got,
		         said ? said : "nothing said");
	free(named);
	free(said);
}

/* F4: each line once, whose own checksum goes with it. */
static void a_line_that_is_lost_moved_or_doubled_is_noticed_at_once(void **unused)
{
	(void)unused;
	struct trace story;
	struct bytes text = {0}, other_text = {0};
	size_t at[300];
	make_story(&story, 2);
	record(&story);
	read_file(&text);
	size_t count = find_lines(&text, at, LENGTH(at) - 1);
	assert_true(count > 100 && count < LENGTH(at) - 1);
	for (size_t i = 0; i + 1 < count; i++) {
		size_t own = at[i + 1] - at[i], next = at[i + 2] - at[i + 1];
		/* lost */
		bytes_clear(&other_text);
		bytes_add(&other_text, text.data, at[i]);
		bytes_add(&other_text, text.data + at[i + 1], text.length - at[i + 1]);
		assert_noticed(&other_text, i + 1, at[i]);
		/* after the next */
		bytes_clear(&other_text);
		bytes_add(&other_text, text.data, at[i]);
		bytes_add(&other_text, text.data + at[i + 1], next);
		bytes_add(&other_text, text.data + at[i], own);
		bytes_add(&other_text, text.data + at[i + 2], text.length - at[i + 2]);
		assert_noticed(&other_text, i + 1, at[i]);
		/* twice */
		bytes_clear(&other_text);
		bytes_add(&other_text, text.data, at[i + 1]);
		bytes_add(&other_text, text.data + at[i], text.length - at[i]);
		assert_noticed(&other_text, i + 2, at[i + 1]);
	}
	bytes_free(&other_text);
	bytes_free(&text);
	trace_close(&story);
}

/* A file that means it has the right checksums: one bit of each byte, all eight with LONG. */
static void no_changed_bit_does_harm(void **unused)
{
	(void)unused;
	struct trace story;
	struct bytes text = {0}, changed = {0};
	char *said;
	unsigned refused = 0;
	make_story(&story, 6);
	record(&story);
	read_file(&text);
	unseal(&text);
	assert_true(text.length > 10000);
	for (size_t i = 0; i < text.length; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			if (bit != i * 5 % 8 && !getenv("LONG"))
				continue;
			bytes_clear(&changed);
			bytes_add(&changed, text.data, text.length);
			changed.data[i] = (char)(changed.data[i] ^ 1 << bit);
			seal(&changed);
			load_anything(changed.data, changed.length, &said);
			refused += said != NULL;
			free(said);
		}
	assert_true(refused > text.length / 2);
	bytes_free(&changed);
	bytes_free(&text);
	trace_close(&story);
}

static void compose(struct trace *t, const struct lesson *l, struct canvas *c)
{
	struct view v = {.rows = 40, .columns = 120, .lesson = l, .is_live = true};
	struct history h;
	v.program = lesson_program(l, NULL);
	v.first_step = trace_first_step(t);
	v.last_step = t->steps;
	history_open(&h, t);
	view_compose(c, history_at(&h, HISTORY_NOW), &v);
	view_compose(c, history_at(&h, t->steps / 2), &v);
	history_close(&h);
}

/* The same with a real recording, and the whole screen drawn of whatever was loaded. */
static void no_changed_bit_harms_the_screen(void **unused)
{
	(void)unused;
	struct live l;
	struct bytes text = {0}, changed = {0};
	struct canvas c = {0};
	struct replay_limits of_program;
	struct replay_header header;
	struct trace t;
	char *why = NULL, *folder_of_lessons = lessons_folder(NULL, &why);
	struct lessons *all = folder_of_lessons ? lessons_open(folder_of_lessons, ENGLISH, &why)
	                                        : NULL;
	unsigned drawn = 0;
	if (!all)
		fail_msg("%s", why);
	live_open(&l, TRACE_BOUND);
	live_run(&l, 250);
	recording_write(&l.recording, &l.stage->front.trace);
	assert_true(recording_close(&l.recording, &why));
	find_limits(&of_program, l.stage);
	read_file(&text);
	unseal(&text);
	for (size_t i = 0; i < text.length; i += getenv("LONG") ? 1 : 3) {
		char *said = NULL;
		bytes_clear(&changed);
		bytes_add(&changed, text.data, text.length);
		changed.data[i] = (char)(changed.data[i] ^ 1 << i * 3 % 7);
		seal(&changed);
		write_file(changed.data, changed.length);
		struct replay *r = replay_open(path, ENGLISH, &header, &said);
		if (r && replay_load(r, &of_program, &t, &said, &said)) {
			compose(&t, lessons_find(all, "5"), &c);
			trace_close(&t);
			drawn++;
		}
		free(said);
	}
	assert_true(drawn > text.length / 6);
	canvas_free(&c);
	bytes_free(&changed);
	bytes_free(&text);
	free(folder_of_lessons);
	lessons_close(all);
	live_close(&l);
}

/* An argument that is the very frame whose argument it is. */
static void a_frame_within_itself_has_a_name(void **unused)
{
	(void)unused;
	static const struct code codes[] = {{.name = "module"}, {.name = "f", .argument_count = 1}};
	static const struct program program = {.codes = codes, .code_count = LENGTH(codes)};
	struct bytes text = {0};
	struct trace t;
	struct history h;
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, before_lie);
	bytes_add_text(&text, "{\"e\":\"frame\",\"n\":[2,1,1]}\n"
	                      "{\"e\":\"argument\",\"n\":[2,0,37]}\n{\"line\":2}\n{\"end\":2}\n");
	seal(&text);
	write_file(text.data, text.length);
	assert_null(load(&t));
	history_open(&h, &t);
	bytes_clear(&text);
	record_frame_name(&text, history_at(&h, HISTORY_NOW), &program, 2);
	assert_memory_equal(text.data, "f(f(", 4);
	history_close(&h);
	trace_close(&t);
	bytes_free(&text);
}

/* Whole lines left out, doubled or swapped in a file that means it: each is well-formed and has the
 * checksum of its place, their order is not. */
static void no_shuffled_lines_do_harm(void **unused)
{
	(void)unused;
	struct trace story;
	struct bytes text = {0}, mixed = {0};
	char *said;
	make_story(&story, 4);
	record(&story);
	read_file(&text);
	unseal(&text);
	size_t starts[1000], count = find_lines(&text, starts, LENGTH(starts) - 1);
	for (unsigned seed = 1; seed <= 500; seed++) {
		unsigned state = seed;
		bytes_clear(&mixed);
		bytes_add(&mixed, text.data, starts[1]);
		for (size_t i = 1; i < count; i++) {
			size_t k = (unsigned)rand_r(&state) % 40 ? i
			                                         : (unsigned)rand_r(&state) % count;
			if ((unsigned)rand_r(&state) % 60)
				bytes_add(&mixed, text.data + starts[k], starts[k + 1] - starts[k]);
		}
		seal(&mixed);
		load_anything(mixed.data, mixed.length, &said);
		free(said);
	}
	bytes_free(&text);
	bytes_free(&mixed);
	trace_close(&story);
}

/* --- lines that lie ---*/

static char *load_lie(const char *lie, uint64_t *steps)
{
	struct bytes text = {0};
	char *said;
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, before_lie);
	bytes_addf(&text, "%s\n{\"line\":2}\n{\"end\":2}\n", lie);
	seal(&text);
	*steps = load_anything(text.data, text.length, &said);
	bytes_free(&text);
	return said;
}

/* The row of 80 columns has room for all that was said, were it of the last line of a GiB. */
static void assert_fits(const char *said)
{
	static const char ending[] = "; what comes before is shown.";
	size_t length = strlen(said), digits = strspn(said + 5, "0123456789");
	if (length + 8 - digits > 78 || strcmp(said + length - strlen(ending), ending))
		fail_msg("%zu columns: %s", length, said);
}

/* F6, F8: numbers and ids out of bounds. */
static void a_line_that_cannot_be_ends_the_reading(void **unused)
{
	(void)unused;
	static const char *const lies[] = {
		/* shape */
		"",
		"[]",
		"{",
		"17",
		"null",
		"{}",
		"{\"line\":2}{\"line\":2}",
		"{\"line\":2.0}",
		"{\"line\":0}",
		"{\"line\":-1}",
		"{\"line\":41}",
		"{\"line\":225}",
		"{\"line\":18446744073709551616}",
		"{\"line\":\"2\"}",
		"{\"line\":2,\"line\":2}",
		"{\"line\":2,\"x\":0}",
		"{\"e\":\"nothing\"}",
		"{\"e\":7}",
		"{\"e\":\"step\"}",
		"{\"e\":\"append\"}",
		"{\"e\":\"append\",\"n\":[0]}",
		"{\"e\":\"append\",\"n\":[0,18,0]}",
		"{\"e\":\"append\",\"n\":[0,-1]}",
		"{\"e\":\"append\",\"n\":[0,4294967296]}",
		"{\"e\":\"append\",\"n\":[0,1e3]}",
		"{\"e\":\"append\",\"n\":{\"0\":0}}",
		"{\"e\":\"append\",\"n\":[0,\"18\"]}",
		"{\"e\":\"append\",\"n\":[0,18],\"b\":\"\"}",
		"{\"e\":\"append\",\"n\":[0,18],\"x\":1}",
		"{\"e\":\"print\",\"n\":[1]}",
		"{\"e\":\"print\",\"n\":[1],\"b\":7}",
		"{\"e\":\"print\",\"n\":[1],\"b\":\"\\u0100\"}",
		"{\"e\":\"print\",\"n\":[1],\"b\":\"\\ud800\"}",
		"{\"e\":\"print\",\"n\":[1],\"b\":\"\xff\"}",
		"{\"end\":-1}",
		"{\"end\":9}",
		"{\"resume\":1}",
		"{\"gap\":0}",
		"{\"gap\":281474976710656}",
		"{\"gap\":5}\n{\"line\":3}",
		"{\"gap\":5}\n{\"gap\":6}",
		"{\"gap\":5}\n{\"resume\":6}",
		"{\"gap\":5}\n{\"e\":\"append\",\"n\":[0,37]}\n{\"resume\":5}",
		"{\"gap\":5}\n{\"e\":\"push\",\"n\":[1]}",
		"{\"gap\":5}\n{\"e\":\"frame\",\"n\":[2,0,0]}\n{\"e\":\"other\",\"n\":[2,0,24]}",
		/* ids and indexes */
		"{\"e\":\"frame\",\"n\":[0,0,0]}",
		"{\"e\":\"frame\",\"n\":[1048576,0,0]}",
		"{\"e\":\"frame\",\"n\":[1,0,0]}",
		"{\"e\":\"frame\",\"n\":[2,4,0]}",
		"{\"e\":\"frame\",\"n\":[2,0,2]}",
		"{\"e\":\"argument\",\"n\":[9,0,18]}",
		"{\"e\":\"argument\",\"n\":[1,3,18]}",
		"{\"e\":\"argument\",\"n\":[1,0,0]}",
		"{\"e\":\"place\",\"n\":[1,1,1]}",
		"{\"e\":\"other\",\"n\":[1,0,18]}",
		"{\"e\":\"local\",\"n\":[12,18]}",
		"{\"e\":\"local\",\"n\":[4294967295,18]}",
		"{\"e\":\"push\",\"n\":[2]}",
		"{\"e\":\"push\",\"n\":[1]}",
		"{\"e\":\"push\",\"n\":[4294967295]}",
		"{\"e\":\"yield\"}\n{\"e\":\"yield\"}",
		"{\"e\":\"yield\",\"n\":[]}",
		"{\"e\":\"returned\"}\n{\"e\":\"returned\"}",
		"{\"e\":\"unwind\"}\n{\"e\":\"unwind\"}",
		"{\"e\":\"unwind\"}\n{\"e\":\"push\",\"n\":[1]}",
		"{\"e\":\"returned\"}\n{\"e\":\"local\",\"n\":[0,18]}",
		"{\"e\":\"end\"}\n{\"line\":3}",
		"{\"e\":\"end\"}\n{\"e\":\"end\"}",
		"{\"e\":\"raise\",\"n\":[0,0],\"b\":\"\"}",
		"{\"e\":\"raise\",\"n\":[8,0],\"b\":\"\"}",
		"{\"e\":\"raise\",\"n\":[1,4096],\"b\":\"\"}",
		"{\"e\":\"born\",\"n\":[8]}",
		"{\"e\":\"born\",\"n\":[7]}",
		"{\"e\":\"append\",\"n\":[1,18]}",
		"{\"e\":\"append\",\"n\":[8,18]}",
		"{\"e\":\"pop\",\"n\":[0,0]}",
		"{\"e\":\"pop\",\"n\":[1,0]}",
		"{\"e\":\"append\",\"n\":[0,18]}\n{\"e\":\"pop\",\"n\":[0,1]}",
		"{\"e\":\"clear\",\"n\":[5]}",
		"{\"e\":\"set\",\"n\":[1,1,0]}",
		"{\"e\":\"set\",\"n\":[1,2,18]}",
		"{\"e\":\"set\",\"n\":[0,1,18]}",
		"{\"e\":\"set\",\"n\":[1,4294967295,18]}",
		"{\"e\":\"delete\",\"n\":[1,1]}",
		"{\"e\":\"print\",\"n\":[0],\"b\":\"\"}",
		"{\"e\":\"print\",\"n\":[3],\"b\":\"\"}",
		"{\"e\":\"bytes\",\"n\":[0],\"b\":\"\"}",
		"{\"e\":\"bytes\",\"n\":[1048576],\"b\":\"\"}",
		"{\"e\":\"socket\",\"n\":[0,4,0,0,0]}",
		"{\"e\":\"socket\",\"n\":[2,1,0,0,0]}",
		"{\"e\":\"socket\",\"n\":[2,4294967295,0,0,0]}",
		"{\"e\":\"socket\",\"n\":[2,4,4294967295,0,0]}",
		"{\"e\":\"socket\",\"n\":[2,4,0,65536,0]}",
		"{\"e\":\"recv\",\"n\":[1,2]}",
		"{\"e\":\"recv\",\"n\":[1,0],\"b\":\"\"}",
		"{\"e\":\"recv\",\"n\":[2,1],\"b\":\"\"}",
		"{\"e\":\"recv\",\"n\":[1,1048576],\"b\":\"\"}",
		"{\"e\":\"send\",\"n\":[2,1]}",
		"{\"e\":\"closed\",\"n\":[2]}",
		"{\"e\":\"wait\",\"n\":[0,1]}",
		"{\"e\":\"wait\",\"n\":[5,1]}",
		"{\"e\":\"wait\",\"n\":[1,2]}",
		"{\"e\":\"kernel\",\"n\":[1,13,0,0]}",
		"{\"e\":\"kernel\",\"n\":[2,1,0,0]}",
		"{\"e\":\"queue\",\"n\":[2,0,0]}",
		"{\"e\":\"peer\",\"n\":[2],\"b\":\"\"}",
		"{\"e\":\"waiting\",\"n\":[64,1,0,0],\"b\":\"\"}",
		"{\"e\":\"waiting\",\"n\":[0,65536,0,0],\"b\":\"\"}",
		/* values: unset with a number, then one of each kind beyond what there is */
		"{\"e\":\"local\",\"n\":[0,16]}",
		"{\"e\":\"append\",\"n\":[0,0]}",
		"{\"e\":\"local\",\"n\":[0,35]}",
		"{\"e\":\"local\",\"n\":[0,36]}",
		"{\"e\":\"local\",\"n\":[0,37]}",
		"{\"e\":\"local\",\"n\":[0,70]}",
		"{\"e\":\"local\",\"n\":[0,23]}",
		"{\"e\":\"local\",\"n\":[0,40]}",
		"{\"e\":\"local\",\"n\":[0,41]}",
		"{\"e\":\"local\",\"n\":[0,122]}",
		"{\"e\":\"local\",\"n\":[0,138]}",
		"{\"e\":\"local\",\"n\":[0,299]}",
		"{\"e\":\"local\",\"n\":[0,523]}",
		"{\"e\":\"local\",\"n\":[0,28]}",
		"{\"e\":\"local\",\"n\":[0,29]}",
		"{\"e\":\"local\",\"n\":[0,31]}",
	};
	for (size_t i = 0; i < LENGTH(lies); i++) {
		uint64_t steps;
		char *said = load_lie(lies[i], &steps);
		/* the lie, or its second line, stands in line 7 or 8 or 9 */
		if (steps != 1 || !said ||
		    (strncmp(said, "Line 7: ", 8) && strncmp(said, "Line 8: ", 8) &&
		     strncmp(said, "Line 9: ", 8)))
			fail_msg("%s: steps %llu, %s", lies[i], (unsigned long long)steps,
			         said ? said : "nothing was said");
		assert_fits(said);
		free(said);
	}
}

static void a_line_that_can_be_is_read(void **unused)
{
	(void)unused;
	static const char *const truths[] = {
		"{\"line\":40}",
		"\t{ \"line\" : 40 \r}",
		"{\"e\":\"local\",\"n\":[0,0]}",
		"{\"e\":\"append\",\"n\":[0,19]}\n{\"e\":\"pop\",\"n\":[0,0]}",
		"{\"e\":\"set\",\"n\":[1,1,267]}\n{\"e\":\"delete\",\"n\":[1,1]}",
		"{\"n\":[1,1048575],\"b\":\"\",\"e\":\"recv\"}",
		"{\"e\":\"frame\",\"n\":[1048575,3,1]}",
		"{\"e\":\"local\",\"n\":[11,4294967282]}",
		"{\"e\":\"wait\",\"n\":[4,0]}",
		"{\"e\":\"raise\",\"n\":[7,4095],\"b\":\"\"}",
		"{\"e\":\"socket\",\"n\":[2,0,9,65535,0]}",
		"{\"e\":\"print\",\"n\":[2],\"b\":\"\\u0000\\u00ff\xc3\xbf\"}",
		"{\"gap\":5}\n{\"e\":\"frame\",\"n\":[1,0,1]}\n{\"e\":\"argument\",\"n\":[1,0,37]}"
		"\n"
		"{\"e\":\"frame\",\"n\":[2,0,0]}\n{\"e\":\"place\",\"n\":[2,3,1]}\n"
		"{\"e\":\"other\",\"n\":[2,0,18]}\n{\"e\":\"push\",\"n\":[2]}\n{\"resume\":5}",
	};
	for (size_t i = 0; i < LENGTH(truths); i++) {
		uint64_t steps;
		char *said = load_lie(truths[i], &steps);
		/* the count of the last line may be wrong; the line itself must not be */
		if (said && !strstr(said, "its count of steps is wrong"))
			fail_msg("%s: %s", truths[i], said);
		if (steps != 2 && steps != 3 && steps != 6)
			fail_msg("%s: %llu steps", truths[i], (unsigned long long)steps);
		free(said);
	}
}

static void the_stack_has_a_bottom_and_a_top(void **unused)
{
	(void)unused;
	struct bytes lie = {0};
	for (unsigned depth = MODEL_DEPTH - 1; depth <= MODEL_DEPTH; depth++) {
		uint64_t steps;
		bytes_clear(&lie);
		for (unsigned i = 0; i < depth; i++)
			bytes_addf(
				&lie,
				"%s{\"e\":\"frame\",\"n\":[%u,1,0]}\n{\"e\":\"push\",\"n\":[%u]}",
				i ? "\n" : "", i + 2, i + 2);
		char *said = load_lie(bytes_text(&lie), &steps);
		if (depth < MODEL_DEPTH)
			assert_null(said);
		else
			assert_non_null(strstr(said, "too many functions were called"));
		free(said);
	}
	bytes_free(&lie);
}

/* Taking from the front of a long list again and again, one behind its first. */
static void a_small_file_cannot_keep_the_reader_busy(void **unused)
{
	(void)unused;
	struct bytes lie = {0};
	uint64_t steps;
	for (int i = 0; i < 100000; i++)
		bytes_add_text(&lie, "{\"e\":\"append\",\"n\":[0,18]}\n");
	for (int i = 0; i < 40000; i++)
		bytes_add_text(&lie,
		               "{\"e\":\"append\",\"n\":[0,18]}\n{\"e\":\"pop\",\"n\":[0,1]}\n");
	char *said = load_lie(bytes_text(&lie), &steps);
	assert_non_null(strstr(said, "too much is taken out of lists"));
	free(said);
	bytes_free(&lie);
}

/* F9: escapes are shown. */
static void a_message_cannot_paint(void **unused)
{
	(void)unused;
	struct trace t;
	struct history h;
	struct bytes text = {0};
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, before_lie);
	bytes_add_text(&text, "{\"e\":\"raise\",\"n\":[7,0],\"b\":\"\\u001b[2J\\u009b\\n");
	for (int i = 0; i < 200; i++)
		bytes_add_text(&text, "\\u00d0\\u00b6"); /* one Cyrillic letter */
	bytes_add_text(&text, "\"}\n{\"line\":2}\n{\"end\":2}\n");
	seal(&text);
	write_file(text.data, text.length);
	assert_null(load(&t));
	history_open(&h, &t);
	const char *message = history_at(&h, HISTORY_NOW)->error.message;
	assert_memory_equal(message, "\\e[2J\\x9b\\n", 10);
	assert_true(strlen(message) == 119);
	history_close(&h);
	trace_close(&t);
	bytes_free(&text);
}

/* --- headers and files that are not what they should be ---*/

/* F5: other formats and versions. */
static void what_is_no_recording_is_refused_in_one_sentence(void **unused)
{
	(void)unused;
	static const struct {
		const char *text, *said;
	} files[] = {
		{"", "the file is empty"},
		{"\n", "no recording"},
		{"hello", "no recording"},
		{"\xef\xbb\xbf{\"asyncviz\":0}\n", "no recording"},
		{"{\"asyncviz\":1", "no recording"},
		{"{\"asyncviz\":\"1\"}\n", "no recording"},
		{"{\"asyncviz\":0}\n", "no recording"},
		{"{\"asyncviz\":3}\n", "newer asyncviz"},
		{"{\"asyncviz\":1}\n", "older asyncviz"},
		{"{\"asyncviz\":2}\n", "does not say what was recorded"},
		{"{\"asyncviz\":2,\"lesson\":\"../x\",\"program\":\"b\",\"listing\":\"0x1\"}\n",
	         "does not say"},
		{"{\"asyncviz\":2,\"lesson\":\"a\",\"program\":\"\\u0000\",\"listing\":\"0x1\"}\n",
	         "does not say"},
		{"{\"asyncviz\":2,\"lesson\":\"a\",\"program\":\"b\",\"listing\":\"0x\"}\n",
	         "does not say"},
		{"{\"asyncviz\":2,\"lesson\":\"a\",\"program\":\"b\",\"listing\":"
	         "\"0x12345678123456781\"}\n",
	         "does not say"},
		{header_line, "no line of the program ran"},
	};
	for (size_t i = 0; i < LENGTH(files); i++) {
		char *said;
		struct bytes text = {0};
		bytes_add_text(&text, files[i].text);
		seal(&text);
		assert_int_equal(load_anything(text.data, text.length, &said), 0);
		if (!said || !strstr(said, files[i].said) || strchr(said, '\n'))
			fail_msg("%s: %s", files[i].text, said);
		bytes_free(&text);
		free(said);
	}
}

/* F5: as version 1 wrote them, and a first line that was changed. */
static void versions_are_told_before_checksums_are_looked_at(void **unused)
{
	(void)unused;
	static const struct {
		const char *text, *said;
	} files[] = {
		{"{\"asyncviz\":1,\"lesson\":\"a\",\"program\":\"b\",\"listing\":\"0x1\"}\n{"
	         "\"line\":1}\n",
	         "older asyncviz"},
		{"{\"asyncviz\":3,\"lesson\":\"a\",\"sum\":17}\n", "newer asyncviz"},
		{header_line, "its first line is damaged"},
	};
	for (size_t i = 0; i < LENGTH(files); i++) {
		char *said;
		assert_int_equal(load_anything(files[i].text, strlen(files[i].text), &said), 0);
		if (!strstr(said, files[i].said))
			fail_msg("%s: %s", files[i].text, said);
		free(said);
	}
}

/* F7: a bound on its size. */
static void a_line_without_end_is_refused(void **unused)
{
	(void)unused;
	struct bytes text = {0};
	char *said, *zeroes = calloc(1, 2 << 20);
	load_anything(zeroes, 2 << 20, &said);
	assert_non_null(strstr(said, "longer than any line"));
	free(said);
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, before_lie);
	seal(&text);
	bytes_add(&text, zeroes, 2 << 20);
	assert_int_equal(load_anything(text.data, text.length, &said), 1);
	assert_non_null(strstr(said, "Line 7: it is longer than any line can be; what"));
	free(said);
	free(zeroes);
	bytes_free(&text);
}

/* What the longest recv() gives must fit into a line, whatever the bytes are. */
static void the_longest_bytes_come_back(void **unused)
{
	(void)unused;
	struct trace t, again;
	uint8_t *bytes = calloc(1, STAGE_RECV);
	trace_open(&t, TRACE_BOUND, no_checkpoint, NULL);
	trace_frame(&t, 1, 0, 0);
	trace_push(&t, 1);
	trace_step(&t, 1);
	trace_bytes(&t, 1, bytes, STAGE_RECV);
	record(&t);
	assert_null(load(&again));
	assert_same_stream(&t, &again);
	trace_close(&t);
	trace_close(&again);
	free(bytes);
}

static void assert_no_replay(const char *name, const char *wanted)
{
	struct replay_header header;
	char *why = NULL;
	assert_null(replay_open(name, ENGLISH, &header, &why));
	if (!strstr(why, wanted))
		fail_msg("%s", why);
	free(why);
}

/* F2: no folder, no device; pipes are read, in tests/faults/files.t. */
static void only_files_and_pipes_are_replayed(void **unused)
{
	(void)unused;
	assert_no_replay(other, "No such file");
	assert_no_replay("/dev/zero", "neither a file nor a pipe");
	assert_no_replay(folder, "Is a directory");
	assert_no_replay("/tmp/\x1b[2J", "Cannot replay: No such file or directory (/tmp/\\e[2J).");
}

static void assert_no_recording(const char *name, const char *wanted)
{
	struct recording r;
	char *why = NULL;
	assert_false(recording_open(&r, name, ENGLISH, "a", "b", 1, &why));
	if (!strstr(why, wanted) || strchr(why, '\n'))
		fail_msg("%s", why);
	assert_false(r.is_open);
	free(why);
	assert_true(recording_close(&r, &why)); /* does nothing */
}

/* F12: links and devices. */
static void a_target_that_is_no_plain_file_is_refused(void **unused)
{
	(void)unused;
	struct bytes text = {0};
	struct recording r;
	struct stat status;
	char *why;
	write_file("precious", 8);
	assert_int_equal(symlink(path, other), 0);
	assert_no_recording(other, "symbolic link");
	read_file(&text);
	assert_string_equal(text.data, "precious");
	unlink(other);
	assert_int_equal(mkfifo(other, 0600), 0);
	assert_no_recording(other, "");
	int reader = open(other, O_RDONLY | O_NONBLOCK);
	assert_no_recording(other, "regular file");
	close(reader);
	unlink(other);
	assert_no_recording(folder, "directory");
	assert_no_recording("/nowhere/at/all", "No such file");
	assert_true(recording_open(&r, other, ENGLISH, "a", "b", 1, &why));
	assert_no_recording(other, "another asyncviz is using it");
	assert_true(recording_close(&r, &why));
	assert_int_equal(stat(other, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_true(status.st_size > 0);
	unlink(other);
	bytes_free(&text);
}

/* E6: and the rest goes on. */
static void a_full_disk_is_told_once(void **unused)
{
	(void)unused;
	struct trace story;
	struct recording r;
	char *why = NULL;
	make_story(&story, 3);
	assert_true(recording_open(&r, "/dev/full", ENGLISH, "a", "b", 1, &why));
	recording_write(&r, &story);
	recording_write(&r, &story);
	assert_false(recording_close(&r, &why));
	assert_string_equal(why, "The recording /dev/full has stopped: No space left on device.");
	free(why);
	assert_false(r.is_open);
	trace_close(&story);
}

/* D3, F14: kill -9 is a copy of the file as it lies there, before anything is closed. */
static void what_was_written_is_in_the_file(void **unused)
{
	(void)unused;
	struct trace story, again;
	struct recording r;
	char *why;
	make_story(&story, 3);
	assert_true(recording_open(&r, path, ENGLISH, "05-generators", "server", 0xab, &why));
	recording_write(&r, &story);
	char *warning = load(&again);
	assert_string_equal(warning, "The recording breaks off: the program was still running, or "
	                             "was killed.");
	assert_same_stream(&story, &again);
	free(warning);
	assert_true(recording_close(&r, &why));
	trace_close(&story);
	trace_close(&again);
}

/* --- two languages ---*/

static int columns(const char *text)
{
	return text_columns(text, strlen(text));
}

/* The row of 80 columns has room for every clause, were it of the last line of a GiB. */
static void every_clause_of_a_line_fits_into_its_row(void **unused)
{
	(void)unused;
#define BOTH(name, english, russian) {english, russian},
	static const struct say clauses[] = {REPLAY_LINE_FAULTS(BOTH)};
#undef BOTH
	struct bytes text = {0};
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, before_lie);
	seal(&text);
	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		char *said;
		assert_int_equal(load_in(language, text.data, text.length, &said), 1);
		assert_true(columns(said) <= 78); /* it breaks off */
		free(said);
		bytes_add_char(&text, '{');
		assert_int_equal(load_in(language, text.data, text.length, &said), 1);
		bytes_cut(&text, text.length - 1);
		const char *cut = language == RUSSIAN ? "7: она обрезана;" : "7: it is cut off;";
		assert_non_null(strstr(said, cut));
		int around = columns(said) - columns(cut) + columns("12345678: ;");
		assert_true(around + REPLAY_CLAUSE <= 78);
		for (size_t i = 0; i < LENGTH(clauses); i++)
			if (columns(say_in(language, &clauses[i])) > REPLAY_CLAUSE)
				fail_msg("%s", say_in(language, &clauses[i]));
		free(said);
	}
	bytes_free(&text);
}

static bool is_cyrillic(const char *text)
{
	return strpbrk(text, "\xd0\xd1");
}

static void every_clause_is_in_its_language(void **unused)
{
	(void)unused;
#define BOTH(name, english, russian) {english, russian},
	static const struct say clauses[] = {REPLAY_LINE_FAULTS(BOTH) REPLAY_FILE_FAULTS(BOTH)};
#undef BOTH
	for (size_t i = 0; i < LENGTH(clauses); i++)
		if (is_cyrillic(clauses[i].en) || !is_cyrillic(clauses[i].ru))
			fail_msg("%s: %s", clauses[i].en, clauses[i].ru);
}

static void a_damaged_recording_is_shown_with_a_russian_warning(void **unused)
{
	(void)unused;
	static const struct {
		const char *text, *said;
	} endings[] = {
		{"", "Запись обрывается: программа ещё работала или её завершили принудительно."},
		{"{", "Строка 7: она обрезана; показано то, что до неё."},
		{"{\"line\":41}\n",
	         "Строка 7: в листинге нет такой строки; показано то, что до неё."},
		{"{\"e\":\"push\",\"n\":[9]}\n",
	         "Строка 7: такого фрейма нет; показано то, что до неё."},
		{"{\"e\":\"x\"}\n",
	         "Строка 7: событие неизвестного вида; показано то, что до неё."},
		{"{\"end\":9}\n", "Строка 7: число шагов в ней неверно; показано то, что до неё."},
	};
	for (size_t i = 0; i < LENGTH(endings); i++) {
		struct bytes text = {0};
		char *said;
		bytes_add_text(&text, header_line);
		bytes_add_text(&text, before_lie);
		bytes_add_text(&text, endings[i].text);
		seal(&text);
		assert_int_equal(load_in(RUSSIAN, text.data, text.length, &said), 1);
		assert_string_equal(said, endings[i].said);
		bytes_free(&text);
		free(said);
	}
}

static void what_cannot_be_replayed_is_refused_in_russian(void **unused)
{
	(void)unused;
	static const struct {
		const char *lines, *said;
	} files[] = {
		{"", "файл пуст"},
		{"hello\n", "это не запись asyncviz"},
		{"{\"asyncviz\":3}\n", "запись сделана более новой версией asyncviz"},
		{header_line, "ни одна строка программы не выполнена"},
	};
	struct replay_header header;
	char *said;
	for (size_t i = 0; i < LENGTH(files); i++) {
		char *wanted = xasprintf("Воспроизвести не удалось: %s (%s).", files[i].said, path);
		struct bytes text = {0};
		bytes_add_text(&text, files[i].lines);
		seal(&text);
		assert_int_equal(load_in(RUSSIAN, bytes_text(&text), text.length, &said), 0);
		assert_string_equal(said, wanted);
		bytes_free(&text);
		free(wanted);
		free(said);
	}
	char *wanted = xasprintf("Воспроизвести не удалось: No such file or directory (%s).",
	                         other);
	assert_null(replay_open(other, RUSSIAN, &header, &said));
	assert_string_equal(said, wanted);
	free(wanted);
	free(said);
}

static void a_line_before_the_first_step_is_refused_in_russian(void **unused)
{
	(void)unused;
	struct bytes text = {0};
	char *said;
	bytes_add_text(&text, header_line);
	bytes_add_text(&text, "{\"line\":1}\n");
	seal(&text);
	assert_int_equal(load_in(RUSSIAN, text.data, text.length, &said), 0);
	char *wanted = xasprintf(
		"Воспроизвести не удалось: строка 2: в стеке нет ни одной функции (%s).", path);
	assert_string_equal(said, wanted);
	bytes_free(&text);
	free(wanted);
	free(said);
}

static void a_recording_is_refused_and_stopped_in_russian(void **unused)
{
	(void)unused;
	struct recording r, second;
	char *why, *wanted = xasprintf("Нельзя вести запись в %s: файл занят другой asyncviz.",
	                               path);
	assert_true(recording_open(&r, path, RUSSIAN, "a", "b", 1, &why));
	assert_false(recording_open(&second, path, RUSSIAN, "a", "b", 1, &why));
	assert_string_equal(why, wanted);
	free(why);
	free(wanted);
	r.error = EFBIG;
	wanted = xasprintf("Запись %s остановлена: файл достиг предельного размера.", path);
	assert_false(recording_close(&r, &why));
	assert_string_equal(why, wanted);
	free(why);
	free(wanted);
	assert_true(recording_open(&r, "/dev/full", RUSSIAN, "a", "b", 1, &why));
	assert_false(recording_close(&r, &why));
	assert_string_equal(why, "Запись /dev/full остановлена: No space left on device.");
	free(why);
}

static int make_folder(void **unused)
{
	(void)unused;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/a", folder);
	snprintf(other, sizeof other, "%s/b", folder);
	return 0;
}

static int remove_folder(void **unused)
{
	(void)unused;
	unlink(path);
	unlink(other);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recording_holds_every_kind_of_event),
		cmocka_unit_test(its_lines_are_as_the_header_says),
		cmocka_unit_test(the_header_comes_back),
		cmocka_unit_test(a_program_that_ran_for_long_comes_back),
		cmocka_unit_test(what_the_trace_dropped_unseen_is_a_gap),
		cmocka_unit_test(a_recording_larger_than_the_history_keeps_its_end),
		cmocka_unit_test(another_program_begins_the_file_anew),
		cmocka_unit_test(a_recording_cut_anywhere_gives_its_beginning),
		cmocka_unit_test(the_step_that_was_cut_is_not_half_there),
		cmocka_unit_test(bytes_at_the_end_of_a_chunk_find_room),
		cmocka_unit_test(a_line_is_sealed_by_all_that_came_before),
		cmocka_unit_test(every_changed_bit_is_noticed_in_its_line),
		cmocka_unit_test(a_line_that_is_lost_moved_or_doubled_is_noticed_at_once),
		cmocka_unit_test(no_changed_bit_does_harm),
		cmocka_unit_test(no_changed_bit_harms_the_screen),
		cmocka_unit_test(a_frame_within_itself_has_a_name),
		cmocka_unit_test(no_shuffled_lines_do_harm),
		cmocka_unit_test(a_line_that_cannot_be_ends_the_reading),
		cmocka_unit_test(a_line_that_can_be_is_read),
		cmocka_unit_test(the_stack_has_a_bottom_and_a_top),
		cmocka_unit_test(a_small_file_cannot_keep_the_reader_busy),
		cmocka_unit_test(a_message_cannot_paint),
		cmocka_unit_test(what_is_no_recording_is_refused_in_one_sentence),
		cmocka_unit_test(versions_are_told_before_checksums_are_looked_at),
		cmocka_unit_test(a_line_without_end_is_refused),
		cmocka_unit_test(the_longest_bytes_come_back),
		cmocka_unit_test(only_files_and_pipes_are_replayed),
		cmocka_unit_test(a_target_that_is_no_plain_file_is_refused),
		cmocka_unit_test(a_full_disk_is_told_once),
		cmocka_unit_test(what_was_written_is_in_the_file),
		cmocka_unit_test(every_clause_of_a_line_fits_into_its_row),
		cmocka_unit_test(every_clause_is_in_its_language),
		cmocka_unit_test(a_damaged_recording_is_shown_with_a_russian_warning),
		cmocka_unit_test(what_cannot_be_replayed_is_refused_in_russian),
		cmocka_unit_test(a_line_before_the_first_step_is_refused_in_russian),
		cmocka_unit_test(a_recording_is_refused_and_stopped_in_russian),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
