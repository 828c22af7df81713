/*
 * From a socket to a process: /proc/PID/fd (proc(5)) tells who holds it. Knows nothing of
 * connections, clients, lessons or the screen; every failure on the way, such as a process that
 * ends while we look, only means that it was not this one.
 */
#include "net/process.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"

enum {
	PATH_SIZE = 64, /* of "/proc/PID/comm", and of "socket:[INODE]" */
	FIRST_ROOM = 64,
	SECOND = 1000000000
};

struct process_sought {
	uint32_t inode;
	uint32_t walk; /* the first walk that can say "nobody" */
	pid_t pid; /* 0: not known yet; NOBODY */
};

enum { NOBODY = -1 };

static uint64_t read_clock(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * SECOND + (uint64_t)t.tv_nsec;
}

static uint64_t now(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

/* Of this turn, in processor time: on a busy machine others have most of what passes meanwhile, and
 * resting for that, too, would put off the answer for seconds. */
static uint64_t spent(const struct process_search *s)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID) - s->begun;
}

static bool is_turn_over(const struct process_search *s)
{
	return !s->open || spent(s) >= PROCESS_TURN;
}

/* --- what is sought --------------------------------------------------------------------------- */

/* The place of the inode, or of the first one above it. */
static size_t place_of(const struct process_search *s, uint32_t inode)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (s->sought[middle].inode < inode)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct process_sought *find(const struct process_search *s, uint32_t inode)
{
	size_t place = place_of(s, inode);

	return place < s->count && s->sought[place].inode == inode ? &s->sought[place] : NULL;
}

void process_forget(struct process_search *s)
{
	free(s->sought);
	*s = (struct process_search){.rests_until = s->rests_until};
}

static struct process_sought *seek(struct process_search *s, uint32_t inode)
{
	if (s->count == PROCESS_INODES)
		process_forget(s);
	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : FIRST_ROOM;
		s->sought = xreallocarray(s->sought, s->room, sizeof *s->sought);
	}
	struct process_sought *one = s->sought + place_of(s, inode);
	memmove(one + 1, one, (size_t)(s->sought + s->count - one) * sizeof *one);
	*one = (struct process_sought){.inode = inode, .walk = s->walks + 1};
	s->count++;
	s->open++;
	return one;
}

static void answer(struct process_search *s, struct process_sought *one, pid_t pid)
{
	one->pid = pid;
	s->open--;
}

/* --- walking ---------------------------------------------------------------------------------- */

static DIR *open_descriptors(pid_t pid)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	return opendir(path);
}

static void look_at(struct process_search *s, DIR *descriptors, const char *name, pid_t pid)
{
	char link[PATH_SIZE];
	unsigned inode;
	ssize_t size = readlinkat(dirfd(descriptors), name, link, sizeof link - 1);

	if (size <= 0)
		return;
	link[size] = '\0';
	if (sscanf(link, "socket:[%u]", &inode) != 1)
		return;
	struct process_sought *one = find(s, inode);
	if (one && !one->pid)
		answer(s, one, pid);
}

/* False when the turn is over before the process is. */
static bool look_at_process(struct process_search *s, pid_t pid)
{
	DIR *descriptors = pid == getpid() ? NULL : open_descriptors(pid);
	const struct dirent *entry;
	bool is_over = false;

	if (!descriptors)
		return true;
	if (s->process == pid)
		seekdir(descriptors, s->at_descriptor);
	while (!is_over && (entry = readdir(descriptors))) {
		look_at(s, descriptors, entry->d_name, pid);
		is_over = is_turn_over(s);
	}
	s->process = is_over ? pid : 0;
	s->at_descriptor = is_over ? telldir(descriptors) : 0;
	closedir(descriptors);
	return !is_over;
}

static void end_walk(struct process_search *s)
{
	s->is_walking = false;
	for (size_t i = 0; i < s->count; i++)
		if (!s->sought[i].pid && s->sought[i].walk <= s->walks)
			answer(s, &s->sought[i], NOBODY);
}

static void walk_on(struct process_search *s, DIR *proc)
{
	const struct dirent *entry;

	seekdir(proc, s->at_process);
	while ((entry = readdir(proc))) {
		pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
		if (pid > 0 && !look_at_process(s, pid))
			return; /* the next turn reads this entry once more */
		s->at_process = telldir(proc);
		if (is_turn_over(s))
			return;
	}
	end_walk(s);
}

/* On procfs a place in a directory is a number that outlives the DIR: it is made from the PID, or
 * from the descriptor, so what comes and goes meanwhile moves nothing. */
static void take_turn(struct process_search *s)
{
	DIR *proc = opendir("/proc");

	s->begun = read_clock(CLOCK_THREAD_CPUTIME_ID);
	if (!s->is_walking) {
		s->is_walking = true;
		s->walks++;
		s->process = 0;
		s->at_process = 0;
	}
	if (proc) {
		walk_on(s, proc);
		closedir(proc);
	} else {
		end_walk(s);
	}
	if (!s->open)
		s->is_walking = false;
	s->rests_until = now() + PROCESS_REST * spent(s);
}

/* --- answers ---------------------------------------------------------------------------------- */

/* Only the newline that the kernel puts behind the name is taken off: the name may hold others. */
static bool read_name(struct process *process)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "/proc/%d/comm", (int)process->pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
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

/* A thousand connections of one process: its name is read once a walk. */
static enum process_answer name(struct process_search *s, pid_t pid, struct process *out)
{
	if (s->named.pid != pid || s->named_in != s->walks) {
		s->named.pid = pid;
		s->named_in = s->walks;
		if (!read_name(&s->named)) {
			s->named.pid = 0;
			return PROCESS_NOBODY;
		}
	}
	*out = s->named;
	return PROCESS_FOUND;
}

enum process_answer process_of(struct process_search *s, uint32_t inode, struct process *out)
{
	struct process_sought *one = find(s, inode);

	if (!inode)
		return PROCESS_NOBODY;
	if (!one)
		one = seek(s, inode);
	if (!one->pid && now() >= s->rests_until)
		take_turn(s);
	if (!one->pid)
		return PROCESS_LATER;
	return one->pid == NOBODY ? PROCESS_NOBODY : name(s, one->pid, out);
}

bool process_find(uint32_t inode, uint64_t most, struct process *out)
{
	struct process_search s = {0};
	uint64_t end = now() + most;
	enum process_answer answer = PROCESS_LATER;

	while (answer == PROCESS_LATER && now() < end) {
		s.rests_until = 0;
		answer = process_of(&s, inode, out);
	}
	process_forget(&s);
	return answer == PROCESS_FOUND;
}
