/* The table of options: what each is called, what it takes, and when it means something. */
#ifndef OPTIONS_ROWS_H
#define OPTIONS_ROWS_H

#include "app.h"

struct option_row {
	char letter;
	const char *name, *argument;
	const char *help[2];
	bool (*take)(struct options *o, const char *argument);
	const char *wants; /* what a good value looks like, the same in every language */
	unsigned modes; /* in which it means something; 0 in all */
};
extern const struct option_row option_rows[]; /* the last one has no name */

enum { OPTION_MOST = 32 /* rows */ };

/* What the program is asked to do, as bits. */
enum mode {
	SCREEN = 1,
	SERVE = 2,
	SCRIPT = 4,
	LOOK = 8, /* at a recording */
	LOOK_SCRIPT = 16,
	LIST = 32,
	CHECK = 64,
	RUN = SCREEN | SERVE | SCRIPT,
	BARE = SERVE | SCRIPT | LOOK_SCRIPT,
	SHOW = RUN | LOOK | LOOK_SCRIPT
};

#endif
