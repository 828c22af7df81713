/* A FIFO is opened without waiting, so that what it is can be asked first; poll(2) then waits for
 * its writer, as an open() that waits would. */
#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

enum { CHUNK = 64 << 10 };

const struct say input_unfit = {"it is neither a file nor a pipe", "это не файл и не канал"};

static enum input_answer open_standard(struct input *in)
{
	in->may_wait = true;
	in->fd = fd_high(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
	return in->fd < 0 ? INPUT_FAILED : INPUT_FINE;
}

static enum input_answer judge(struct input *in)
{
	struct stat about;
	if (fstat(in->fd, &about))
		return INPUT_FAILED;
	if (S_ISDIR(about.st_mode)) {
		errno = EISDIR;
		return INPUT_FAILED;
	}
	in->may_wait = S_ISFIFO(about.st_mode);
	if (!in->may_wait) /* nobody begins it anew meanwhile; who writes already goes on */
		flock(in->fd, LOCK_SH | LOCK_NB);
	return in->may_wait || S_ISREG(about.st_mode) ? INPUT_FINE : INPUT_UNFIT;
}

/* A socket cannot be opened at all. */
static enum input_answer why_not_open(const char *path)
{
	struct stat about;
	bool is_socket = errno == ENXIO && !stat(path, &about) && S_ISSOCK(about.st_mode);
	return is_socket ? INPUT_UNFIT : INPUT_FAILED;
}

enum input_answer input_open(struct input *in, const char *path)
{
	*in = (struct input){.fd = -1};
	if (!strcmp(path, "-") || !strcmp(path, "/dev/stdin"))
		return open_standard(in);
	in->fd = fd_high(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
	if (in->fd < 0)
		return why_not_open(path);
	enum input_answer answer = judge(in);
	int error = errno;
	if (answer != INPUT_FINE)
		input_close(in);
	errno = error;
	return answer;
}

void input_close(struct input *in)
{
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

/* Until there is something, or the end: of a FIFO that comes when its last writer leaves, and not
 * before the first has come. */
static bool wait_for_bytes(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

ssize_t input_read(const struct input *in, void *to, size_t size)
{
	for (;;) {
		if (in->may_wait && !wait_for_bytes(in->fd))
			return -1;
		ssize_t got = read(in->fd, to, size);
		if (got >= 0 || (errno != EINTR && !(errno == EAGAIN && in->may_wait)))
			return got;
	}
}

static enum input_answer read_to_end(const struct input *in, struct bytes *bytes, size_t cap)
{
	ssize_t got;
	do {
		bytes_reserve(bytes, CHUNK);
		got = input_read(in, bytes->data + bytes->length, CHUNK);
		if (got < 0)
			return INPUT_FAILED;
		if ((size_t)got > cap)
			return INPUT_TOO_BIG;
		cap -= (size_t)got;
		bytes->length += (size_t)got;
		bytes->data[bytes->length] = '\0';
	} while (got);
	return INPUT_FINE;
}

enum input_answer input_read_all(struct bytes *bytes, const char *path, size_t cap)
{
	struct input in;
	size_t before = bytes->length;
	enum input_answer answer = input_open(&in, path);
	if (answer != INPUT_FINE)
		return answer;
	answer = read_to_end(&in, bytes, cap);
	int error = errno;
	input_close(&in);
	if (answer != INPUT_FINE)
		bytes_cut(bytes, before);
	errno = error;
	return answer;
}
