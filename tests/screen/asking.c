/* Whoever would be thrown out is asked about first, and a recording keeps what it has; in either
 * language, and in any layout. */
#include "harness.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH = 100 };

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

/* Lesson 5 at its first wait; `record` may be NULL. */
static void open_lesson(struct term *t, const char *language, const char *record)
{
	const char *const arguments[] = {
		"--lesson", "5", "--port", "0", "--lang", language, record ? "--record" : NULL,
		record,     NULL};
	term_start(t, &(struct term_options){.arguments = arguments});
	term_expect(t, "в select()" + (language[0] == 'e') * (int)strlen("в "));
	term_expect(t, "127.0.0.1:");
}

static void end(struct term *t, const char *answer)
{
	term_type(t, "q");
	if (answer) {
		term_expect(t, "y/n");
		term_type(t, answer);
	}
	assert_int_equal(term_wait(t), 0);
	term_end(t);
}

/* X4: no line has run since it came. */
static void a_client_that_is_not_accepted_yet_counts(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en", NULL);
	int first = connect_to(term_port(&t));
	term_type(&t, "q");
	term_expect(&t, "1 client from outside is connected. Quit all the same? y/n");
	term_type(&t, "n");
	term_expect_gone(&t, "y/n");
	int second = connect_to(term_port(&t));
	term_type(&t, ":connect 3\r"); /* nor do built-in ones */
	term_type(&t, "q");
	term_expect(&t, "2 clients from outside are connected. Quit all the same? y/n");
	term_type(&t, "y");
	assert_int_equal(term_wait(&t), 0);
	close(first);
	close(second);
	term_end(&t);
}

/* X5, TRIAL A8: whatever ends the program asks, and a no leaves all as it was. */
static void whatever_ends_the_program_asks(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *question;
	} ways[] = {
		{"R", "Start again all the same? y/n"},
		{":restart\r", "Start again all the same? y/n"},
		{":lesson 1\r", "Open lesson 1 all the same? y/n"},
		{":lesson 5 ignores-eof\r", "Open lesson 5 all the same? y/n"},
		{"m2", "Open lesson 2 all the same? y/n"},
		{"q", "Quit all the same? y/n"},
		{":quit\r", "Quit all the same? y/n"},
	};
	struct term t;
	char question[200];
	open_lesson(&t, "en", NULL);
	int client = connect_to(term_port(&t));
	term_expect(&t, "waiting to be accepted  1");
	term_type(&t, "s"); /* it stands where no program stands that was begun anew */
	term_expect(&t, "step 23");
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		snprintf(question, sizeof question, "1 client from outside is connected. %s",
		         ways[i].question);
		term_type(&t, ways[i].typed);
		term_expect(&t, question);
		term_type(&t, "n");
		term_expect_gone(&t, "y/n");
		assert_true(term_shows(&t, "step 23"));
	}
	term_type(&t, "R");
	term_expect(&t, "y/n");
	term_type(&t, "y");
	term_expect(&t, "The program starts again; its clients were disconnected.");
	close(client);
	end(&t, NULL);
}

/* A command that is not there, or does nothing, loses nothing. */
static void what_loses_nothing_asks_nothing(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en", NULL);
	term_type(&t, ":connect 2\rr");
	term_expect(&t, "client2");
	term_type(&t, "R"); /* only the built-in ones go */
	term_expect(&t, "The program starts again; its clients were disconnected.");
	int client = connect_to(term_port(&t));
	term_expect(&t, "waiting to be accepted  1");
	term_type(&t, ":lesson 77\r");
	term_expect(&t, "There is no lesson \"77\"");
	term_type(&t, ":lesson 1 nonsense\r");
	term_expect(&t, "Lesson 1 has no program \"nonsense\"");
	close(client);
	end(&t, "y");
}

/* TRIAL A3: н stands in the place of y on the keyboard, and means no. */
static void answers_are_letters_and_not_places(void **state)
{
	(void)state;
	static const struct {
		const char *language, *question, *no[6], *yes;
	} answers[] = {
		{"ru", "Всё равно выйти? д/н", {"н", "Н", "n", "l", " ", "\r"}, "д"},
		{"ru", "Всё равно выйти? д/н", {"н"}, "Д"},
		{"ru", "Всё равно выйти? д/н", {"н"}, "y"},
		{"en", "Quit all the same? y/n", {"n", "N", "н", "Н", "q", "т"}, "Y"},
		{"en", "Quit all the same? y/n", {"n"}, "д"},
	};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		struct term t;
		open_lesson(&t, answers[i].language, NULL);
		int client = connect_to(term_port(&t));
		for (size_t k = 0; k < 6 && answers[i].no[k]; k++) {
			term_type(&t, "q");
			term_expect(&t, answers[i].question);
			term_type(&t, answers[i].no[k]);
			term_expect_gone(&t, answers[i].question);
		}
		term_type(&t, "q");
		term_expect(&t, answers[i].question);
		term_type(&t, answers[i].yes);
		assert_int_equal(term_wait(&t), 0);
		close(client);
		term_end(&t);
	}
}

static void numbers_take_their_russian_forms(void **state)
{
	(void)state;
	static const char *const said[] = {
		"Подключён 1 внешний клиент. Всё равно начать заново? д/н",
		"Подключены 2 внешних клиента. Всё равно начать заново? д/н",
		"Подключены 3 внешних клиента.",
		"Подключены 4 внешних клиента.",
		"Подключено 5 внешних клиентов.",
	};
	enum { COUNT = sizeof said / sizeof *said };
	struct term t;
	int clients[COUNT];
	open_lesson(&t, "ru", NULL);
	for (size_t i = 0; i < COUNT; i++) {
		clients[i] = connect_to(term_port(&t));
		term_type(&t, "К");
		term_expect(&t, said[i]);
		term_type(&t, "н");
		term_expect_gone(&t, "д/н");
	}
	term_type(&t, ":lesson 2\r");
	term_expect(&t, "Подключено 5 внешних клиентов. Всё равно открыть урок 2? д/н");
	term_type(&t, "д");
	term_expect(&t, "Отключено 5 внешних клиентов.");
	for (size_t i = 0; i < COUNT; i++)
		close(clients[i]);
	end(&t, NULL);
}

/* On a narrow screen what is asked stays, and what would be lost gives way. */
static void a_question_is_never_cut(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "en", NULL);
	int client = connect_to(term_port(&t));
	term_resize(&t, 24, 50);
	term_expect(&t, "5 │ LIVE"); /* drawn in its new size */
	term_type(&t, "R");
	term_expect(&t, "Start again all the same? y/n");
	assert_false(term_shows(&t, "from outside"));
	term_type(&t, "\003"); /* Ctrl-C takes it back, and ends nothing */
	term_expect_gone(&t, "y/n");
	term_type(&t, "q");
	term_expect(&t, "Quit all the same? y/n");
	term_type(&t, "y");
	assert_int_equal(term_wait(&t), 0);
	close(client);
	term_end(&t);
}

static off_t size_of(const char *folder, const char *name)
{
	char path[PATH];
	struct stat status;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	return stat(path, &status) ? -1 : status.st_size;
}

/* X5: the file of the first run was emptied. */
static void each_run_is_recorded_to_a_file_of_its_own(void **state)
{
	(void)state;
	char folder[] = "/tmp/asyncviz-asking-XXXXXX", path[PATH], command[PATH + 20];
	struct term t;
	assert_non_null(mkdtemp(folder));
	snprintf(command, sizeof command, "echo mine > %s/talk.3.jsonl", folder);
	assert_int_equal(system(command), 0); /* of an earlier day */
	snprintf(path, sizeof path, "%s/talk.jsonl", folder);
	open_lesson(&t, "en", path);
	term_type(&t, "R");
	term_expect(&t, "The recording would end here. Start again all the same? y/n");
	term_type(&t, "y");
	term_expect(&t, "The program starts again; its recording goes to talk.2.jsonl.");
	off_t first = size_of(folder, "talk.jsonl");
	assert_true(first > 500);
	int client = connect_to(term_port(&t));
	term_type(&t, ":lesson 1\r");
	term_expect(&t,
	            "It cuts off 1 client and ends the recording. Open lesson 1 all the same? y/n");
	term_type(&t, "y");
	term_expect(&t, "This run is recorded to talk.4.jsonl.");
	assert_int_equal(size_of(folder, "talk.jsonl"), first);
	assert_true(size_of(folder, "talk.2.jsonl") > 500);
	assert_int_equal(size_of(folder, "talk.3.jsonl"), strlen("mine\n"));
	close(client);
	end(&t, NULL); /* leaving ends the recording as it should */
	assert_true(size_of(folder, "talk.4.jsonl") > 200);
	snprintf(command, sizeof command, "rm -r %s", folder);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_client_that_is_not_accepted_yet_counts),
		cmocka_unit_test(whatever_ends_the_program_asks),
		cmocka_unit_test(what_loses_nothing_asks_nothing),
		cmocka_unit_test(answers_are_letters_and_not_places),
		cmocka_unit_test(numbers_take_their_russian_forms),
		cmocka_unit_test(a_question_is_never_cut),
		cmocka_unit_test(each_run_is_recorded_to_a_file_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
