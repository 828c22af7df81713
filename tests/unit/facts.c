/* model/facts: what a run has come to, from events written by hand, read at times of our own. */
#include "model/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SERVER = 1, FIRST = 2, SECOND_SOCKET = 3, PORT = 40000, S = 1000000000 };
enum { CALL = 3 }; /* what it waits in does not matter here */

static struct trace trace;
static struct facts facts;

static void write_nothing(void *owner)
{
	(void)owner;
}

static int begin(void **state)
{
	(void)state;
	trace_open(&trace, TRACE_BOUND, write_nothing, NULL);
	facts = (struct facts){0};
	return 0;
}

static int finish(void **state)
{
	(void)state;
	facts_free(&facts);
	trace_close(&trace);
	return 0;
}

static void read_at(uint64_t seconds)
{
	facts_read(&facts, &trace, seconds * S);
}

static void listen_and_accept(uint32_t id, uint32_t name)
{
	trace_step(&trace, 5);
	trace_socket(&trace, SERVER, 4, 0, 5000, 0);
	trace_step(&trace, 10);
	trace_socket(&trace, id, id + 4, name, PORT + name, 0);
	trace_step(&trace, 11);
}

static void assert_waited(uint32_t client, uint64_t seconds, bool expected)
{
	bool goes_on = false;
	assert_int_equal(facts_waited(&facts, client, &goes_on), seconds * S);
	assert_int_equal(goes_on, expected);
}

static void those_in_the_queue_are_connected_too(void **state)
{
	(void)state;
	trace_socket(&trace, SERVER, 4, 0, 5000, 0);
	trace_queue(&trace, SERVER, 2, 128);
	read_at(1);
	assert_int_equal(facts_connected(&facts), 2);
	trace_socket(&trace, FIRST, 6, 1, PORT,
	             0); /* accepted; the queue was not looked at since */
	read_at(2);
	assert_int_equal(facts_connected(&facts), 2);
	trace_queue(&trace, SERVER, 1, 128);
	trace_closed(&trace, FIRST);
	read_at(3);
	assert_int_equal(facts_connected(&facts), 1);
	trace_end(&trace);
	read_at(4);
	assert_int_equal(facts_connected(&facts), 0);
}

static void only_a_finished_send_answers(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	trace_recv(&trace, FIRST, 1, "hi", 2);
	trace_step(&trace, 18);
	trace_send(&trace, FIRST, 4000);
	trace_wait(&trace, CALL, FIRST);
	read_at(1);
	assert_false(facts_answered(&facts, 1));
	trace_send(&trace, FIRST, 100);
	read_at(2);
	assert_false(facts_answered(&facts, 1));
	trace_step(&trace, 19);
	read_at(3);
	assert_true(facts_answered(&facts, 1));
	assert_false(facts_answered(&facts, 2));
	trace_closed(&trace, FIRST);
	read_at(4);
	assert_true(facts_answered(&facts, 1));
}

static void a_send_that_raises_does_not_answer(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	trace_step(&trace, 18);
	trace_send(&trace, FIRST, 4000);
	trace_raise(&trace, 3, 32, "", 0);
	trace_unwind(&trace);
	trace_end(&trace);
	read_at(1);
	assert_false(facts_answered(&facts, 1));
	assert_true(facts.has_ended);
	assert_int_equal(facts.error, 3);
}

static void what_was_caught_ends_nothing(void **state)
{
	(void)state;
	trace_step(&trace, 1);
	trace_raise(&trace, 1, 0, "", 0);
	trace_catch(&trace);
	read_at(1);
	assert_false(facts.has_ended);
	trace_step(&trace, 2);
	trace_end(&trace);
	read_at(2);
	assert_true(facts.has_ended);
	assert_int_equal(facts.error, 0);
}

static void a_wait_lasts_from_the_first_byte_to_the_answer(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	read_at(10);
	assert_waited(1, 0, false);
	trace_kernel(&trace, FIRST, 1, 3, 0);
	read_at(12);
	assert_waited(1, 0, true);
	trace_recv(&trace, FIRST, 1, "hi\n", 3);
	trace_kernel(&trace, FIRST, 1, 0, 0);
	read_at(14);
	assert_waited(1, 2, true); /* received is not answered */
	trace_send(&trace, FIRST, 12);
	trace_step(&trace, 19);
	read_at(15);
	assert_waited(1, 3, false);
	trace_kernel(&trace, FIRST, 1, 3, 0);
	read_at(20);
	read_at(22);
	assert_waited(1, 3, true); /* the longest counts */
	read_at(24);
	assert_waited(1, 4, true);
	trace_closed(&trace, FIRST);
	read_at(25);
	assert_waited(1, 5, false);
}

/* The bytes that came after those that were answered wait for themselves. */
static void what_is_still_unread_after_an_answer_waits_anew(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	trace_kernel(&trace, FIRST, 1, 3, 0);
	read_at(1);
	trace_recv(&trace, FIRST, 1, "hi\n", 3);
	trace_send(&trace, FIRST, 12);
	trace_step(&trace, 19);
	read_at(2);
	assert_waited(1, 1, true);
	trace_kernel(&trace, FIRST, 1, 0, 0);
	read_at(2);
	assert_waited(1, 1, false);
	read_at(9);
	assert_waited(1, 1, false);
}

static void an_empty_read_is_no_request(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	trace_recv(&trace, FIRST, 1, "", 0);
	read_at(1);
	read_at(5);
	assert_waited(1, 0, false);
}

static void whoever_is_in_the_queue_waits_under_its_coming_number(void **state)
{
	(void)state;
	listen_and_accept(FIRST, 1);
	trace_queue(&trace, SERVER, 2, 128);
	trace_waiting(&trace, 0, 50001, 3, 0, "nc", 2);
	read_at(1);
	trace_waiting(&trace, 0, 50000, 3, 0, "nc", 2); /* came later, has a lower port */
	trace_waiting(&trace, 1, 50001, 3, 0, "nc", 2);
	read_at(2);
	read_at(4);
	assert_waited(2, 3, true);
	assert_waited(3, 2, true);
	assert_waited(4, 0, false);
	trace_socket(&trace, SECOND_SOCKET, 9, 2, 50001, 0); /* accepted */
	trace_kernel(&trace, SECOND_SOCKET, 1, 3, 0);
	trace_queue(&trace, SERVER, 1, 128);
	read_at(5);
	assert_waited(2, 4, true);
	assert_waited(3, 3, true);
	trace_send(&trace, SECOND_SOCKET, 12);
	trace_kernel(&trace, SECOND_SOCKET, 1, 0, 0);
	trace_step(&trace, 12);
	read_at(6);
	assert_waited(2, 5, false);
}

static void a_built_in_client_has_its_number_in_the_queue(void **state)
{
	(void)state;
	trace_socket(&trace, SERVER, 4, 0, 5000, 0);
	trace_queue(&trace, SERVER, 2, 128);
	trace_waiting(&trace, 0, 50000, 0, 1, "", 0);
	trace_waiting(&trace, 1, 50001, 5, 2, "", 0);
	read_at(1);
	read_at(4);
	assert_waited(1, 0, false);
	assert_waited(2, 3, true);
}

static void a_line_has_run_when_the_next_one_is_about_to(void **state)
{
	(void)state;
	trace_step(&trace, 7);
	trace_wait(&trace, CALL, SERVER);
	read_at(1);
	assert_false(facts.has_run[7]);
	trace_step(&trace, 8);
	read_at(1);
	assert_true(facts.has_run[7]);
	assert_false(facts.has_run[8]);
	trace_end(&trace);
	read_at(1);
	assert_true(facts.has_run[8]);
}

static void the_first_step_before_a_line_is_remembered(void **state)
{
	(void)state;
	trace_step(&trace, 7);
	trace_step(&trace, 8);
	trace_step(&trace, 7);
	read_at(1);
	trace_step(&trace, 9);
	read_at(1);
	assert_int_equal(facts.first_stop[7], 1);
	assert_int_equal(facts.first_stop[8], 2);
	assert_int_equal(facts.first_stop[9], 4);
	assert_int_equal(facts.first_stop[1], 0);
	assert_false(facts.is_partial);
}

/* What a chunk opens with has been told before; what was dropped is missed, and nothing breaks. */
static void write_checkpoint(void *owner)
{
	(void)owner;
	trace_socket(&trace, SERVER, 4, 0, 5000, 0);
	trace_socket(&trace, FIRST, 6, 1, PORT + 1, 0);
	trace_kernel(&trace, FIRST, 1, 7, 0);
}

static void run_long(unsigned chunks)
{
	for (uint64_t until = trace.newest + chunks; trace.newest < until;) {
		if (trace.put >= trace.end)
			trace_roll(&trace);
		trace_step(&trace, 3);
	}
}

static void checkpoints_are_skipped_and_gaps_survived(void **state)
{
	(void)state;
	trace_close(&trace);
	trace_open(&trace, TRACE_BOUND_MIN, write_checkpoint, NULL);
	listen_and_accept(FIRST, 1);
	trace_recv(&trace, FIRST, 1, "hi\n", 3);
	read_at(1);
	run_long(2);
	read_at(3);
	assert_int_equal(facts_connected(&facts), 1);
	assert_waited(1, 2, true);
	assert_int_equal(facts.first_stop[3], 4);
	assert_int_equal(facts.step, trace.steps);
	assert_false(facts.is_partial);
	run_long(20); /* more than the bound holds */
	assert_true(trace.oldest > facts.chunk);
	read_at(8);
	assert_int_equal(facts_connected(&facts), 1);
	assert_waited(1, 7, true); /* up to the gap; from there on its unread bytes wait */
	read_at(16);
	assert_waited(1, 8, true);
	assert_true(facts.has_run[3]);
	assert_int_equal(facts.step, trace.steps);
	assert_true(facts.is_partial); /* who knows which lines had their first time there */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(those_in_the_queue_are_connected_too),
		TEST(only_a_finished_send_answers),
		TEST(a_send_that_raises_does_not_answer),
		TEST(what_was_caught_ends_nothing),
		TEST(a_wait_lasts_from_the_first_byte_to_the_answer),
		TEST(what_is_still_unread_after_an_answer_waits_anew),
		TEST(an_empty_read_is_no_request),
		TEST(whoever_is_in_the_queue_waits_under_its_coming_number),
		TEST(a_built_in_client_has_its_number_in_the_queue),
		TEST(a_line_has_run_when_the_next_one_is_about_to),
		TEST(the_first_step_before_a_line_is_remembered),
		TEST(checkpoints_are_skipped_and_gaps_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
