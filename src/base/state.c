/*
 * Where the user's small files are and how they are replaced: a new one beside the old one, then
 * its name. What is in them, others know. There is no fsync(): after a power cut the old one is as
 * good.
 */
#include "base/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"

bool state_make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool is_there = mkdir(path, 0700) == 0 || errno == EEXIST;
		*slash = '/';
		if (!is_there)
			return false;
	}
	return true;
}

char *state_path(const char *name)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state && *state == '/')
		return xasprintf("%s/asyncviz/%s", state, name);
	if (home && *home == '/')
		return xasprintf("%s/.local/state/asyncviz/%s", home, name);
	return NULL;
}

enum state_found state_read(struct bytes *bytes, const char *name, size_t cap)
{
	char *path = state_path(name);
	const char *why;
	struct stat about;
	enum state_found found = STATE_NONE;
	if (path && (stat(path, &about) == 0 || (errno != ENOENT && errno != ENOTDIR)))
		found = bytes_read_file(bytes, path, cap, &why) ? STATE_READ : STATE_UNREADABLE;
	free(path);
	return found;
}

/* What is no regular file is somebody's affair, and stays. */
static bool may_replace(const char *path)
{
	struct stat about;
	return stat(path, &about) < 0 ? errno == ENOENT : S_ISREG(about.st_mode);
}

static bool write_new(const char *path, const struct bytes *bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool is_whole = fd_write_all(fd, bytes_text(bytes), bytes->length);
	return close(fd) == 0 && is_whole;
}

bool state_write(const struct bytes *bytes, const char *name)
{
	char *path = state_path(name);
	if (!path || !state_make_folders(path) || !may_replace(path)) {
		free(path);
		return false;
	}
	char *beside = xasprintf("%s.%ld", path, (long)getpid());
	unlink(beside); /* of a process that had this number and was killed */
	bool is_done = write_new(beside, bytes) && rename(beside, path) == 0;
	if (!is_done)
		unlink(beside);
	free(beside);
	free(path);
	return is_done;
}
