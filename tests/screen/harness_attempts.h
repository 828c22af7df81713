/* Every key and every command, as bytes to type. Both lists are read from the program, not kept. */
#ifndef HARNESS_ATTEMPTS_H
#define HARNESS_ATTEMPTS_H

#include "harness.h"

enum { ATTEMPTS_MOST = 200, ATTEMPT_LINE = 80 };

struct attempt {
	char bytes[ATTEMPT_LINE]; /* UTF-8 */
	char does[ATTEMPT_LINE]; /* the command line that it runs, "" for none */
	bool is_command; /* typed at the prompt */
};

struct attempts {
	struct attempt tried[ATTEMPTS_MOST];
	unsigned count;
};

/* The keys of the table, and the letters of a Russian layout in their places. */
void attempts_of_keys(struct attempts *all);
/* Each command without arguments, and some with. */
void attempts_of_commands(struct attempts *all);

#endif
