/*
 * Where command lines are kept. Which ones are worth it is decided by whoever adds them.
 */
#include "terminal/remembered.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>

#include "base/state.h"
#include "terminal/user_file.h"

enum { LINES_KEPT = 1000 };
static const char file[] = "history";

/* readline's history is one for the whole process, so is what belongs to it here. */
static int new_lines;

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
	char *path = state_path(file);
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

void remembered_close(void)
{
	char *path = new_lines > 0 ? state_path(file) : NULL;
	if (path && state_make_folders(path) && is_usable(path, O_WRONLY | O_CREAT) &&
	    append_history(new_lines, path) == 0)
		history_truncate_file(path, LINES_KEPT);
	free(path);
	new_lines = 0;
}
