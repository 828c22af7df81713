/*
 * Where command lines are kept. Which ones are worth it is decided by whoever adds them.
 */
#include "terminal/remembered.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <readline/history.h>

#include "base/state.h"
#include "terminal/user_file.h"

enum { LINES_KEPT = 1000, LOCK_TRIES = 100, LOCK_REST = 5000000 /* ns */ };
static const char file[] = "history";

/* readline's history is one for the whole process, so is what belongs to it here. */
static int new_lines;

/* Makes the file where there is none. Never waits (a FIFO, a device). */
static bool is_writable(const char *path)
{
	struct stat about;
	int fd = open(path, O_WRONLY | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool fits = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
	            about.st_size <= USER_FILE_MOST;
	close(fd);
	return fits;
}

void remembered_open(void)
{
	char *path = state_path(file);
	using_history();
	stifle_history(LINES_KEPT);
	if (path && user_file_fault(path, USER_FILE_MOST) == USER_FILE_FINE)
		read_history(path);
	using_history();
	free(path);
	new_lines = 0;
}

void remembered_complain(struct app *app)
{
	char *path = state_path(file);
	if (path)
		user_file_say(app, path, user_file_fault(path, USER_FILE_MOST));
	free(path);
}

void remembered_add(const char *line)
{
	const HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1)
	                                            : NULL;
	if (!line[strspn(line, " \t")] || (last && !strcmp(last->line, line)))
		return;
	add_history(line);
	if (new_lines < LINES_KEPT)
		new_lines++;
}

/* One asyncviz at a time adds its lines: readline shortens the file by putting another in its
 * place, so it is the folder that is locked. Whoever holds the lock is quick, or hangs itself; then
 * these lines are not kept. Returns what to close, or -1. */
static int lock_folder(char *path)
{
	char *slash = strrchr(path, '/');
	*slash = '\0';
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*slash = '/';
	for (int tries = 0; folder >= 0 && flock(folder, LOCK_EX | LOCK_NB); tries++) {
		if (errno != EWOULDBLOCK)
			return folder; /* a disk without locks */
		if (tries == LOCK_TRIES) {
			close(folder);
			return -1;
		}
		nanosleep(&(struct timespec){.tv_nsec = LOCK_REST}, NULL);
	}
	return folder;
}

static void save(char *path)
{
	int folder = lock_folder(path);
	if (folder < 0)
		return;
	if (is_writable(path) && append_history(new_lines, path) == 0)
		history_truncate_file(path, LINES_KEPT);
	close(folder);
}

void remembered_close(void)
{
	char *path = new_lines > 0 ? state_path(file) : NULL;
	if (path && state_make_folders(path))
		save(path);
	free(path);
	new_lines = 0;
}
