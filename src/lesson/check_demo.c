/*
 * Whether a demonstration can be played: not what comes of it, which its own `expect` lines say
 * when it runs, but whether every line is a command that can be given there.
 */
#include "lesson/check_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "lesson/listing.h"

#define BLANKS " \t"

/* Without the blanks around it. */
static char *trim(char *line)
{
	line += strspn(line, BLANKS);
	for (size_t end = strlen(line); end > 0 && strchr(BLANKS, line[end - 1]); end--)
		line[end - 1] = '\0';
	return line;
}

void check_demo(const struct lesson *l, const struct lesson_commands *commands,
                struct faults *faults)
{
	const struct lesson_program *stage = lesson_program(l, NULL);
	struct bytes text = {0};
	unsigned number = 0;

	if (lesson_file_read(&text, l->demo, faults))
		for (char *at = text.data, *next; at && *at; at = next) {
			char *line, *fault;

			next = strchr(at, '\n');
			if (next)
				*next++ = '\0';
			number++;
			line = trim(at);
			fault = *line && *line != '#' ? commands->fault(line, l, &stage) : NULL;
			if (fault)
				faults_add(faults, l->demo, number, "%s", fault);
			free(fault);
		}
	bytes_free(&text);
}
