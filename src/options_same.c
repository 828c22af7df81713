/* A file is its device and inode; one that is missing is its folder's, and a name in there. */
#include "options_same.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS = 40 /* followed at most, as by the kernel */ };

struct identity {
	bool is_known;
	dev_t device;
	ino_t inode;
	char missing[NAME_MAX + 1]; /* its name in that folder, "" when the file itself is there */
};

static bool take(struct identity *to, const struct stat *about)
{
	to->device = about->st_dev;
	to->inode = about->st_ino;
	return !S_ISCHR(about->st_mode);
}

/* Cuts a path into its folder, "" for the one we are in, and the name, which it returns. */
static const char *cut(char *path)
{
	char *slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return slash + 1;
}

/* The path that a symbolic link stands for; false when none stands there. */
static bool follow(char path[PATH_MAX])
{
	char target[PATH_MAX], folder[PATH_MAX];
	ssize_t length = readlink(path, target, sizeof target - 1);
	if (length <= 0)
		return false;
	target[length] = '\0';
	memcpy(folder, path, PATH_MAX);
	bool is_relative = *target != '/' && cut(folder);
	int size = snprintf(path, PATH_MAX, "%s%s%s", is_relative ? folder : "",
	                    is_relative ? "/" : "", target);
	return size < PATH_MAX;
}

/* What an open() with O_CREAT would make. */
static bool identify_missing(struct identity *to, const char *wanted)
{
	char path[PATH_MAX];
	struct stat folder;
	if (snprintf(path, sizeof path, "%s", wanted) >= PATH_MAX)
		return false;
	for (int links = 0; follow(path); links++)
		if (links == LINKS)
			return false;
	const char *name = cut(path);
	const char *in = !name ? "." : *path ? path : "/";
	name = name ? name : path;
	if (!*name || strlen(name) > NAME_MAX || stat(in, &folder))
		return false;
	memcpy(to->missing, name, strlen(name) + 1);
	return take(to, &folder);
}

static void identify(struct identity *to, const char *path, int standard)
{
	struct stat about;
	*to = (struct identity){0};
	if (!path)
		return;
	if (!strcmp(path, "-"))
		to->is_known = !fstat(standard, &about) && take(to, &about);
	else if (!stat(path, &about))
		to->is_known = take(to, &about);
	else if (errno == ENOENT)
		to->is_known = identify_missing(to, path);
}

static bool is_same(const struct identity *a, const struct identity *b)
{
	return a->is_known && b->is_known && a->device == b->device && a->inode == b->inode &&
	       !strcmp(a->missing, b->missing);
}

bool options_same(const struct options *o, const char **one, const char **other)
{
	const struct {
		const char *name, *path;
		int standard;
	} files[] = {{"record", o->record, STDOUT_FILENO},
	             {"steps", o->steps, STDOUT_FILENO},
	             {"replay", o->replay, STDIN_FILENO},
	             {"script", o->script, STDIN_FILENO}};
	enum { FILES = sizeof files / sizeof *files };
	struct identity known[FILES];
	for (unsigned i = 0; i < FILES; i++) {
		identify(&known[i], files[i].path, files[i].standard);
		for (unsigned k = 0; k < i; k++)
			if (is_same(&known[k], &known[i])) {
				*one = files[k].name;
				*other = files[i].name;
				return true;
			}
	}
	return false;
}
