/* Opening without emptying; the lock; taking back. */
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

const struct say output_taken = {"another asyncviz is using it", "файл занят другой asyncviz"};

/* A link that leads nowhere is there and yet is not: the last open() makes what it leads to. */
static int open_or_make(struct output *out, const char *path, int flags, mode_t mode)
{
	int fd = open(path, flags);
	if (fd >= 0 || errno != ENOENT)
		return fd;
	fd = open(path, flags | O_CREAT | O_EXCL, mode);
	out->is_new = fd >= 0;
	return fd >= 0 || errno != EEXIST ? fd : open(path, flags | O_CREAT, mode);
}

/* Where there are no locks (some network disks) it goes on without. */
static bool lock(struct output *out)
{
	struct stat about;
	if (fstat(out->fd, &about))
		return false;
	out->is_regular = S_ISREG(about.st_mode);
	return !out->is_regular || !flock(out->fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK;
}

bool output_open(struct output *out, const char *path, int flags, mode_t mode)
{
	*out = (struct output){.fd = -1};
	out->fd = fd_high(open_or_make(out, path, flags | O_WRONLY | O_CLOEXEC, mode));
	if (out->fd < 0)
		return false;
	if (lock(out))
		return true;
	int error = errno;
	close(out->fd);
	out->fd = -1;
	errno = error;
	return false;
}

bool output_begin(const struct output *out)
{
	return !out->is_regular || !ftruncate(out->fd, 0);
}

void output_abandon(struct output *out, const char *path)
{
	struct stat about;
	if (out->fd < 0)
		return;
	if (out->is_new && !fstat(out->fd, &about) && !about.st_size)
		unlink(path);
	close(out->fd);
	out->fd = -1;
}
