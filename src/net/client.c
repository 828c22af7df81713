/*
 * The socket calls of one built-in client, and its count of what it has read. It does not know its
 * neighbours, nor who waits to be accepted.
 */
#include "net/client.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"
#include "net/kernel.h"

enum {
	LINE_KEPT = 4096, /* bytes of a line that are kept */
	READ_SIZE = 65536, /* bytes read at a time */
};

static int client_open(struct client *one)
{
	one->reads = true;
	one->fd = fd_high(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
	return one->fd < 0 ? errno : 0;
}

const struct say *client_why(int error)
{
	switch (error) {
	case ECONNREFUSED: return &clients_say_refused;
	case EMFILE:
	case ENFILE: return &clients_say_descriptors;
	case EADDRNOTAVAIL: return &clients_say_ports;
	default: return &clients_say_failed;
	}
}

struct client *client_make(struct in_addr address, uint16_t port, const struct say **why)
{
	struct client *one = xcalloc(1, sizeof *one);
	one->to = (struct sockaddr_in){AF_INET, htons(port), address, {0}};
	int error = client_open(one);

	if (!error)
		return one;
	*why = client_why(error);
	client_free(one);
	return NULL;
}

/* Where nobody listens, the kernel may by chance connect a socket to itself: a refusal too. */
int client_connect(struct client *one)
{
	const struct sockaddr_in *to = &one->to;
	socklen_t size = sizeof one->own, error_size = sizeof(int);
	int error = 0;

	if (connect(one->fd, (const struct sockaddr *)to, sizeof *to) && errno != EINPROGRESS)
		return errno;
	if (getsockopt(one->fd, SOL_SOCKET, SO_ERROR, &error, &error_size) || error)
		return error ? error : errno;
	if (getsockname(one->fd, (struct sockaddr *)&one->own, &size))
		return errno;
	if (one->own.sin_port == to->sin_port && one->own.sin_addr.s_addr == to->sin_addr.s_addr)
		return ECONNREFUSED;
	return 0;
}

void client_free(struct client *one)
{
	if (one->fd >= 0)
		close(one->fd);
	bytes_free(&one->last);
	bytes_free(&one->rest);
	free(one);
}

uint8_t client_tcp_state(const struct client *one)
{
	struct kernel_state state;

	return kernel_connection(one->fd, &state) ? state.tcp_state : TCP_CLOSE;
}

static void keep(struct bytes *line, const char *bytes, size_t size)
{
	size_t left = LINE_KEPT - line->length;

	bytes_add(line, bytes, size < left ? size : left);
}

static void client_take(struct client *one, const char *bytes, size_t size)
{
	const char *end;

	one->received += size;
	while ((end = memchr(bytes, '\n', size))) {
		size_t length = (size_t)(end - bytes);
		struct bytes spare = one->last;
		keep(&one->rest, bytes, length);
		one->last = one->rest;
		one->rest = spare;
		bytes_clear(&one->rest);
		one->answered++;
		size -= length + 1;
		bytes = end + 1;
	}
	keep(&one->rest, bytes, size);
}

/* Acknowledges at once what it takes: a server that waits to send must not wait for the kernel's
 * delayed acknowledgement (40 ms), or what happens in a script would hang on the clock. */
static ssize_t take_some(const struct client *one, char bytes[READ_SIZE])
{
	ssize_t size = recv(one->fd, bytes, READ_SIZE, MSG_DONTWAIT);

	if (size > 0)
		setsockopt(one->fd, IPPROTO_TCP, TCP_QUICKACK, &(int){1}, sizeof(int));
	return size;
}

bool client_read(struct client *one)
{
	char bytes[READ_SIZE];
	bool news = false;
	ssize_t size;

	while ((size = take_some(one, bytes)) > 0) {
		client_take(one, bytes, (size_t)size);
		news = true;
	}
	if (size < 0 && (errno == EAGAIN || errno == EINTR))
		return news;
	one->ended = true;
	one->broken = size < 0;
	return true;
}

void client_drain(const struct client *one)
{
	char bytes[READ_SIZE];

	while (take_some(one, bytes) > 0)
		;
}

/* The kernel says CLOSE after both FINs as after an RST; an error that nobody has read tells. */
static bool is_broken(const struct client *one)
{
	struct pollfd end = {.fd = one->fd};

	return one->broken || (poll(&end, 1, 0) == 1 && end.revents & POLLERR);
}

static enum client_state state_of(const struct client *one)
{
	if (one->is_unwatched)
		return CLIENT_BROKEN;
	if (one->fd < 0)
		return one->left_by_reset ? CLIENT_RESET : CLIENT_CLOSED;
	if (one->is_held)
		return CLIENT_CONNECTING;
	switch (client_tcp_state(one)) {
	case TCP_SYN_SENT: return CLIENT_CONNECTING;
	case TCP_ESTABLISHED: return CLIENT_CONNECTED;
	case TCP_FIN_WAIT1:
	case TCP_FIN_WAIT2: return CLIENT_SHUT;
	case TCP_CLOSE: return is_broken(one) ? CLIENT_BROKEN : CLIENT_ENDED;
	default: return CLIENT_ENDED;
	}
}

void client_describe(const struct client *one, struct client_view *out)
{
	*out = (struct client_view){
		.number = one->number,
		.port = ntohs(one->own.sin_port),
		.state = state_of(one),
		.reads = one->reads,
		.received = one->received,
		.answered = one->answered,
		.last = bytes_text(&one->last),
		.last_length = one->last.length,
		.rest = bytes_text(&one->rest),
		.rest_length = one->rest.length,
	};
}
