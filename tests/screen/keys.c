/* What single keys do on the real screen, in either layout, and however their bytes arrive. */
#include "harness.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GIVEN_UP = 1500 }; /* ms: the program waits 500, from when it gets to read */

static void open_lesson(struct term *t)
{
	term_start(t, NULL);
	term_expect(t, "blocked in select()");
	assert_true(term_shows(t, "LIVE"));
}

static void keys_go_back_and_forward(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "u");
	term_expect(&t, "PAST");
	term_type(&t, "s");
	term_expect(&t, "LIVE");
	term_press(&t, VTERM_KEY_LEFT);
	term_expect(&t, "PAST");
	term_press(&t, VTERM_KEY_RIGHT);
	term_expect(&t, "LIVE");
	term_press(&t, VTERM_KEY_HOME);
	term_expect(&t, "PAST 1 of");
	term_press(&t, VTERM_KEY_END);
	term_expect(&t, "LIVE");
	term_end(&t);
}

static void a_russian_layout_works_in_the_same_places(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "г");
	term_expect(&t, "PAST");
	term_type(&t, "ы");
	term_expect(&t, "LIVE");
	term_type(&t, "Ж");
	term_type(&t, "goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_type(&t, "й");
	assert_int_equal(term_wait(&t), 0);
	term_end(&t);
}

/* At full speed a full history drops its first steps faster than they are drawn. */
static void home_stops_a_run_that_drops_its_history(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, &(struct term_options){.arguments = (const char *const[]){
						      "--lesson", "5", "--program", "ignores-eof",
						      "--port", "0", "--history", "1M", NULL}});
	term_expect(&t, "blocked in select()");
	term_type(&t, ":connect\r");
	term_type(&t, "r");
	term_expect(&t, "Connection from");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":shutdown 1\r:speed max\rc");
	term_expect(&t, "│ from ");
	term_press(&t, VTERM_KEY_HOME);
	term_expect(&t, "PAST");
	assert_false(term_shows(&t, "There is no step"));
	term_end(&t);
}

static void help_opens_scrolls_and_closes(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_type(&t, "s"); /* means nothing here */
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect_gone(&t, "┌ help");
	term_press(&t, VTERM_KEY_FUNCTION(1));
	term_expect(&t, "┌ help");
	term_type(&t, "q");
	term_expect_gone(&t, "┌ help");
	assert_true(term_shows(&t, "LIVE"));
	term_end(&t);
}

static void x_swaps_python_and_c(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "x");
	term_expect(&t, "server.c");
	term_type(&t, "ч");
	term_expect(&t, "server.py");
	term_end(&t);
}

static void a_late_rest_of_a_sequence_is_no_key(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_type(&t, "\033"); /* decided to be alone */
	term_expect_gone(&t, "┌ help");
	term_type(&t, "[27u"); /* u alone would look back */
	term_type(&t, "x");
	term_expect(&t, "server.c");
	assert_true(term_shows(&t, "LIVE"));
	term_end(&t);
}

/* C15: no byte of them is a key. */
static void unknown_sequences_are_swallowed_whole(void **state)
{
	(void)state;
	static const char *const odd[] = {
		"\033[0;5;3M",
		"\033[<0;5;3m",
		"\033[I",
		"\033[M uu",
		"\033]11;rgb:u/u/u\a",
		"\033P>|u u\033\\",
		"\033[23;5~",
		"\033Ou",
		"\033[?62;1;6c",
		"\033u",
		"\033[[E",
		"\377\376u\200",
		"\033[200~uuuu\033[201~",
	};
	struct term t;
	open_lesson(&t);
	for (size_t i = 0; i + 2 < sizeof odd / sizeof *odd; i++)
		term_type(&t, odd[i]);
	term_type(&t, odd[12]);
	term_type(&t, "x");
	term_expect(&t, "server.c");
	assert_true(term_shows(&t, "LIVE"));
	term_end(&t);
}

/* C15: keys after it are keys. */
static void a_sequence_that_never_ends_is_given_up(void **state)
{
	(void)state;
	static const char *const open[] = {"\033[1;1", "\033]0;title", "\033[200~abc"};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
		struct term t;
		open_lesson(&t);
		term_type(&t, open[i]);
		term_expect_silence(&t, GIVEN_UP);
		term_type(&t, "x");
		term_expect(&t, "server.c");
		term_end(&t);
	}
}

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void quit_asks_only_while_outside_clients_are_connected(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	int client = connect_to(term_port(&t));
	term_type(&t, "r");
	term_expect(&t, "client1");
	term_expect(&t, "ESTABLISHED");
	term_type(&t, "q");
	term_expect(&t, "y/n");
	term_type(&t, "n");
	term_expect_gone(&t, "y/n");
	term_type(&t, "q");
	term_expect(&t, "y/n");
	term_type(&t, "y");
	assert_int_equal(term_wait(&t), 0);
	close(client);
	term_end(&t);
}

/* D1: the first one pauses. */
static void a_second_control_c_quits(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t);
	term_type(&t, "c");
	term_expect(&t, "wakes when something comes");
	term_type(&t, "\003");
	term_expect(&t, "Paused");
	term_type(&t, "\003");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

static void replay(struct term *t, const char *file, const char *language)
{
	const char *const arguments[] = {"--replay", file, "--lang", language, NULL};
	term_start(t, &(struct term_options){.arguments = arguments});
	term_press(t, VTERM_KEY_END);
}

/* Nothing runs there, so nothing is "now". */
static void the_end_of_a_recording_is_called_that(void **state)
{
	(void)state;
	struct term t;
	char file[] = "/tmp/asyncviz-keys-XXXXXX", line[300];
	const char *program = getenv("ASYNCVIZ");
	close(mkstemp(file));
	snprintf(line, sizeof line,
	         "echo run | %s --lesson 5 --port 0 --headless --script - --record %s",
	         program ? program : "./asyncviz", file);
	assert_int_equal(system(line), 0);
	replay(&t, file, "en");
	term_expect(&t, "This is the end of the recording.");
	assert_false(term_shows(&t, "This is now."));
	term_end(&t);
	replay(&t, file, "ru");
	term_expect(&t, "Это конец записи.");
	term_end(&t);
	unlink(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_go_back_and_forward),
		cmocka_unit_test(a_russian_layout_works_in_the_same_places),
		cmocka_unit_test(home_stops_a_run_that_drops_its_history),
		cmocka_unit_test(help_opens_scrolls_and_closes),
		cmocka_unit_test(x_swaps_python_and_c),
		cmocka_unit_test(a_late_rest_of_a_sequence_is_no_key),
		cmocka_unit_test(unknown_sequences_are_swallowed_whole),
		cmocka_unit_test(a_sequence_that_never_ends_is_given_up),
		cmocka_unit_test(quit_asks_only_while_outside_clients_are_connected),
		cmocka_unit_test(a_second_control_c_quits),
		cmocka_unit_test(the_end_of_a_recording_is_called_that),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
