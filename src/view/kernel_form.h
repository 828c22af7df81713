/*
 * Where the fields of the kernel's rows stand, and what its numbers are called: alike at every
 * width, here and in the guides.
 */
#ifndef VIEW_KERNEL_FORM_H
#define VIEW_KERNEL_FORM_H

#include "view/pane.h"

enum {
	KERNEL_PLACE_AT = 9, /* of a descriptor, and of a port where it has no column of its own */
	KERNEL_PLACE = 7, /* columns of either */
	KERNEL_GAP = 2 /* behind a field */
};

/* By language. */
extern const char *const kernel_unread[2], *const kernel_unsent[2];

/* Where fields begin, by what the width has room for. A connection that was accepted has a
 * descriptor, one that was not has a port: where room is short they share a column. */
struct kernel_form {
	int port, state, queues; /* state: queues where there is no room for a state */
	bool is_wide; /* large numbers push nothing */
};

struct kernel_form kernel_form(const struct view *v, int columns);
/* Columns of "unread 12 B" and what is behind it. */
int kernel_queue_columns(const char *word, bool is_wide);

#endif
