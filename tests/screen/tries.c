/* Things to try, done at a real screen in real time: by themselves they are ticked off. */
#include "harness.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void start(struct term *t, const char *lesson, const char *language)
{
	const char *const arguments[] = {"--lesson", lesson,   "--port", "0",
	                                 "--lang",   language, NULL};
	const struct term_options options = {.arguments = arguments};
	term_start(t, &options);
	term_expect(t, "127.0.0.1:");
}

static int connect_from_outside(struct term *t)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)term_port(t)),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(client, (struct sockaddr *)&address, sizeof address), 0);
	return client;
}

static void let_second_wait(struct term *t)
{
	term_expect(t, "blocked in accept()");
	term_type(t, ":connect 2\r");
	term_type(t, "r");
	term_expect(t, "blocked in recv()");
	term_type(t, ":send client2 hi\r");
	term_expect(t, "unread 3 B");
}

static void end(struct term *t)
{
	term_type(t, "q");
	assert_int_equal(term_wait(t), 0);
	term_end(t);
}

static void a_wait_is_over_without_a_key(void **state)
{
	struct term t;
	(void)state;
	start(&t, "1", "en");
	let_second_wait(&t);
	assert_false(term_shows(&t, "Done:"));
	term_expect(&t, "t try 0/5");
	term_expect(&t, "Done: \"a second client\". Press t to see why.");
	term_expect(&t, "t try 1/5");
	term_expect_silence(&t, 300);
	end(&t);
}

static unsigned long count_sleeps(const struct term *t)
{
	char path[64], line[200];
	unsigned long count = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)t->pid);
	FILE *f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		sscanf(line, "voluntary_ctxt_switches: %lu", &count);
	fclose(f);
	return count;
}

/* From select() to behind the answer to a client of lesson 5: key by key until it is woken to write,
 * which is so after 22 keys or 23, and then to the line behind its send(). */
#define LINE_BY_LINE "ssssssssssssssssssssssss"
#define BEHIND_SEND ":until converse\r"

/* Nothing but the deadline of the wait wakes the program here: its socket was accepted, and nobody
 * reads. Afterwards it sleeps again. */
static void only_a_wait_that_goes_on_needs_a_clock(void **state)
{
	char folder[] = "/tmp/asyncviz-tries-XXXXXX", command[200];
	struct term t;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof command,
	         "cp -r lessons/. %s && sed -i '/^    answered(client1) and stepped/"
	         "{N;s/.*/    waited(client1) >= 1/}' "
	         "%s/05-generators/guide.en.md",
	         folder, folder);
	assert_int_equal(system(command), 0);
	const char *const arguments[] = {"--lesson", "5",         "--port", "0", "--lang",
	                                 "en",       "--lessons", folder,   NULL};
	const struct term_options options = {.arguments = arguments};
	term_start(&t, &options);
	term_expect(&t, "blocked in select()");
	term_type(&t, ":connect\rr");
	term_expect(&t, "client(client1)   paused at line 23");
	term_expect_silence(&t, 200);
	term_type(&t, ":send 1 hi\r");
	term_expect(&t, "unread 3 B");
	assert_false(term_shows(&t, "Done:"));
	term_expect(&t, "Done: \"follow one request\"");
	term_expect_silence(&t, 200);
	unsigned long sleeps = count_sleeps(&t);
	term_expect_silence(&t, 1000);
	assert_int_equal(count_sleeps(&t), sleeps);
	end(&t);
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

/* They have no number before they are accepted. */
static void clients_from_outside_wait_as_well(void **state)
{
	struct term t;
	(void)state;
	start(&t, "1", "en");
	term_expect(&t, "blocked in accept()");
	int first = connect_from_outside(&t);
	term_expect(&t, "Something is ready");
	term_type(&t, "r");
	term_expect(&t, "blocked in recv()");
	int second = connect_from_outside(&t);
	assert_int_equal(write(second, "hi\n", 3), 3);
	term_expect(&t, "unread 3 B");
	term_expect(&t, "Done: \"a second client\"");
	close(first);
	close(second);
	term_type(&t, "Ry");
	term_expect(&t, "blocked in accept()");
	end(&t);
}

static void computing_lets_others_wait(void **state)
{
	struct term t;
	(void)state;
	start(&t, "2", "en");
	term_type(&t, ":lesson 2 busy-handler\r");
	term_expect(&t, "busy-handler.py");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":connect 2\rr");
	term_expect(&t, "client2");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":send client1 hi\r:send client2 hi\r");
	term_expect(&t, "t try 0/5");
	term_type(&t, "r");
	term_expect(&t, "computing");
	term_expect(&t, "Done: \"one who computes\"");
	end(&t);
}

static void a_refusal_is_not_hidden_by_praise(void **state)
{
	struct term t;
	(void)state;
	start(&t, "1", "en");
	let_second_wait(&t);
	term_type(&t, ":no-such-command\r");
	term_expect(&t, "There is no command");
	term_expect(&t, "t try 1/5");
	assert_true(term_shows(&t, "There is no command"));
	assert_false(term_shows(&t, "Done:"));
	term_type(&t, "\t"); /* whatever comes next takes the refusal away */
	term_expect(&t, "Done: \"a second client\"");
	end(&t);
}

static void praise_waits_until_it_can_be_seen(void **state)
{
	struct term t;
	(void)state;
	start(&t, "1", "en");
	let_second_wait(&t);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_expect_silence(&t, 3500); /* the three seconds are over */
	term_type(&t, "q");
	term_expect(&t, "Done: \"a second client\"");
	end(&t);
}

static void hints_come_one_by_one_and_the_explanation_when_it_is_done(void **state)
{
	struct term t;
	(void)state;
	start(&t, "5", "en");
	term_expect(&t, "blocked in select()");
	term_type(&t, "t");
	term_expect(&t, "0 of 4 done");
	term_expect(&t, "▶ [ ] 1 follow one request");
	term_expect(&t, "Enter: a hint (1 of 3)");
	term_type(&t, "\r");
	term_expect(&t, "1. Open a second window");
	term_expect(&t, "Enter: a hint (2 of 3)");
	term_type(&t, " \r");
	term_expect(&t, "3. Press s for each line.");
	term_expect_gone(&t, "Enter: a hint");
	term_press(&t, VTERM_KEY_DOWN);
	term_expect(&t, "▶ [ ] 2 two at once");
	term_type(&t, "4");
	term_expect(&t, "▶ [ ] 4 the check is missing");
	term_type(&t, "1q");
	term_expect_gone(&t, "of 4 done");
	term_type(&t, ":connect\rr");
	term_expect(&t, "client(client1)   paused at line 23");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":send 1 hi\r" LINE_BY_LINE BEHIND_SEND);
	term_expect(&t, "Done: \"follow one request\". Press t to see why.");
	term_type(&t, "t");
	term_expect(&t, "▶ [✓] 1 follow one request");
	term_expect(&t, "The task stopped twice on the way");
	term_type(&t, "\033");
	term_expect_gone(&t, "1 of 4 done");
	term_type(&t, "t"); /* that one is read: the next */
	term_expect(&t, "▶ [ ] 2 two at once");
	term_type(&t, "t");
	term_expect_gone(&t, "1 of 4 done");
	end(&t);
}

/* Guides write 5000; what is typed must reach the server that runs. */
static void a_hint_names_the_port_that_is_open(void **state)
{
	struct term t;
	char line[40];
	(void)state;
	start(&t, "1", "en");
	snprintf(line, sizeof line, "nc 127.0.0.1 %u.", term_port(&t));
	term_type(&t, "t\r");
	term_expect(&t, line);
	term_type(&t, "q");
	end(&t);
}

static void what_is_done_stays_done_in_this_session(void **state)
{
	struct term t;
	(void)state;
	start(&t, "5", "en");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":connect\rr:send 1 hi\rr");
	term_expect(&t, "ready_to_write = [client1]");
	term_expect(&t, "blocked in select()");
	assert_false(term_shows(&t, "t try 1/4")); /* answered, but nobody has looked */
	term_type(&t, ":send 1 hi\r" LINE_BY_LINE BEHIND_SEND);
	term_expect(&t, "t try 1/4");
	term_type(&t, "R");
	term_expect(&t, "The program starts again");
	term_expect(&t, "t try 1/4");
	term_type(&t, ":lesson 5 ignores-eof\r");
	term_expect(&t, "ignores-eof.py");
	term_expect(&t, "t try 1/4");
	term_type(&t, ":lesson 2\r");
	term_expect(&t, "t try 0/5");
	term_type(&t, ":lesson 5\r");
	term_expect(&t, "t try 1/4");
	end(&t);
}

/* It stands before its first line, with all of its life to come, wherever it was opened from. */
static void a_program_without_sockets_is_opened_before_its_first_line(void **state)
{
	const char *const arguments[] = {"--lesson", "0", "--port", "0", "--lang", "en", NULL};
	const struct term_options options = {.arguments = arguments};
	struct term t;
	(void)state;
	term_start(&t, &options);
	for (int run = 0; run < 2; run++) {
		term_expect(&t, "step 1 │ LIVE │ RUN  before line 1");
		term_expect(&t, "t try 0/1");
		assert_false(term_shows(&t, "127.0.0.1"));
		term_type(&t, ":break append\rc");
		term_expect(&t, "Stopped at the breakpoint in line 5: b removes it.");
		term_type(&t, "b");
		term_expect(&t, "No breakpoint in line 5 any more.");
		term_type(&t, "R");
		term_expect(&t, "The program starts again");
	}
	term_type(&t, "s");
	term_expect(&t, "step 2 │ LIVE");
	term_type(&t, "r");
	term_expect(&t, "ended: returned");
	term_expect(&t, "Done: \"watch the list grow\"");
	end(&t);
}

static void it_speaks_russian_in_the_keys_places(void **state)
{
	struct term t;
	(void)state;
	start(&t, "5", "ru");
	term_expect(&t, "ждёт в select()");
	term_type(&t, "е");
	term_expect(&t, "сделано 0 из 4");
	term_expect(&t, "Enter — подсказка (1 из 3)");
	term_type(&t, "й");
	term_expect_gone(&t, "сделано");
	term_type(&t, ":connect\rк");
	term_expect(&t, "client(client1)   ждёт на строке 23");
	term_expect(&t, "ждёт в select()");
	term_type(&t, ":send 1 hi\r");
	for (const char *s = LINE_BY_LINE; *s; s++)
		term_type(&t, "ы");
	term_type(&t, BEHIND_SEND);
	term_expect(&t, "Опыт «путь одного запроса» удался. Почему так вышло — клавиша t.");
	term_expect(&t, "t опыты 1/4");
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wait_is_over_without_a_key),
		cmocka_unit_test(only_a_wait_that_goes_on_needs_a_clock),
		cmocka_unit_test(clients_from_outside_wait_as_well),
		cmocka_unit_test(computing_lets_others_wait),
		cmocka_unit_test(a_refusal_is_not_hidden_by_praise),
		cmocka_unit_test(praise_waits_until_it_can_be_seen),
		cmocka_unit_test(hints_come_one_by_one_and_the_explanation_when_it_is_done),
		cmocka_unit_test(a_hint_names_the_port_that_is_open),
		cmocka_unit_test(what_is_done_stays_done_in_this_session),
		cmocka_unit_test(a_program_without_sockets_is_opened_before_its_first_line),
		cmocka_unit_test(it_speaks_russian_in_the_keys_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
