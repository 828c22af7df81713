/*
 * Small services around file descriptors. It knows nothing of what is behind them, and opens none
 * but /dev/null.
 */
#include "base/fd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/die.h"

int fd_high(int fd)
{
	int moved;

	if (fd < 0)
		return fd;
	moved = fd < FD_HIGH ? fcntl(fd, F_DUPFD_CLOEXEC, FD_HIGH) : -1;
	if (moved < 0) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		return fd;
	}
	close(fd);
	return moved;
}

void fd_sanitise(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			continue;
		/* All lower ones are open, so the lowest free number is this one. Read-only: what
		 * is to be printed must fail there, as it would have without this. */
		if (open("/dev/null", O_RDONLY) != fd)
			die_errno("cannot open /dev/null");
	}
}

size_t fd_raise_limit(void)
{
	struct rlimit limit;
	rlim_t before;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		die_errno("cannot ask for the limit of descriptors");
	before = limit.rlim_cur;
	if (before < FD_LIMIT_WANTED) {
		limit.rlim_cur = limit.rlim_max < FD_LIMIT_WANTED ? limit.rlim_max
		                                                  : FD_LIMIT_WANTED;
		if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
			limit.rlim_cur = before;
	}
	return (size_t)limit.rlim_cur;
}

size_t fd_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
		die_errno("cannot ask for the limit of descriptors");
	return (size_t)limit.rlim_cur;
}

/* "." and ".." are no descriptors, and the directory's own is closed again. */
size_t fd_count_open(void)
{
	DIR *all = opendir("/proc/self/fd");
	size_t count = 0;

	if (!all)
		return 0;
	while (readdir(all))
		count++;
	closedir(all);
	return count > 3 ? count - 3 : 0;
}

bool fd_write_all(int fd, const void *bytes, size_t length)
{
	const char *next = bytes;

	while (length > 0) {
		ssize_t written = write(fd, next, length);

		if (written >= 0) {
			next += written;
			length -= (size_t)written;
		} else if (errno == EAGAIN) {
			if (poll(&(struct pollfd){.fd = fd, .events = POLLOUT}, 1, -1) < 0 &&
			    errno != EINTR)
				return false;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}
