/*
 * The plainest select() server that answers "Hello World\n" to whatever it receives: `plain PORT`.
 * It is what lesson 5's processor time is measured against, so it keeps no records, prints nothing
 * and tries no tricks: one select() on the sockets to read, then accept, recv, send, close.
 */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_on(uint16_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
	                         .sin_port = htons(port),
	                         .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
	if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, SOMAXCONN) != 0)
		err(1, "cannot listen on port %d", port);
	return fd;
}

/* False once the client has gone. */
static bool answer(int fd)
{
	static const char hello[] = "Hello World\n";
	char request[4096];

	if (recv(fd, request, sizeof request, 0) <= 0)
		return false;
	return send(fd, hello, sizeof hello - 1, MSG_NOSIGNAL) > 0;
}

static void greet(int server, fd_set *clients, int *top)
{
	int fd = accept(server, NULL, NULL);

	if (fd < 0 || fd >= FD_SETSIZE)
		errx(1, "more clients than select() can watch");
	FD_SET(fd, clients);
	if (fd > *top)
		*top = fd;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: plain PORT");
	int server = listen_on((uint16_t)atoi(argv[1])), top = server;
	fd_set watched;

	FD_ZERO(&watched);
	FD_SET(server, &watched);
	for (;;) {
		fd_set ready = watched;

		if (select(top + 1, &ready, NULL, NULL, NULL) < 0)
			err(1, "select");
		for (int fd = 0, last = top; fd <= last; fd++) {
			if (!FD_ISSET(fd, &ready))
				continue;
			if (fd == server) {
				greet(server, &watched, &top);
			} else if (!answer(fd)) {
				FD_CLR(fd, &watched);
				close(fd);
			}
		}
	}
}
