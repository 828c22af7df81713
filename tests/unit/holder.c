/* X16. Tests of net/holder.h: whose listening socket keeps others from a port. */
#include "net/holder.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <arpa/inet.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct in_addr loopback = {.s_addr = 0x0100007f};

/* Listens on any port of the address. */
static int listen_on(const char *address, uint16_t *port)
{
	struct sockaddr_in own = {.sin_family = AF_INET};
	socklen_t size = sizeof own;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	inet_pton(AF_INET, address, &own.sin_addr);
	assert_int_equal(bind(fd, (struct sockaddr *)&own, size), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&own, &size), 0);
	*port = ntohs(own.sin_port);
	return fd;
}

/* A child that holds the socket, which is then closed here. */
static pid_t give_to_child(int fd, const char *name)
{
	int ready[2];
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (!child) {
		prctl(PR_SET_NAME, name);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (write(ready[1], "r", 1) == 1)
			pause();
		_exit(0);
	}
	close(fd);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return child;
}

static void end_child(pid_t child)
{
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void who_listens_is_named(void **unused)
{
	(void)unused;
	static const char *const addresses[] = {"127.0.0.1", "0.0.0.0"};
	for (size_t i = 0; i < 2; i++) {
		struct holder h;
		uint16_t port;
		int fd = listen_on(addresses[i], &port);
		pid_t child = give_to_child(fd, "a ) T name");
		assert_true(net_find_holder(loopback, port, &h));
		assert_int_equal(h.process.pid, child);
		assert_string_equal(h.process.name, "a ) T name");
		assert_false(h.is_stopped);
		assert_true(strstr(h.arguments, "holder") != NULL); /* this program's */
		end_child(child);
		assert_false(net_find_holder(loopback, port, &h));
	}
}

static void who_is_stopped_is_said_to_be(void **unused)
{
	(void)unused;
	struct holder h;
	uint16_t port;
	int fd = listen_on("127.0.0.1", &port), status;
	pid_t child = give_to_child(fd, "sleeper");
	kill(child, SIGSTOP);
	assert_int_equal(waitpid(child, &status, WUNTRACED), child);
	assert_true(net_find_holder(loopback, port, &h));
	assert_true(h.is_stopped);
	end_child(child);
}

static void another_address_is_in_nobodys_way(void **unused)
{
	(void)unused;
	struct holder h;
	uint16_t port;
	int fd = listen_on("127.0.0.2", &port);
	pid_t child = give_to_child(fd, "elsewhere");
	assert_false(net_find_holder(loopback, port, &h));
	assert_true(net_find_holder((struct in_addr){htonl(INADDR_ANY)}, port, &h));
	end_child(child);
}

/* As that of another user's process, which nobody may look into: this one looks past itself. */
static void who_cannot_be_seen_is_not_named(void **unused)
{
	(void)unused;
	struct holder h;
	uint16_t port;
	int fd = listen_on("127.0.0.1", &port);
	assert_false(net_find_holder(loopback, port, &h));
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_listens_is_named),
		cmocka_unit_test(who_is_stopped_is_said_to_be),
		cmocka_unit_test(another_address_is_in_nobodys_way),
		cmocka_unit_test(who_cannot_be_seen_is_not_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
