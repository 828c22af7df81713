/*
 * Where command lines are kept. Which ones are worth it is decided by whoever adds them.
 */
#include "terminal/remembered.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

#include "base/die.h"
#include "terminal/user_file.h"

enum { LINES_KEPT = 1000 };

/* readline's history is one for the whole process, so is what belongs to it here. */
static int new_lines;

/* Makes the folders on the way to the file; true when they are there. */
static bool make_folders(char *path)
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

/* NULL where there is no place for it: relative paths are ignored, as XDG says. */
static char *file_path(void)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	if (state && *state == '/')
		return xasprintf("%s/asyncviz/history", state);
	if (home && *home == '/')
		return xasprintf("%s/.local/state/asyncviz/history", home);
	return NULL;
}

/* Never waits (a FIFO, a device), never makes a file unless told. */
static bool is_usable(const char *path, int flags)
{
	struct stat about;
	int fd = open(path, flags | O_NONBLOCK | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool fits = fstat(fd, &about) == 0 && S_ISREG(about.st_mode) &&
	            about.st_size <= USER_FILE_MOST;
	close(fd);
	return fits;
}

void remembered_open(void)
{
	char *path = file_path();
	using_history();
	stifle_history(LINES_KEPT);
	if (path && is_usable(path, O_RDONLY))
		read_history(path);
	using_history();
	free(path);
	new_lines = 0;
}

void remembered_complain(struct app *app)
{
	char *path = file_path();
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

void remembered_close(void)
{
	char *path = new_lines > 0 ? file_path() : NULL;
	if (path && make_folders(path) && is_usable(path, O_WRONLY | O_CREAT) &&
	    append_history(new_lines, path) == 0)
		history_truncate_file(path, LINES_KEPT);
	free(path);
	new_lines = 0;
}
