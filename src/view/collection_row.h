/*
 * A row of a collection, "→client1   ▸ client(client1)   paused at line 23", and the form that all
 * rows of the pane share.
 *
 * Invariants: rows of one form align, whatever their names; scrolling changes no form.
 */
#ifndef VIEW_COLLECTION_ROW_H
#define VIEW_COLLECTION_ROW_H

#include "view/pane.h"

struct row {
	const char *mark; /* "→" came, "←" left */
	enum role role;
	bool has_key;
	uint32_t key;
	value item;
};

struct row_form {
	int key; /* columns of the longest name of a socket */
	bool is_tight; /* the arrow behind it has no blanks around it */
	bool has_short_states;
	int edge; /* the column where states end, */
	int margin; /* with so many blanks behind them */
};

/* Whether the pane has rows of this collection: of a local one the frames tell. */
bool row_is_shown(const struct program *p, unsigned number);
/* Whether a row of this collection leads from a socket to something. */
bool row_is_keyed(const struct program *p, unsigned number);
/* The form for all collections of the program, in a pane so many columns wide. It goes by what
 * there is, not by where it is now: nothing that moves changes it. */
struct row_form row_form(const struct model *m, const struct view *v, int columns);
void row_draw(struct canvas *c, struct box in, int row, const struct model *m, const struct view *v,
              const struct row_form *form, const struct row *r);

#endif
