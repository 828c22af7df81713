/* What the menu and a start that fails say, where no lesson is there to say it beside. */
#include "harness.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

/* Listens on a port of its own, which is then taken; its number as text. */
static int take_port(char *text, size_t size)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t length = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, length), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
	snprintf(text, size, "%u", ntohs(address.sin_port));
	return fd;
}

static void open_menu(struct term *t, const char *port)
{
	const char *const arguments[] = {"--port", port, "--lang", "en", NULL};
	const struct term_options options = {.arguments = arguments};
	term_start(t, &options);
	term_expect(t, "┌ lessons");
}

static void a_refusal_before_the_first_lesson_is_seen(void **state)
{
	(void)state;
	struct term t;
	char port[8];
	int taken = take_port(port, sizeof port);
	open_menu(&t, port);
	term_type(&t, ":step\r");
	term_expect(&t, "No lesson is open");
	term_type(&t, "5");
	term_expect(&t, "is in use");
	close(taken);
	term_type(&t, "5");
	term_expect(&t, "blocked in select()");
	term_end(&t);
}

static void the_first_menu_stays_open(void **state)
{
	(void)state;
	struct term t;
	open_menu(&t, "0");
	term_type(&t, "?");
	term_expect(&t, "┌ help");
	term_type(&t, "q");
	term_expect(&t, "┌ lessons");
	term_type(&t, ":menu\r");
	term_expect_at_bottom(&t, "Enter");
	term_type(&t, "5"); /* its keys still choose */
	term_expect(&t, "blocked in select()");
	term_end(&t);
}

static void a_start_that_failed_can_be_tried_again(void **state)
{
	(void)state;
	struct term t;
	char port[8];
	close(take_port(port, sizeof port));
	open_menu(&t, port);
	term_type(&t, "5");
	term_expect(&t, "blocked in select()");
	term_type(&t, ":connect\r:run\r:reset 1\r:run\r");
	term_expect(&t, "ended: ConnectionResetError"); /* the port is free, for anybody */
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)term_port(&t)),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
	assert_int_equal(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on), 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(fd, 1), 0);
	term_type(&t, "R");
	term_expect(&t, "is in use");
	close(fd);
	term_type(&t, "R");
	term_expect(&t, "blocked in select()");
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_refusal_before_the_first_lesson_is_seen),
		cmocka_unit_test(the_first_menu_stays_open),
		cmocka_unit_test(a_start_that_failed_can_be_tried_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
