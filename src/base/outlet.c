/* A cookie stream whose writes are asked for room first: poll(2) ends by a signal, where a write(2)
 * that began a moment later would not. */
#include "base/outlet.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"

struct outlet {
	int fd;
	size_t part; /* bytes that it takes without waiting, once it has room */
	bool was_interrupted;
};

static bool wait_for_room(struct outlet *o)
{
	struct pollfd p = {o->fd, POLLOUT, 0};
	struct timespec at_once = {0, 0};
	sigset_t none;
	sigemptyset(&none);
	int ready = ppoll(&p, 1, o->was_interrupted ? &at_once : NULL, &none);
	o->was_interrupted |= ready < 0;
	return ready > 0;
}

/* A pipe with any room takes PIPE_BUF bytes without waiting: pipe(7). A file takes all. */
static size_t part_of(int fd)
{
	struct stat about;
	return !fstat(fd, &about) && S_ISREG(about.st_mode) ? SSIZE_MAX : PIPE_BUF;
}

static ssize_t write_in_parts(void *outlet, const char *bytes, size_t size)
{
	struct outlet *o = outlet;
	size_t done = 0;
	while (done < size && wait_for_room(o)) {
		size_t part = size - done < o->part ? size - done : o->part;
		ssize_t written = write(o->fd, bytes + done, part);
		if (written >= 0)
			done += (size_t)written;
		else if (errno != EINTR && errno != EAGAIN)
			break;
	}
	return (ssize_t)done;
}

static int close_outlet(void *outlet)
{
	struct outlet *o = outlet;
	int failed = o->fd == STDOUT_FILENO ? 0 : close(o->fd);
	free(o);
	return failed;
}

FILE *outlet_open(int fd)
{
	struct outlet *o = xcalloc(1, sizeof *o);
	o->fd = fd;
	o->part = part_of(fd);
	FILE *stream = fopencookie(
		o, "w", (cookie_io_functions_t){NULL, write_in_parts, NULL, close_outlet});
	if (!stream)
		die_errno("cannot open a stream");
	return stream;
}
