/*
 * From a connection to a process: sock_diag tells the inode of the peer's socket, and /proc/PID/fd
 * (proc(5)) tells who holds it. Knows nothing of clients, lessons or the screen; every failure on
 * the way, such as a process that ends while we look, only means that it was not this one.
 */
#include "net/process.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "net/kernel.h"

enum {
	PATH_SIZE = 64, /* of "PID/comm", and of "socket:[INODE]" */
};

/* Opens /proc/PID/fd below proc; NULL for what is no process or is not ours to look at. */
static DIR *open_descriptors(DIR *proc, pid_t pid)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "%d/fd", (int)pid);
	int fd = openat(dirfd(proc), path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	DIR *descriptors = fdopendir(fd);
	if (!descriptors)
		close(fd);
	return descriptors;
}

/* Whether a link in this directory reads exactly `target`. */
static bool holds(DIR *descriptors, const char *target)
{
	size_t length = strlen(target);
	const struct dirent *entry;
	char link[PATH_SIZE];

	while ((entry = readdir(descriptors))) {
		ssize_t size = readlinkat(dirfd(descriptors), entry->d_name, link, sizeof link);
		if (size == (ssize_t)length && !memcmp(link, target, length))
			return true;
	}
	return false;
}

static bool process_holds(DIR *proc, pid_t pid, const char *target)
{
	DIR *descriptors = open_descriptors(proc, pid);

	if (!descriptors)
		return false;
	bool found = holds(descriptors, target);
	closedir(descriptors);
	return found;
}

/* Only the newline that the kernel puts behind the name is taken off: the name may hold others. */
static bool read_name(DIR *proc, struct process *process)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "%d/comm", (int)process->pid);
	int fd = openat(dirfd(proc), path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t size = read(fd, process->name, sizeof process->name - 1);
	close(fd);
	if (size <= 0)
		return false;
	if (process->name[size - 1] == '\n')
		size--;
	process->name[size] = '\0';
	return true;
}

static bool find_holder(DIR *proc, const char *target, struct process *out)
{
	const struct dirent *entry;

	while ((entry = readdir(proc))) {
		out->pid = (pid_t)strtol(entry->d_name, NULL, 10);
		if (out->pid > 0 && process_holds(proc, out->pid, target))
			return read_name(proc, out);
	}
	return false;
}

bool process_of_peer(const struct sockaddr_in *peer, const struct sockaddr_in *ours,
                     struct process *out)
{
	uint32_t inode = kernel_inode(peer, ours);
	char target[PATH_SIZE];

	if (!inode)
		return false;
	snprintf(target, sizeof target, "socket:[%u]", (unsigned)inode);
	DIR *proc = opendir("/proc");
	if (!proc)
		return false;
	bool found = find_holder(proc, target, out);
	closedir(proc);
	return found;
}
