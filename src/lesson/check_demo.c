/*
 * Whether a demonstration can be played: not what comes of it, which its own `expect` lines say
 * when it runs, but that every line is a command, and every tag one of the program on the stage.
 */
#include "lesson/check_file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "lesson/listing.h"

#define BLANKS " \t"

struct demo {
	const struct lesson *lesson;
	const struct lesson_program *program; /* on the stage; NULL: another lesson's */
	const struct lesson_commands *commands;
	unsigned line;
	struct faults *faults;
};

/* Digits alone, as the commands take them; ULONG_MAX for anything else. */
static unsigned long read_number(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	return digits > 0 && !text[digits] ? strtoul(text, NULL, 10) : ULONG_MAX;
}

/* "5", "05", "generators" or "05-generators". */
static bool is_lesson(const struct lesson *l, const char *word)
{
	return read_number(word) == l->number || strcmp(word, l->name) == 0 ||
	       strcmp(word, l->folder) == 0;
}

/* lesson N|NAME [PROGRAM]. One that is not there leaves on the stage what is there. */
static void change_program(struct demo *d, char *rest)
{
	char *name = rest + strcspn(rest, BLANKS);
	bool is_ours;
	const struct lesson_program *program;

	if (*name)
		*name++ = '\0';
	name += strspn(name, BLANKS);
	is_ours = is_lesson(d->lesson, rest);
	program = is_ours ? lesson_program(d->lesson, *name ? name : NULL) : NULL;
	if (program || !is_ours)
		d->program = program;
	else
		faults_add(d->faults, d->lesson->demo, d->line, "This lesson has no program `%s`",
		           name);
}

/* A line's number will do as well. */
static bool is_tag(const struct program *p, const char *text)
{
	unsigned long line = read_number(text);

	return program_tag_line(p, text) > 0 ||
	       (line <= LISTING_LINES && program_tag_at(p, (unsigned)line));
}

static void check_command(struct demo *d, char *line)
{
	size_t length = strcspn(line, BLANKS);
	const char *usage = d->commands->usage(line, length),
		   *wanted = usage ? strchr(usage, ' ') : NULL;
	char *rest = line + length + strspn(line + length, BLANKS);

	if (!usage)
		faults_add(d->faults, d->lesson->demo, d->line, "There is no command `%.*s`",
		           (int)length, line);
	else if (*rest ? !wanted : wanted && wanted[1] != '[')
		faults_add(d->faults, d->lesson->demo, d->line, "A command reads `%s`", usage);
	else if (strncmp(usage, "lesson ", 7) == 0)
		change_program(d, rest);
	else if (*rest && d->program && strstr(usage, "TAG") && !is_tag(d->program->twin, rest))
		faults_add(d->faults, d->lesson->demo, d->line,
		           "The listing of `%s` has no tag `%s`", d->program->name, rest);
}

void check_demo(const struct lesson *l, const struct lesson_commands *commands,
                struct faults *faults)
{
	struct demo demo = {l, lesson_program(l, NULL), commands, 0, faults};
	struct bytes text = {0};

	if (lesson_file_read(&text, l->demo, faults))
		for (char *at = text.data, *next; at && *at; at = next) {
			next = strchr(at, '\n');
			if (next)
				*next++ = '\0';
			demo.line++;
			at += strspn(at, BLANKS);
			for (size_t end = strlen(at); end > 0 && strchr(BLANKS, at[end - 1]); end--)
				at[end - 1] = '\0';
			if (*at && *at != '#')
				check_command(&demo, at);
		}
	bytes_free(&text);
}
