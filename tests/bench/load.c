/*
 * A closed-loop load on loopback: `load PORT CLIENTS SECONDS [PID [ACTIVE]]`. Every client (or the
 * first ACTIVE ones, while the others stay silent) sends a line, waits for "Hello World\n" and sends
 * again. Prints `ready` when all are connected, and at the end `requests N seconds S`, with PID also
 * `processor S`: what that process used in the same time. Connecting and a short warm-up are not
 * counted. It starts no server and knows no lessons.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	MAX_CLIENTS = 20000,
	BATCH = 256, /* readiness taken at once */
	CONNECT_SECONDS = 10, /* for the server to come up and greet every client */
	DRAIN_SECONDS = 2, /* for the last answers */
};
static const double WARM_UP = 0.2;
static const char line[] = "hi\n";
static const char reply[] = "Hello World\n";
enum { LINE_SIZE = sizeof line - 1, REPLY_SIZE = sizeof reply - 1 };

struct client {
	int fd;
	size_t got; /* bytes of the answer under way */
};

struct load {
	struct sockaddr_in server;
	struct client *client;
	int clients, active;
	int epoll;
	clockid_t processor; /* CLOCK_MONOTONIC: nobody's */
};

static double clock_seconds(clockid_t clock)
{
	struct timespec t;

	if (clock_gettime(clock, &t) != 0)
		err(1, "the server's processor time cannot be read");
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double now(void)
{
	return clock_seconds(CLOCK_MONOTONIC);
}

static void ask(struct client *c)
{
	if (send(c->fd, line, LINE_SIZE, MSG_NOSIGNAL) != LINE_SIZE)
		err(1, "a line could not be sent");
	c->got = 0;
}

/* Takes what has come; true when the answer is whole. Any other answer ends the run. */
static bool take(struct client *c)
{
	char bytes[REPLY_SIZE];
	ssize_t n = recv(c->fd, bytes, sizeof bytes - c->got, 0);

	if (n < 0)
		err(1, "the server did not answer");
	if (n == 0)
		errx(1, "the server closed a connection");
	if (memcmp(bytes, reply + c->got, (size_t)n) != 0)
		errx(1, "the answer was not \"Hello World\"");
	c->got += (size_t)n;
	return c->got == REPLY_SIZE;
}

/* Opens a connection before `deadline`; a server that does not listen yet is tried again. */
static int open_connection(const struct sockaddr_in *server, double deadline)
{
	for (;;) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
		struct timeval patience = {.tv_sec = CONNECT_SECONDS};

		if (fd < 0)
			err(1, "no more sockets");
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
		if (connect(fd, (const struct sockaddr *)server, sizeof *server) == 0)
			return fd;
		if (errno != ECONNREFUSED || now() > deadline)
			err(1, "cannot connect to port %d", ntohs(server->sin_port));
		close(fd);
		nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
	}
}

/* Each client is answered once before the next one connects: so no backlog ever overflows, whose
 * retried connections would take seconds. */
static void connect_all(struct load *l)
{
	double deadline = now() + CONNECT_SECONDS;

	for (int i = 0; i < l->clients; i++) {
		struct client *c = &l->client[i];

		if (now() > deadline)
			errx(1, "only %d of %d clients were greeted in %d seconds", i, l->clients,
			     CONNECT_SECONDS);
		c->fd = open_connection(&l->server, deadline);
		ask(c);
		while (!take(c))
			;
		struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
		if (epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &event) != 0)
			err(1, "epoll_ctl");
	}
}

/* Waits once, until `deadline` at most, and takes what has come; returns how many answers. */
static long turn(struct load *l, double deadline, bool again)
{
	struct epoll_event event[BATCH];
	double left = deadline - now();
	int n = epoll_wait(l->epoll, event, BATCH, left > 0 ? (int)(left * 1000) + 1 : 0);
	long answers = 0;

	if (n < 0 && errno != EINTR)
		err(1, "epoll_wait");
	for (int i = 0; i < n; i++) {
		struct client *c = event[i].data.ptr;

		if (!take(c))
			continue;
		answers++;
		if (again)
			ask(c);
	}
	return answers;
}

static long run_until(struct load *l, double deadline)
{
	long answers = 0;

	while (now() < deadline)
		answers += turn(l, deadline, true);
	return answers;
}

static void measure(struct load *l, double seconds)
{
	run_until(l, now() + WARM_UP);
	double start = now(), used = clock_seconds(l->processor);
	long requests = run_until(l, start + seconds);

	used = clock_seconds(l->processor) - used;
	seconds = now() - start;
	if (requests == 0)
		errx(1, "the server answered nothing in %.1f seconds", seconds);
	printf("requests %ld seconds %.6f", requests, seconds);
	if (l->processor != CLOCK_MONOTONIC)
		printf(" processor %.9f", used);
	putchar('\n');
}

/* The last answers are awaited: closing with bytes unread would reset the connection, and a
 * published listing dies of that. */
static void leave(struct load *l)
{
	double deadline = now() + DRAIN_SECONDS;
	long waiting = l->active;

	while (waiting > 0 && now() < deadline)
		waiting -= turn(l, deadline, false);
}

static void raise_descriptor_limit(int clients)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < (rlim_t)clients + 16)
		errx(1, "%d clients need more descriptors than the limit of %lu", clients,
		     (unsigned long)limit.rlim_cur);
}

int main(int argc, char **argv)
{
	struct load l = {.processor = CLOCK_MONOTONIC};
	int port = argc > 3 ? atoi(argv[1]) : 0;
	double seconds = argc > 3 ? atof(argv[3]) : 0;

	l.clients = argc > 3 ? atoi(argv[2]) : 0;
	l.active = argc > 5 ? atoi(argv[5]) : l.clients;
	if (argc > 6 || l.active < 1 || l.active > l.clients || port < 1 || port > 65535 || l.clients < 1 || l.clients > MAX_CLIENTS ||
	    !(seconds > 0))
		errx(2, "usage: load PORT CLIENTS SECONDS [PID [ACTIVE]]");
	if (argc > 4 && clock_getcpuclockid(atoi(argv[4]), &l.processor) != 0)
		errx(1, "there is no process %s", argv[4]);
	l.server = (struct sockaddr_in){.sin_family = AF_INET,
	                                .sin_port = htons((uint16_t)port),
	                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	raise_descriptor_limit(l.clients);
	l.client = calloc((size_t)l.clients, sizeof *l.client);
	l.epoll = epoll_create1(EPOLL_CLOEXEC);
	if (!l.client || l.epoll < 0)
		err(1, "no memory or descriptor for the clients");
	connect_all(&l);
	puts("ready");
	fflush(stdout);
	for (int i = 0; i < l.active; i++)
		ask(&l.client[i]);
	measure(&l, seconds);
	leave(&l);
}
