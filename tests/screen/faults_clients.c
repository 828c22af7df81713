/*
 * Hostile and clumsy clients before the real screen: what they send is read there as escapes, and
 * the bytes that go to the terminal hold nothing that they brought along; the tool stays alive
 * whatever the program is blocked on, and explains what ended it.
 */
#include "harness.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define S(literal) literal, sizeof(literal) - 1 /* S("ab") is "ab", 2 */

enum {
	ROWS = 50,
	COLUMNS = 200,
	MEBI = 1 << 20,
	SHOWN_SIZE = 300,
	CONNECTIONS = 2000,
	ROOM = 50 /* connections that the backlog surely holds */
};

/* What is sent, and what the screen shows of it: Python's repr of the bytes. */
struct hostile {
	const char *bytes;
	size_t length;
	const char *shown;
};

// clang-format off
static const struct hostile hostile[] = {
	/* A1: */ {S("\033[2J\033[31m\033[77;78H"), "\\x1b[2J\\x1b[31m\\x1b[77;78H"},
	/* A2: */ {S("\033]0;taken\a\033]52;c;aGk=\a"), "\\x1b]0;taken\\x07\\x1b]52;c;aGk=\\x07"},
	/* A2: */ {S("\033]8;;http://x\033\\\033]11;?\a"), "\\x1b]8;;http://x\\x1b\\\\\\x1b]11;?\\x07"},
	/* A3: */ {S("\033P$qm\033\\\033_a\033\\\033^p\005"), "\\x1bP$qm\\x1b\\\\\\x1b_a\\x1b\\\\\\x1b^p\\x05"},
	/* A3: */ {S("\033[c\033[6n\033Xs\033\\"), "\\x1b[c\\x1b[6n\\x1bXs\\x1b\\\\"},
	/* A5: */ {S("\x9b" "2J\xc2\x9b" "2J"), "\\x9b2J\\xc2\\x9b2J"},
	/* A6, A25: */ {S("a\rb\bc\vd\fe\tf\r\ng\n"), "a\\rb\\x08c\\x0bd\\x0ce\\tf\\r\\ng\\n"},
	/* A7: */ {S("a\0b\0"), "a\\x00b\\x00"},
	/* A8: */ {S("\x7f\xff\xfe"), "\\x7f\\xff\\xfe"},
	/* A9: */ {S("\xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\xe2\x82"), "\\xc0\\xaf\\xed\\xa0\\x80\\xf4\\x90\\x80\\x80\\xe2\\x82"},
	/* A10: the halves of one letter. */ {S("\xd0"), "\\xd0"}, {S("\xbf"), "\\xbf"},
	/* A11: */ {S("\u202e\u2066\u200f"), "\\xe2\\x80\\xae\\xe2\\x81\\xa6\\xe2\\x80\\x8f"},
	/* A12: */ {S("\u200b\ufeff\ufe0f"), "\\xe2\\x80\\x8b\\xef\\xbb\\xbf\\xef\\xb8\\x8f"},
	/* A13: */ {S("e\u0301\u0301\u0301"), "e\\xcc\\x81\\xcc\\x81\\xcc\\x81"},
	/* A14: */ {S("\u65e5\u3164"), "\\xe6\\x97\\xa5\\xe3\\x85\\xa4"},
	/* A17: */ {S("%n%s%99999d"), "%n%s%99999d"},
	/* A18: */ {S("\n :quit client7 connected"), "\\n :quit client7 connected"},
	/* A19: */ {S("!id;`id`$(id)../\\C-a"), "!id;`id`$(id)../\\\\C-a"},
	/* A20: */ {S("quit\n:quit\n"), "quit\\n:quit\\n"},
	/* A21, A22: */ {S("POST / HTTP/1.1\r\n\r\n"), "POST / HTTP/1.1\\r\\n\\r\\n"},
	/* A24: */ {S("\xff\xfd\x01"), "\\xff\\xfd\\x01"},
};
// clang-format on

static int connect_to(unsigned port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
	return fd;
}

static void reset(int fd)
{
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
	close(fd);
}

static void open_lesson(struct term *t, const char *lesson)
{
	const char *const arguments[] = {"--lesson", lesson, "--port", "0", "--lang", "en", NULL};
	term_start(t, &(struct term_options){
			      .rows = ROWS, .columns = COLUMNS, .arguments = arguments});
	term_expect(t, "blocked in ");
	term_type(t, ":speed max\r");
	term_expect(t, "as fast as it can");
}

/* --- what may be written to a terminal ----------------------------------------------------------*/

static const char allowed_ends[] = "ABCDEFGHIJKLMPSTXZ@`abdefghlmrt";

/* The length of one thing that curses writes; 0 for what it never does. */
static size_t take_written(const unsigned char *b, const unsigned char *end)
{
	if (*b >= 0xc2) {
		size_t size = *b < 0xe0 ? 2 : *b < 0xf0 ? 3 : 4;
		bool is_c1 = *b == 0xc2 && b[1] < 0xa0;
		size_t left = (size_t)(end - b); /* the last may be on its way */
		return is_c1 ? 0 : size < left ? size : left;
	}
	if (*b != '\033')
		return (*b >= ' ' && *b < 0x7f) || strchr("\r\n\b", *b) ? 1 : 0;
	if (b[1] != '[')
		return strchr("78=>M", b[1]) ? 2 : strchr("()", b[1]) ? 3 : 0;
	size_t length = 2 + strspn((const char *)b + 2, "?0123456789;");
	return strchr(allowed_ends, b[length]) ? length + 1 : 0;
}

static void expect_only_curses(const struct term *t)
{
	const unsigned char *b = (const unsigned char *)t->bytes, *end = b + t->length;
	for (size_t length; b < end; b += length) {
		length = *b ? take_written(b, end) : 0;
		if (!length)
			print_error("written: %02x %02x %02x %02x\n", b[0], b[1], b[2], b[3]);
		assert_true(length > 0);
	}
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
		if (hostile[i].length > 2 && /* a byte or two may be a part of something else */
		    (strpbrk(hostile[i].bytes, "\033\b\v\f\t\r") || hostile[i].bytes[0] & 0x80))
			assert_null(
				memmem(t->bytes, t->length, hostile[i].bytes, hostile[i].length));
}

/* Each stops the program behind recv(), where the request can be read among the locals. */
static void nothing_that_a_client_sends_reaches_the_terminal(void **state)
{
	(void)state;
	struct term t;
	char shown[SHOWN_SIZE];
	open_lesson(&t, "5");
	int client = connect_to(term_port(&t));
	term_type(&t, ":break check\r");
	term_expect(&t, "reakpoint");
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		assert_true(send(client, hostile[i].bytes, hostile[i].length, 0) > 0);
		term_type(&t, "c");
		snprintf(shown, sizeof shown, "= b'%s'", hostile[i].shown);
		term_expect(&t, shown);
		term_expect(&t, "LIVE");
	}
	term_type(&t, "u");
	term_expect(&t, "PAST");
	expect_only_curses(&t);
	term_type(&t, "qy");
	assert_int_equal(term_wait(&t), 0);
	close(client);
	term_end(&t);
}

/* A1: the kernel pane shows the name of the process at the other end, which it chose itself. */
static void neither_does_the_name_of_a_process(void **state)
{
	(void)state;
	static const char name[] = "\033[7m\r\x9b%n\u202e";
	struct term t;
	char byte;
	int stays[2];
	open_lesson(&t, "5");
	unsigned port = term_port(&t);
	assert_int_equal(pipe(stays), 0);
	pid_t pid = fork();
	if (pid == 0) {
		close(stays[1]);
		prctl(PR_SET_NAME, name);
		connect_to(port);
		_exit(read(stays[0], &byte, 1) != 0);
	}
	term_type(&t, "c");
	term_expect(&t, "client1");
	term_expect(&t, "%n\\u{202E");
	assert_false(term_wrote(&t, name));
	expect_only_curses(&t);
	close(stays[0]);
	close(stays[1]);
	waitpid(pid, NULL, 0);
	term_end(&t);
}

/* --- behaviour ----------------------------------------------------------------------------------*/

/* Sends that much, and reads what comes back; the end of the input is told. */
static void flood(int client, size_t left)
{
	static char data[65536];
	memset(data, 'x', sizeof data);
	memcpy(data, "\033]0;", 4);
	struct pollfd polled = {.fd = client, .events = POLLIN | POLLOUT};
	while (left > 0) {
		assert_int_equal(poll(&polled, 1, HARNESS_PATIENCE), 1);
		char answers[4096];
		if (polled.revents & POLLIN)
			assert_true(recv(client, answers, sizeof answers, 0) > 0);
		ssize_t sent = send(client, data, left < sizeof data ? left : sizeof data,
		                    MSG_DONTWAIT | MSG_NOSIGNAL);
		assert_true(sent >= 0 || errno == EAGAIN);
		left -= sent > 0 ? (size_t)sent : 0;
	}
	shutdown(client, SHUT_WR);
}

/* A4, A15, A16: the pseudo terminal is not even read meanwhile, and keys work after it. */
static void a_flood_leaves_keys_and_screen_alive(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "5");
	int client = connect_to(term_port(&t));
	term_type(&t, "c");
	flood(client, 4 * MEBI);
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_type(&t, "q");
	term_expect_gone(&t, "┌ help");
	expect_only_curses(&t);
	close(client);
	term_end(&t);
}

/* Half-closes, and waits for the server to close: all who came before have been accepted. */
static void expect_farewell(int client)
{
	struct pollfd polled = {.fd = client, .events = POLLIN};
	shutdown(client, SHUT_WR);
	assert_int_equal(poll(&polled, 1, HARNESS_PATIENCE), 1);
}

/* B13: and A18, for nobody's line is drawn for each. */
static void a_flood_of_connections_leaves_them_alive_too(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "3");
	unsigned port = term_port(&t);
	term_type(&t, "c");
	for (int i = 0; i < CONNECTIONS; i++) {
		int client = connect_to(port);
		if (i % ROOM == 0)
			expect_farewell(client);
		close(client);
		term_look(&t);
	}
	term_expect(&t, "blocked in ");
	term_type(&t, "u");
	term_expect(&t, "PAST");
	term_type(&t, "qy");
	assert_int_equal(term_wait(&t), 0);
	term_end(&t);
}

/* B5: nobody comes; B6: one comes and is silent, the next waits. q is heard all the same. */
static void a_blocking_program_blocks_no_key(void **state)
{
	(void)state;
	for (int clients = 0; clients < 2; clients++) {
		struct term t;
		int silent = -1, next = -1;
		open_lesson(&t, "1");
		term_type(&t, "c");
		if (clients) {
			silent = connect_to(term_port(&t));
			term_expect(&t, "blocked in recv()");
			next = connect_to(term_port(&t));
			term_expect(&t, "accepted  1 of");
		}
		term_type(&t, "?");
		term_expect(&t, "┌ help");
		term_type(&t, "qu");
		term_expect(&t, "PAST");
		term_type(&t, clients ? "qy" : "q");
		assert_int_equal(term_wait(&t), 0);
		term_expect_restored(&t);
		close(silent);
		close(next);
		term_end(&t);
	}
}

/* B1, B12: the program ends as CPython does; the tool says why, and R runs it again. */
static void a_reset_ends_the_program_and_not_the_tool(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "5");
	unsigned port = term_port(&t);
	reset(connect_to(port));
	term_type(&t, "c");
	term_expect(&t, "ConnectionResetError");
	/* below the words at the end, and no answer hides it */
	term_expect(&t, "Where to catch it:  :lesson 5 survives-reset");
	assert_false(term_shows(&t, "runs it again."));
	term_type(&t, "s"); /* does nothing any more, and says no more than what would */
	term_expect_gone(&t, "Where to catch it");
	term_expect(&t, "R starts it again, u looks back.");
	term_type(&t, "u");
	term_expect(&t, "PAST");
	term_type(&t, "R");
	term_expect(&t, "blocked in select()");
	assert_int_equal(term_port(&t), port);
	int client = connect_to(port);
	term_type(&t, "c");
	term_expect(&t, "ESTABLISHED");
	close(client);
	term_end(&t);
}

/* A26: it can be seen by nobody, and nothing stumbles over it. */
static void urgent_data_is_survived(void **state)
{
	(void)state;
	struct term t;
	open_lesson(&t, "2");
	int client = connect_to(term_port(&t));
	term_type(&t, "c");
	term_expect(&t, "ESTABLISHED");
	assert_int_equal(send(client, "!", 1, MSG_OOB), 1);
	assert_int_equal(send(client, "hi", 2, 0), 2);
	struct pollfd polled = {.fd = client, .events = POLLIN};
	assert_int_equal(poll(&polled, 1, HARNESS_PATIENCE), 1);
	term_expect(&t, "blocked in select()");
	term_expect_silence(&t, 100);
	close(client);
	term_end(&t);
}

/* B32: six clients are six, and the question before leaving counts them. */
static void every_connection_counts(void **state)
{
	(void)state;
	enum { BROWSER = 6 };
	struct term t;
	int clients[BROWSER];
	open_lesson(&t, "2");
	for (int i = 0; i < BROWSER; i++)
		clients[i] = connect_to(term_port(&t));
	term_type(&t, "c");
	term_expect(&t, "client6");
	term_expect(&t, "blocked in select()");
	term_type(&t, "q");
	term_expect(&t, "6 clients from outside are connected.");
	term_type(&t, "y");
	assert_int_equal(term_wait(&t), 0);
	for (int i = 0; i < BROWSER; i++)
		close(clients[i]);
	term_end(&t);
}

/* B28: it is said as long as it is so, and so is whom that shut out. */
static void beyond_the_loopback_the_screen_says_so(void **state)
{
	(void)state;
	enum { ALLOWED = 4 };
	const char *const arguments[] = {"--lesson", "5",      "--port", "0", "--bind",
	                                 "0.0.0.0",  "--lang", "en",     NULL};
	struct term t;
	int clients[ALLOWED + 1];
	char row[4 * COLUMNS];
	term_start(&t, &(struct term_options){
			       .rows = ROWS, .columns = COLUMNS, .arguments = arguments});
	term_expect(&t, "OPEN to the network");
	term_row(&t, 0, row, sizeof row);
	unsigned port = (unsigned)atoi(strstr(row, "0.0.0.0:") + strlen("0.0.0.0:"));
	term_expect(&t, "Anyone on this network can connect.");
	term_type(&t, ":speed max\r");
	term_expect(&t, "as fast as it can");
	term_type(&t, "c");
	for (int i = 0; i <= ALLOWED; i++)
		clients[i] = connect_to(port);
	term_expect(&t, "client4");
	term_expect(&t, "1, the last from 127.0.0.1: too many at once");
	term_expect(&t, "OPEN to the network");
	for (int i = 0; i <= ALLOWED; i++)
		close(clients[i]);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_that_a_client_sends_reaches_the_terminal),
		cmocka_unit_test(neither_does_the_name_of_a_process),
		cmocka_unit_test(a_flood_leaves_keys_and_screen_alive),
		cmocka_unit_test(a_flood_of_connections_leaves_them_alive_too),
		cmocka_unit_test(a_blocking_program_blocks_no_key),
		cmocka_unit_test(a_reset_ends_the_program_and_not_the_tool),
		cmocka_unit_test(urgent_data_is_survived),
		cmocka_unit_test(every_connection_counts),
		cmocka_unit_test(beyond_the_loopback_the_screen_says_so),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
