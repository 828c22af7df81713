/*
 * Where the lessons folder is: XDG base directories, and the tree that the program was built in.
 * What it finds by itself is one that holds a guide; what a guide says is not known here.
 */
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/show.h"
#include "lesson/lesson.h"

#ifndef LESSONDIR /* the Makefile's, where `make install` puts them */
#define LESSONDIR "/usr/local/share/asyncviz/lessons"
#endif
#define BELOW_DATA "/asyncviz/lessons"

enum { PATH_SIZE = 4096 };

static bool is_folder(const char *path)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(status.st_mode);
}

static bool holds_guide(const char *path)
{
	static const char *const patterns[] = {"/[0-9]*-*/guide.en.md", "/[0-9]*-*/guide.ru.md"};
	bool holds = false;

	for (size_t i = 0; !holds && i < sizeof patterns / sizeof *patterns; i++) {
		struct bytes pattern = {0};
		glob_t found = {0};

		for (const char *c = path; *c; c++) /* a name may hold what a pattern means */
			bytes_addf(&pattern, strchr("*?[\\", *c) ? "\\%c" : "%c", *c);
		bytes_add_text(&pattern, patterns[i]);
		int answer = glob(bytes_text(&pattern), GLOB_NOSORT, NULL, &found);
		if (answer == GLOB_NOSPACE)
			die("out of memory");
		holds = !answer;
		globfree(&found);
		bytes_free(&pattern);
	}
	return holds;
}

/* The path, or NULL and the path freed when no folder of lessons is there. */
static char *if_folder(char *path)
{
	if (path && is_folder(path) && holds_guide(path))
		return path;
	free(path);
	return NULL;
}

/* What the user asked for must be there. */
static char *insist(const char *path, const char *whose, char **why)
{
	struct bytes shown = {0};

	if (is_folder(path))
		return xstrdup(path);
	bytes_addf(&shown, "%s: ", whose);
	show_into(&shown, path, strlen(path));
	bytes_addf(&shown, ": %s", strerror(errno));
	*why = xstrdup(bytes_text(&shown));
	bytes_free(&shown);
	return NULL;
}

static char *beside_program(void)
{
	char program[PATH_SIZE];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program);
	const char *slash;

	if (length <= 0 || length >= PATH_SIZE)
		return NULL;
	program[length] = '\0';
	slash = strrchr(program, '/');
	return slash ? if_folder(xasprintf("%.*s/lessons", (int)(slash - program), program)) : NULL;
}

/* The XDG rules: a relative path is as good as none. */
static char *in_data_home(void)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (data && data[0] == '/')
		return if_folder(xasprintf("%s" BELOW_DATA, data));
	if (home && home[0] == '/')
		return if_folder(xasprintf("%s/.local/share" BELOW_DATA, home));
	return NULL;
}

static char *in_data_dirs(void)
{
	const char *dirs = getenv("XDG_DATA_DIRS");
	char *found = NULL;

	if (!dirs || !*dirs)
		dirs = "/usr/local/share:/usr/share";
	while (!found && *dirs) {
		size_t length = strcspn(dirs, ":");

		if (dirs[0] == '/' && length < PATH_SIZE)
			found = if_folder(xasprintf("%.*s" BELOW_DATA, (int)length, dirs));
		dirs += length + (dirs[length] == ':');
	}
	return found;
}

char *lessons_folder(const char *wanted, char **why)
{
	const char *variable = getenv("ASYNCVIZ_LESSONS");
	char *found;

	if (wanted)
		return insist(wanted, "--lessons", why);
	if (variable && *variable)
		return insist(variable, "ASYNCVIZ_LESSONS", why);
	found = beside_program();
	if (!found)
		found = in_data_home();
	if (!found) /* before the shared folders: another installation's lessons may stand there */
		found = if_folder(xstrdup(LESSONDIR));
	if (!found)
		found = in_data_dirs();
	if (!found)
		*why = xstrdup("no lessons found; name their folder with --lessons DIR");
	return found;
}
