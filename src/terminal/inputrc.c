/*
 * Included files are put in the place of their line, and readline judges their conditions ($if) as
 * it does within one file. So a file may be read that a condition leaves out; nothing comes of it.
 */
#include "terminal/inputrc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <readline/readline.h>
#include <readline/tilde.h>

#include "base/show.h"
#include "base/text.h"
#include "terminal/user_file.h"

enum { SEQUENCES_MOST = 16 << 10 }; /* bytes: readline takes 4 KiB of memory for each */

struct reading {
	struct app *app;
	unsigned files;
	size_t bytes, sequences;
	bool has_said; /* what was wrong first */
};

void inputrc_keep_from_readline(void)
{
	rl_read_init_file(
		"/dev/null"); /* the name is kept, and read in the place of the usual ones */
}

static void say(struct reading *r, const char *path, enum user_file_fault fault)
{
	if (r->has_said || fault == USER_FILE_NONE)
		return;
	user_file_say(r->app, path, fault);
	r->has_said = true;
}

static void say_too_many(struct reading *r, const char *path)
{
	char shown[80];
	show(shown, sizeof shown, path, strlen(path));
	if (!r->has_said)
		app_refuse(r->app, "%s was not read: %d files are included already.",
		           "Файл %s не прочитан: включено уже файлов: %d.", shown, INPUTRC_FILES);
	r->has_said = true;
}

static bool read_file(struct reading *r, const char *path);

/* What follows "$include"; NULL where the line is no such. */
static char *included(char *line)
{
	static const char word[] = "include";
	if (*line != '$')
		return NULL;
	line += 1 + strspn(line + 1, " \t");
	size_t length = strcspn(line, " \t");
	if (length != sizeof word - 1 || strncasecmp(line, word, length) != 0)
		return NULL;
	return line + length + strspn(line + length, " \t");
}

static void read_line(struct reading *r, char *line)
{
	size_t length = strlen(line);
	if (length && line[length - 1] == '\r')
		line[length - 1] = '\0';
	line += strspn(line, " \t");
	char *path = included(line);
	if (path)
		read_file(r, path);
	else if (*line == '"' && (r->sequences += strcspn(line + 1, "\"")) > SEQUENCES_MOST)
		return;
	else if (*line && *line != '#')
		rl_parse_and_bind(line);
}

static void read_lines(struct reading *r, char *text)
{
	for (char *line = text, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		read_line(r, line);
	}
}

/* False when it could not be read. */
static bool read_file(struct reading *r, const char *path)
{
	struct bytes text = {0};
	if (r->files == INPUTRC_FILES) {
		say_too_many(r, path);
		return false;
	}
	char *whole = tilde_expand(path);
	enum user_file_fault fault = user_file_read(&text, whole, USER_FILE_MOST - r->bytes);
	free(whole);
	if (fault) {
		say(r, path, fault);
		bytes_free(&text); /* the room that was made for what could not be read */
		return false;
	}
	r->files++;
	r->bytes += text.length;
	if (text.data)
		read_lines(r, text.data + text_mark(text.data, text.length));
	bytes_free(&text);
	return true;
}

void inputrc_read(struct app *app)
{
	struct reading r = {.app = app};
	const char *named = getenv("INPUTRC");
	if (named && *named)
		read_file(&r, named);
	else if (!read_file(&r, "~/.inputrc"))
		read_file(&r, "/etc/inputrc");
	rl_set_keymap_from_edit_mode(); /* whatever `set keymap` has chosen to bind in */
}
