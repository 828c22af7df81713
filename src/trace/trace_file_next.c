/* The files of a recording's later runs: talk.jsonl, talk.2.jsonl, talk.3.jsonl. */
#include "trace/trace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"

enum { MOST_RUNS = 9999 };

/* Where the extension of the last part of a path begins, with its dot; the end where there is
 * none: a dot at the beginning hides a file, and no more. */
static size_t extension(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return dot && dot > name ? (size_t)(dot - path) : strlen(path);
}

char *recording_name(const char *path, unsigned run)
{
	size_t stem = extension(path);
	return xasprintf("%.*s.%u%s", (int)stem, path, run, path + stem);
}

/* Makes the first that is not there yet, so that nobody else takes it; NULL with errno. */
static char *take_name(const char *path)
{
	for (unsigned run = 2; run <= MOST_RUNS; run++) {
		char *name = recording_name(path, run);
		int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
		if (fd >= 0) {
			close(fd);
			return name;
		}
		int error = errno;
		free(name);
		errno = error;
		if (error != EEXIST)
			break;
	}
	return NULL;
}

/* A device keeps nothing that the next run would lose. */
static bool is_device(const char *path)
{
	struct stat status;
	return !stat(path, &status) && !S_ISREG(status.st_mode);
}

bool recording_open_next(struct recording *r, const char *path, enum language language,
                         const char *lesson, const char *program, uint64_t listing_hash, char **why)
{
	if (is_device(path))
		return recording_open(r, path, language, lesson, program, listing_hash, why);
	char *name = take_name(path);
	if (!name) {
		*why = recording_refusal(path, language, strerror(errno));
		return false;
	}
	bool is_open = recording_open(r, name, language, lesson, program, listing_hash, why);
	free(name);
	return is_open;
}
