/* view/tip.c: what to try, by what the program waits for and who is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "view/pane.h"

enum { WIDE = 118, NARROW = 78 };

/* The listener, and at most two clients, accepted and silent. */
static struct model_socket sockets[4] = {{.descriptor = -1},
                                         {.descriptor = 4, .is_listening = true}};
static struct model m;
static struct view v;

static void wait_in(uint32_t call, uint32_t socket)
{
	m = (struct model){.step = 22,
	                   .sockets = sockets,
	                   .socket_count = 2,
	                   .waits = call,
	                   .waits_for = socket};
	v = (struct view){.is_live = true, .address = "127.0.0.1:5000"};
}

static void add_client(bool is_builtin)
{
	uint32_t name = m.socket_count - 1;
	sockets[m.socket_count++] = (struct model_socket){
		.descriptor = 10 + (int)name, .name = name, .is_builtin = is_builtin};
}

/* Both languages; NULL: nothing at all. */
static void expect_tip(int columns, const char *english, const char *russian)
{
	for (v.language = ENGLISH; v.language <= RUSSIAN; v.language++) {
		const char *wanted = v.language == RUSSIAN ? russian : english;
		struct bytes all = {0}, tip = {0};
		bool is_there = tip_add(&tip, &all, &m, &v, columns);
		bytes_addf(&all, "%s%s", all.length ? "|" : "", bytes_text(&tip));
		assert_int_equal(is_there, wanted != NULL);
		assert_string_equal(bytes_text(&all), wanted ? wanted : "");
		bytes_free(&all);
		bytes_free(&tip);
	}
}

static void while_nobody_is_there_somebody_can_come(void **state)
{
	(void)state;
	static const enum stage_call calls[] = {CALL_ACCEPT, CALL_SELECT};
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		wait_in(calls[i], 1);
		expect_tip(NARROW, "Try:  nc 127.0.0.1 5000   or   :connect",
		           "Попробуйте:  nc 127.0.0.1 5000   или   :connect");
	}
}

/* TRIAL B5: another client would not help. */
static void recv_waits_for_its_own_client(void **state)
{
	(void)state;
	wait_in(CALL_RECV, 2);
	add_client(false);
	expect_tip(NARROW, "Try:  type something in nc (client1)",
	           "Попробуйте:  напишите что-нибудь в nc (client1)");
	wait_in(CALL_RECV, 2);
	add_client(true);
	add_client(false); /* of no use here */
	expect_tip(NARROW, "Try:  :send client1 hi", "Попробуйте:  :send client1 hi");
}

static void accept_hears_of_nobody_who_is_there(void **state)
{
	(void)state;
	wait_in(CALL_ACCEPT, 1);
	add_client(true);
	expect_tip(NARROW, "Try:  nc 127.0.0.1 5000   or   :connect",
	           "Попробуйте:  nc 127.0.0.1 5000   или   :connect");
}

static void select_hears_of_everybody(void **state)
{
	(void)state;
	wait_in(CALL_SELECT, 0);
	add_client(true);
	expect_tip(NARROW, "Try:  :send client1 hi   or   nc 127.0.0.1 5000",
	           "Попробуйте:  :send client1 hi   или   nc 127.0.0.1 5000");
	add_client(false);
	expect_tip(NARROW, "Try:  type something in nc   or   :send client1 hi",
	           "Попробуйте:  напишите что-нибудь в nc   или   :send client1 hi");
	sockets[2].descriptor = -1; /* client1 has left */
	expect_tip(NARROW, "Try:  type something in nc   or   :connect",
	           "Попробуйте:  напишите что-нибудь в nc   или   :connect");
}

static void send_waits_for_a_reader(void **state)
{
	(void)state;
	wait_in(CALL_SEND, 2);
	add_client(true);
	sockets[2].unsent = 3;
	expect_tip(NARROW, "Try:  :read client1 on", "Попробуйте:  :read client1 on");
	sockets[2].is_builtin = false; /* it must read by itself */
	expect_tip(NARROW, NULL, NULL);
}

/* With the right forms of a Russian number, and the tip beside it as long as both fit. */
static void opening_says_how_much_has_run(void **state)
{
	(void)state;
	wait_in(CALL_ACCEPT, 1);
	v.opened_at = m.step;
	expect_tip(
		WIDE,
		"21 lines have run to open the server: Home shows them.|Try:  nc 127.0.0.1 5000   "
		"or   :connect",
		"Сервер открыт, выполнена 21 строка: Home их покажет.|Попробуйте:  nc "
		"127.0.0.1 5000   или   :connect");
	expect_tip(NARROW,
	           "21 lines have run to open the server: Home shows them.|nc 127.0.0.1 5000",
	           "Сервер открыт, выполнена 21 строка: Home их покажет.|nc 127.0.0.1 5000");
	v.opened_at = m.step = 23;
	expect_tip(NARROW,
	           "22 lines have run to open the server: Home shows them.|nc 127.0.0.1 5000",
	           "Сервер открыт, выполнены 22 строки: Home их покажет.|nc 127.0.0.1 5000");
	v.opened_at = m.step = 12;
	expect_tip(NARROW,
	           "11 lines have run to open the server: Home shows them.|nc 127.0.0.1 5000",
	           "Сервер открыт, выполнено 11 строк: Home их покажет.|nc 127.0.0.1 5000");
	expect_tip(52, "Try:  nc 127.0.0.1 5000   or   :connect",
	           "Попробуйте:  nc 127.0.0.1 5000   или   :connect");
	m.step++; /* said once: it has run on */
	expect_tip(WIDE, "Try:  nc 127.0.0.1 5000   or   :connect",
	           "Попробуйте:  nc 127.0.0.1 5000   или   :connect");
}

static void nothing_is_to_be_tried_in_the_past_or_in_a_recording(void **state)
{
	(void)state;
	wait_in(CALL_ACCEPT, 1);
	v.is_live = false;
	expect_tip(WIDE, NULL, NULL);
	v.is_live = v.is_recording = true;
	expect_tip(WIDE, NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(while_nobody_is_there_somebody_can_come),
		cmocka_unit_test(recv_waits_for_its_own_client),
		cmocka_unit_test(accept_hears_of_nobody_who_is_there),
		cmocka_unit_test(select_hears_of_everybody),
		cmocka_unit_test(send_waits_for_a_reader),
		cmocka_unit_test(opening_says_how_much_has_run),
		cmocka_unit_test(nothing_is_to_be_tried_in_the_past_or_in_a_recording),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
