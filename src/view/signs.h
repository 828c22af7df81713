/*
 * The signs and words that the panes speak in, each with its look and what help says of it.
 *
 * Invariants: a sign is one column wide in both forms; in ASCII no two of them are alike.
 */
#ifndef VIEW_SIGNS_H
#define VIEW_SIGNS_H

#include "view/view.h"

enum sign {
	SIGN_NEXT, /* the line about to run */
	SIGN_CALLER, /* a line that waits for the call in it */
	SIGN_SLEEPER,
	SIGN_RUNNING, /* the frame on top; in the status line: no pause ahead */
	SIGN_FATAL,
	SIGN_CAME,
	SIGN_GONE,
	SIGN_BREAK,
	SIGN_COUNT
};

const char *sign_mark(const struct view *v, enum sign sign);
/* "from a socket to what waits for it": two columns wide in ASCII, else one. */
const char *sign_leads_to(const struct view *v);

/* Of no phase the word is "". */
const char *sign_phase(const struct view *v, enum phase phase);
enum role sign_phase_role(enum phase phase);
const char *sign_real(const struct view *v);
const char *sign_modelled(const struct view *v);

/* Keys as they are called: in ASCII arrows are words, for > is a key as well. */
void sign_keys(char *out, size_t size, const struct view *v, const char *keys);

/* Row i of what help lists: false when there are no more. */
struct sign_row {
	char mark[24];
	enum role role;
	const char *text;
};
bool sign_row(const struct view *v, unsigned i, struct sign_row *row);

#endif
