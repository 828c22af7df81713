/*
 * Tests of model/model.h: what each kind of event means, one by one, what counts as a change of a
 * step, and when a moment lies inside a line.
 */
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define TASK(id) value_of(VALUE_TASK, id)
#define SOCKET(id) value_of(VALUE_SOCKET, id)

/* give(&m, EVENT_SET, 1, 2, 3): an event without bytes, missing numbers are 0. */
#define give(m, kind, ...) give_numbers(m, kind, (uint32_t[EVENT_NUMBERS]){__VA_ARGS__})

static void give_bytes(struct model *m, enum event_kind kind, uint32_t a, uint32_t b,
                       const void *bytes, size_t size)
{
	struct event e = {kind, {a, b, 0, 0}, bytes, (uint32_t)size};
	model_apply(m, &e);
}

static void give_numbers(struct model *m, enum event_kind kind, const uint32_t *n)
{
	struct event e = {kind, {n[0], n[1], n[2], n[3], n[4]}, NULL, 0};
	model_apply(m, &e);
}

/* The module's frame, 1, stands before line 10: step 1. */
static void begin(struct model *m)
{
	model_init(m);
	give(m, EVENT_FRAME, 1, 0, 0);
	give(m, EVENT_PUSH, 1);
	give(m, EVENT_STEP, 10);
}

static void assert_changes(const struct model *m, unsigned count, const enum event_kind *kinds)
{
	assert_int_equal(m->change_count, count);
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(m->change[i].kind, kinds[i]);
}
#define assert_change_kinds(m, ...)                                                         \
	assert_changes(m, sizeof(enum event_kind[]){__VA_ARGS__} / sizeof(enum event_kind), \
	               (enum event_kind[]){__VA_ARGS__})

/* --- steps and frames --------------------------------------------------------------------------*/

static void step_is_the_line_of_the_running_frame(void **unused)
{
	(void)unused;
	struct model m;
	model_init(&m);
	assert_int_equal(m.step, 0);
	assert_null(model_running(&m));
	model_free(&m);
	begin(&m);
	assert_int_equal(m.step, 1);
	assert_ptr_equal(model_running(&m), &m.frames[1]);
	assert_int_equal(model_running(&m)->line, 10);
	give(&m, EVENT_STEP, EVENT_LINES);
	assert_int_equal(m.step, 2);
	assert_int_equal(m.frames[1].line, EVENT_LINES);
	model_free(&m);
}

static void frame_is_made_called_suspended_resumed_and_finished(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_FRAME, 40, 3, 1);
	give(&m, EVENT_ARGUMENT, 40, 0, SOCKET(7));
	assert_int_equal(m.frames[40].code, 3);
	assert_int_equal(m.frames[40].is_generator, 1);
	assert_int_equal(m.frames[40].state, FRAME_NEW);
	assert_int_equal(m.frames[40].line, 0);
	assert_int_equal(m.frames[40].argument[0], SOCKET(7));
	assert_int_equal(m.frames[40].local[0], SOCKET(7));
	give(&m, EVENT_PUSH, 40);
	assert_int_equal(m.depth, 2);
	assert_int_equal(m.frames[40].state, FRAME_RUNNING);
	give(&m, EVENT_STEP, 5);
	give(&m, EVENT_LOCAL, 2, 77);
	give(&m, EVENT_LOCAL, 0, SOCKET(8));
	give(&m, EVENT_YIELD, 9);
	assert_int_equal(m.depth, 1);
	assert_int_equal(m.frames[40].state, FRAME_SUSPENDED);
	assert_int_equal(m.frames[40].line, 5);
	assert_int_equal(m.frames[40].local[2], 77);
	assert_int_equal(m.frames[40].local[0], SOCKET(8));
	assert_int_equal(m.frames[40].argument[0], SOCKET(7));
	assert_int_equal(m.frames[1].line, 10);
	give(&m, EVENT_PUSH, 40);
	give(&m, EVENT_RETURN, 0);
	assert_int_equal(m.frames[40].state, FRAME_FINISHED);
	assert_int_equal(m.frames[40].local[2], 77);
	give(&m, EVENT_FRAME, 40, 1, 0);
	assert_int_equal(m.frames[40].local[2], 0);
	assert_int_equal(m.frames[40].argument[0], 0);
	assert_int_equal(m.frames[40].state, FRAME_NEW);
	model_free(&m);
}

static void checkpoint_places_frames_that_do_not_run(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_FRAME, 2, 1, 1);
	give(&m, EVENT_OTHER, 2, 11, TASK(5));
	give(&m, EVENT_PLACE, 2, 200, FRAME_SUSPENDED);
	assert_int_equal(m.frames[2].local[11], TASK(5));
	assert_int_equal(m.frames[2].line, 200);
	assert_int_equal(m.frames[2].state, FRAME_SUSPENDED);
	assert_int_equal(m.depth, 1);
	model_free(&m);
}

static void exception_unwinds_frames_until_it_is_caught(void **unused)
{
	(void)unused;
	struct model m;
	char longest[300];
	begin(&m);
	give(&m, EVENT_FRAME, 2, 1, 0);
	give(&m, EVENT_PUSH, 2);
	give(&m, EVENT_STEP, 20);
	give_bytes(&m, EVENT_RAISE, 2, 104, "reset", 5);
	assert_int_equal(m.error.kind, 2);
	assert_int_equal(m.error.number, 104);
	assert_string_equal(m.error.message, "reset");
	give(&m, EVENT_UNWIND, 0);
	assert_int_equal(m.depth, 1);
	assert_int_equal(m.frames[2].state, FRAME_FINISHED);
	assert_int_equal(m.error.kind, 2);
	give(&m, EVENT_CATCH, 0);
	assert_int_equal(m.error.kind, 0);
	memset(longest, 'm', sizeof longest);
	give_bytes(&m, EVENT_RAISE, 1, 0, longest, sizeof longest);
	assert_int_equal(strlen(m.error.message), sizeof m.error.message - 1);
	assert_false(m.has_ended);
	give(&m, EVENT_UNWIND, 0);
	give(&m, EVENT_END, 0);
	assert_true(m.has_ended);
	assert_null(model_running(&m));
	model_free(&m);
}

/* --- collections -------------------------------------------------------------------------------*/

static void list_takes_in_and_gives_out(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	assert_false(m.collections[3].born);
	give(&m, EVENT_BORN, 3);
	assert_true(m.collections[3].born);
	for (uint32_t i = 1; i <= 3; i++)
		give(&m, EVENT_APPEND, 3, TASK(i));
	give(&m, EVENT_POP, 3, 1);
	assert_int_equal(m.collections[3].list.length, 2);
	assert_int_equal(list_at(&m.collections[3].list, 0), TASK(1));
	assert_int_equal(list_at(&m.collections[3].list, 1), TASK(3));
	assert_int_equal(m.collections[2].list.length, 0);
	give(&m, EVENT_CLEAR, 3);
	assert_int_equal(m.collections[3].list.length, 0);
	assert_true(m.collections[3].born);
	model_free(&m);
}

static void dict_takes_in_and_gives_out(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_BORN, 0);
	give(&m, EVENT_SET, 0, 9, TASK(1));
	give(&m, EVENT_SET, 0, 4, TASK(2));
	give(&m, EVENT_SET, 0, 9, TASK(3));
	assert_int_equal(m.collections[0].dict.length, 2);
	assert_int_equal(m.collections[0].dict.first, 9);
	assert_int_equal(dict_get(&m.collections[0].dict, 9), TASK(3));
	give(&m, EVENT_DELETE, 0, 9);
	assert_int_equal(m.collections[0].dict.first, 4);
	assert_int_equal(dict_get(&m.collections[0].dict, 9), 0);
	model_free(&m);
}

/* The screen shows once more what has left, where it stood. */
static void change_tells_the_value_that_left(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_APPEND, 1, TASK(6));
	give(&m, EVENT_SET, 2, 5, TASK(7));
	give(&m, EVENT_STEP, 11);
	give(&m, EVENT_DELETE, 2, 5);
	give(&m, EVENT_POP, 1, 0);
	give(&m, EVENT_STEP, 12);
	assert_change_kinds(&m, EVENT_DELETE, EVENT_POP);
	assert_int_equal(m.change[0].number[2], TASK(7));
	assert_int_equal(m.change[1].number[2], TASK(6));
	model_free(&m);
}

/* --- output, bytes, sockets --------------------------------------------------------------------*/

static void output_keeps_its_last_lines(void **unused)
{
	(void)unused;
	struct model m;
	char text[20], longest[MODEL_LINE + 50];
	begin(&m);
	for (int i = 0; i < MODEL_OUTPUT + 30; i++) {
		int size = snprintf(text, sizeof text, "%d", i);
		give_bytes(&m, EVENT_PRINT, i % 2 ? 2 : 1, 0, text, (size_t)size);
	}
	assert_int_equal(m.output_count, MODEL_OUTPUT + 30);
	for (unsigned i = 30; i < MODEL_OUTPUT + 30; i++) {
		int size = snprintf(text, sizeof text, "%u", i);
		assert_int_equal(model_output(&m, i)->size, size);
		assert_memory_equal(model_output(&m, i)->data, text, size);
		assert_int_equal(model_output(&m, i)->is_error, i % 2);
	}
	memset(longest, 'l', sizeof longest);
	give_bytes(&m, EVENT_PRINT, 1, 0, longest, sizeof longest);
	assert_int_equal(model_output(&m, m.output_count - 1)->size, MODEL_LINE);
	give_bytes(&m, EVENT_PRINT, 1, 0, "", 0);
	assert_int_equal(model_output(&m, m.output_count - 1)->size, 0);
	model_free(&m);
}

static void bytes_are_kept_by_id(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give_bytes(&m, EVENT_BYTES, 900, 0, "a\0b", 3);
	give_bytes(&m, EVENT_BYTES, 3, 0, "other", 5);
	assert_int_equal(m.bytes[900].size, 3);
	assert_memory_equal(m.bytes[900].data, "a\0b", 3);
	give_bytes(&m, EVENT_BYTES, 900, 0, "", 0);
	assert_int_equal(m.bytes[900].size, 0);
	assert_memory_equal(m.bytes[3].data, "other", 5);
	model_free(&m);
}

static void socket_exists_receives_sends_and_closes(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 70, 5 + 1, 2, 40404);
	assert_int_equal(m.sockets[70].descriptor, 5);
	assert_int_equal(m.sockets[70].name, 2);
	assert_int_equal(m.sockets[70].port, 40404);
	give(&m, EVENT_KERNEL, 70, 1, 12, 34);
	assert_int_equal(m.sockets[70].tcp_state, 1);
	assert_int_equal(m.sockets[70].unread, 12);
	assert_int_equal(m.sockets[70].unsent, 34);
	give_bytes(&m, EVENT_PEER, 70, 0, "nc, pid 12", 10);
	assert_string_equal(m.sockets[70].peer, "nc, pid 12");
	give(&m, EVENT_CLOSE, 70);
	assert_int_equal(m.sockets[70].descriptor, -1);
	assert_int_equal(m.sockets[70].name, 2);
	give(&m, EVENT_SOCKET, 70, 0, 2, 40404);
	assert_int_equal(m.sockets[70].descriptor, -1);
	give(&m, EVENT_SOCKET, 70, 9, 3, 40405);
	assert_int_equal(m.sockets[70].descriptor, 8);
	assert_int_equal(m.sockets[70].unread, 0);
	assert_string_equal(m.sockets[70].peer, "");
	model_free(&m);
}

static void received_bytes_are_kept_as_they_are(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 2, 6, 1, 40404);
	give_bytes(&m, EVENT_RECV, 2, 17, "a\0b", 3);
	assert_int_equal(m.bytes[17].size, 3);
	assert_memory_equal(m.bytes[17].data, "a\0b", 3);
	give_bytes(&m, EVENT_RECV, 2, 18, "", 0);
	give_bytes(&m, EVENT_RECV, 2, 17, "four", 4);
	assert_memory_equal(m.bytes[17].data, "four", 4);
	model_free(&m);
}

static void peer_is_cut_to_its_room(void **unused)
{
	(void)unused;
	struct model m;
	char longest[MODEL_PEER + 20];
	begin(&m);
	memset(longest, 'p', sizeof longest);
	give(&m, EVENT_SOCKET, 1, 4, 1, 1);
	give_bytes(&m, EVENT_PEER, 1, 0, longest, sizeof longest);
	assert_int_equal(strlen(m.sockets[1].peer), MODEL_PEER - 1);
	model_free(&m);
}

/* --- observations ------------------------------------------------------------------------------*/

static void wait_lasts_until_something_happens(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_WAIT, 4, 7);
	assert_int_equal(m.waits, 4);
	assert_int_equal(m.waits_for, 7);
	give(&m, EVENT_KERNEL, 1, 1, 1, 1);
	assert_int_equal(m.waits, 4);
	give(&m, EVENT_LOCAL, 0, 1);
	assert_int_equal(m.waits, 0);
	give(&m, EVENT_WAIT, 2, 0);
	give(&m, EVENT_STEP, 11);
	assert_int_equal(m.waits, 0);
	model_free(&m);
}

static void queue_of_a_listener_is_described_entry_by_entry(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_QUEUE, 1, 3, 128);
	assert_true(m.sockets[1].is_listening);
	assert_int_equal(m.sockets[1].unread, 3);
	assert_int_equal(m.sockets[1].unsent, 128);
	for (uint32_t i = 0; i < 3; i++)
		give(&m, EVENT_WAITING, i, 40000 + i, 10 * i);
	assert_int_equal(m.waiting_count, 3);
	assert_int_equal(m.waiting[2].port, 40002);
	assert_int_equal(m.waiting[2].unread, 20);
	give(&m, EVENT_WAITING, 0, 40000, 5);
	assert_int_equal(m.waiting_count, 3);
	assert_int_equal(m.waiting[0].unread, 5);
	give(&m, EVENT_QUEUE, 1, 1, 128);
	assert_int_equal(m.waiting_count, 1);
	give(&m, EVENT_QUEUE, 1, 0, 128);
	assert_int_equal(m.waiting_count, 0);
	give(&m, EVENT_QUEUE, 1, MODEL_WAITING + 1, 128);
	give(&m, EVENT_WAITING, MODEL_WAITING, 1, 1);
	assert_int_equal(m.waiting_count, 0);
	model_free(&m);
}

/* More may have come since the listener said how many wait. */
static void more_than_wait_are_not_described(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_QUEUE, 1, 2, 128);
	for (uint32_t i = 0; i < 5; i++)
		give(&m, EVENT_WAITING, i, 40000 + i);
	assert_int_equal(m.waiting_count, 2);
	give(&m, EVENT_WAITING, 1, 0); /* one of them was reset */
	assert_int_equal(m.waiting_count, 1);
	give(&m, EVENT_WAITING, 1, 0);
	assert_int_equal(m.waiting_count, 1);
	model_reset(&m, 1);
	give(&m, EVENT_WAITING, 0, 40000);
	assert_int_equal(m.waiting_count, 0);
	model_free(&m);
}

static void resets_are_a_part_of_the_queue_and_end_with_it(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_QUEUE, 1, 3, 128);
	give(&m, EVENT_WAITING, 0, 40000);
	give(&m, EVENT_WAITING, 1, 0, 9); /* no more than there are */
	assert_int_equal(m.resets, 2);
	give(&m, EVENT_WAITING, 1, 40001);
	assert_int_equal(m.resets, 1);
	give(&m, EVENT_QUEUE, 1, 2, 128);
	assert_int_equal(m.resets, 0);
	give(&m, EVENT_WAITING, 1, 0, 1);
	give(&m, EVENT_END);
	assert_int_equal(m.queued + m.waiting_count + m.resets, 0);
	model_free(&m);
}

static void whoever_waits_goes_with_the_listener(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_SOCKET, 2, 5, 1, 50000);
	give(&m, EVENT_QUEUE, 1, 1, 128);
	give(&m, EVENT_WAITING, 0, 40000);
	give(&m, EVENT_CLOSE, 2);
	assert_int_equal(m.waiting_count, 1);
	give(&m, EVENT_CLOSE, 1);
	assert_int_equal(m.queued + m.waiting_count, 0);
	model_free(&m);
}

static void who_was_accepted_waits_no_more(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_QUEUE, 1, 3, 128);
	for (uint32_t i = 0; i < 3; i++)
		give(&m, EVENT_WAITING, i, 40000 + i, 10 * i);
	give(&m, EVENT_SOCKET, 2, 5, 1, 40001);
	assert_int_equal(m.waiting_count, 2);
	assert_int_equal(m.waiting[0].port, 40000);
	assert_int_equal(m.waiting[1].port, 40002);
	give(&m, EVENT_SOCKET, 3, 6, 2, 50000); /* not among the described */
	assert_int_equal(m.waiting_count, 2);
	give(&m, EVENT_QUEUE, 1, 1, 128);
	assert_int_equal(m.waiting_count, 1);
	assert_int_equal(m.waiting[0].port, 40000);
	model_free(&m);
}

static void who_is_silent_and_who_was_refused_is_known(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_SOCKET, 1, 9, 1, 40312);
	give(&m, EVENT_KERNEL, 1, 8 | EVENT_SILENT, 0, 5);
	assert_true(m.sockets[1].is_silent);
	assert_int_equal(m.sockets[1].tcp_state, 8);
	give(&m, EVENT_KERNEL, 1, 8, 0, 5);
	assert_false(m.sockets[1].is_silent);
	give(&m, EVENT_REFUSED, 3, 0x7f000005);
	assert_int_equal(m.refused, 3);
	assert_int_equal(m.refused_address, 0x7f000005);
	model_reset(&m, 0);
	assert_int_equal(m.refused, 0);
	model_free(&m);
}

/* --- changes -----------------------------------------------------------------------------------*/

static void changes_are_those_of_the_line_that_ran_last(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	assert_false(model_is_inside(&m));
	give(&m, EVENT_APPEND, 0, 1);
	assert_true(model_is_inside(&m));
	give(&m, EVENT_LOCAL, 0, 1);
	give(&m, EVENT_STEP, 11);
	assert_false(model_is_inside(&m));
	assert_change_kinds(&m, EVENT_APPEND, EVENT_LOCAL);
	give(&m, EVENT_WAIT, 1, 1);
	give(&m, EVENT_KERNEL, 1, 1, 1, 1);
	assert_false(model_is_inside(&m));
	assert_int_equal(m.change_count, 2);
	give(&m, EVENT_BORN, 2);
	assert_true(model_is_inside(&m));
	give(&m, EVENT_STEP, 12);
	assert_change_kinds(&m, EVENT_BORN);
	model_free(&m);
}

static void line_that_did_nothing_changed_nothing(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_APPEND, 0, 1);
	give(&m, EVENT_STEP, 11);
	assert_int_equal(m.change_count, 1);
	give(&m, EVENT_STEP, 12);
	assert_int_equal(m.change_count, 0);
	assert_false(model_is_inside(&m));
	give(&m, EVENT_STEP, 13);
	assert_int_equal(m.change_count, 0);
	model_free(&m);
}

/* Of more changes than there is room for the first are remembered, unharmed by the others. */
static void too_many_changes_leave_the_first_as_they_are(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	for (uint32_t i = 0; i < MODEL_CHANGES; i++)
		give(&m, EVENT_SET, 0, i, TASK(i + 1));
	for (uint32_t i = 0; i < 10; i++) {
		give(&m, EVENT_APPEND, 1, SOCKET(1));
		give(&m, EVENT_POP, 1, 0);
		give(&m, EVENT_DELETE, 0, i);
	}
	assert_int_equal(m.change_count, MODEL_CHANGES);
	for (uint32_t i = 0; i < MODEL_CHANGES; i++) {
		assert_int_equal(m.change[i].kind, EVENT_SET);
		assert_int_equal(m.change[i].number[2], TASK(i + 1));
	}
	assert_int_equal(m.collections[0].dict.length, MODEL_CHANGES - 10);
	model_free(&m);
}

/* --- the whole ---------------------------------------------------------------------------------*/

static void reset_forgets_all_but_its_memory(void **unused)
{
	(void)unused;
	struct model m;
	begin(&m);
	give(&m, EVENT_LOCAL, 1, 5);
	give(&m, EVENT_BORN, 0);
	give(&m, EVENT_APPEND, 0, TASK(1));
	give(&m, EVENT_SET, 1, 3, TASK(1));
	give(&m, EVENT_SOCKET, 1, 4, 0, 5000);
	give(&m, EVENT_QUEUE, 1, 1, 128);
	give(&m, EVENT_WAITING, 0, 1, 1);
	give(&m, EVENT_WAIT, 1, 1);
	give_bytes(&m, EVENT_BYTES, 1, 0, "text", 4);
	give_bytes(&m, EVENT_PRINT, 1, 0, "text", 4);
	give_bytes(&m, EVENT_RAISE, 1, 2, "text", 4);
	give(&m, EVENT_END, 0);
	model_reset(&m, 500);
	assert_int_equal(m.step, 500);
	assert_null(model_running(&m));
	assert_int_equal(m.frames[1].local[1], 0);
	assert_false(m.collections[0].born);
	assert_int_equal(m.collections[0].list.length, 0);
	assert_int_equal(m.collections[1].dict.length, 0);
	assert_int_equal(m.collections[1].dict.first, DICT_END);
	assert_false(m.sockets[1].is_listening);
	assert_int_equal(m.waiting_count, 0);
	assert_int_equal(m.waits, 0);
	assert_int_equal(m.bytes[1].size, 0);
	assert_int_equal(m.output_count, 0);
	assert_int_equal(m.error.kind, 0);
	assert_int_equal(m.change_count, 0);
	assert_false(m.has_ended);
	assert_false(model_is_inside(&m));
	model_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(step_is_the_line_of_the_running_frame),
		cmocka_unit_test(frame_is_made_called_suspended_resumed_and_finished),
		cmocka_unit_test(checkpoint_places_frames_that_do_not_run),
		cmocka_unit_test(exception_unwinds_frames_until_it_is_caught),
		cmocka_unit_test(list_takes_in_and_gives_out),
		cmocka_unit_test(dict_takes_in_and_gives_out),
		cmocka_unit_test(change_tells_the_value_that_left),
		cmocka_unit_test(output_keeps_its_last_lines),
		cmocka_unit_test(bytes_are_kept_by_id),
		cmocka_unit_test(socket_exists_receives_sends_and_closes),
		cmocka_unit_test(received_bytes_are_kept_as_they_are),
		cmocka_unit_test(peer_is_cut_to_its_room),
		cmocka_unit_test(wait_lasts_until_something_happens),
		cmocka_unit_test(queue_of_a_listener_is_described_entry_by_entry),
		cmocka_unit_test(more_than_wait_are_not_described),
		cmocka_unit_test(resets_are_a_part_of_the_queue_and_end_with_it),
		cmocka_unit_test(whoever_waits_goes_with_the_listener),
		cmocka_unit_test(who_was_accepted_waits_no_more),
		cmocka_unit_test(who_is_silent_and_who_was_refused_is_known),
		cmocka_unit_test(changes_are_those_of_the_line_that_ran_last),
		cmocka_unit_test(line_that_did_nothing_changed_nothing),
		cmocka_unit_test(too_many_changes_leave_the_first_as_they_are),
		cmocka_unit_test(reset_forgets_all_but_its_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
