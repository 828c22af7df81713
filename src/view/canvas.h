/*
 * The canvas: a grid of character cells with roles, which everything is drawn on. The terminal
 * gives roles their looks; dump and the tests read the characters. No terminal is needed.
 *
 * Invariants: drawing outside the grid, or outside the clip, does nothing; a character two cells
 * wide has its second cell marked with character 0 and is never cut in half; only text that went
 * through the show gate is drawn (a control character becomes a space here all the same).
 */
#ifndef VIEW_CANVAS_H
#define VIEW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"

enum { CANVAS_ROWS = 200, CANVAS_COLUMNS = 500, CANVAS_MARKS = 2 };

/* What a cell is for, not how it looks. */
enum role {
	ROLE_TEXT,
	ROLE_STRONG, /* what the eye should meet first */
	ROLE_QUIET, /* less important, still easy to read */
	ROLE_BORDER,
	ROLE_TITLE, /* of a pane */
	ROLE_FOCUS, /* border and title of the pane that has the focus */
	ROLE_STATUS, /* the status line, */
	ROLE_PAST, /* and when it speaks of the past */
	ROLE_NOW, /* the line about to run */
	ROLE_CHANGED, /* came or changed in this step */
	ROLE_GONE, /* left in this step */
	ROLE_WAIT,
	ROLE_READY,
	ROLE_RUN,
	ROLE_PARK, /* the four phases */
	ROLE_REAL,
	ROLE_MODELLED, /* the two labels of honesty */
	ROLE_ERROR,
	ROLE_KEY, /* a key in the hints */
	ROLE_PROMPT,
	ROLE_CHOSEN, /* the chosen line of a menu */
	ROLE_MATCH, /* what was searched for */
	ROLE_KEYWORD,
	ROLE_STRING,
	ROLE_COMMENT, /* of a listing */
	ROLE_COUNT
};

struct cell {
	uint32_t character; /* 0: the second half of a wide character */
	uint32_t marks[CANVAS_MARKS]; /* combining characters, 0 for none */
	uint8_t role;
};

struct canvas {
	int rows, columns;
	struct cell *cells; /* rows * columns */
	int cursor_row, cursor_column; /* where the terminal's cursor stands; row -1 hides it */
	bool is_ascii; /* boxes and arrows in ASCII */
};

struct box {
	int row, column, rows, columns; /* any may be 0 or less: then nothing is drawn */
};

/* Sizes are clamped to CANVAS_ROWS and CANVAS_COLUMNS, and to at least 1. Clears it. */
void canvas_resize(struct canvas *c, int rows, int columns);
void canvas_free(struct canvas *c);

/* Draws text at a place inside the box, cut at the box's right edge with an ellipsis; returns the
 * column after it, both relative to the box. */
int canvas_text(struct canvas *c, struct box clip, int row, int column, enum role role,
                const char *text);
__attribute__((format(printf, 6, 7))) int canvas_printf(struct canvas *c, struct box clip, int row,
                                                        int column, enum role role,
                                                        const char *format, ...);
/* Fills cells of a row of the box with a role, keeping the characters. */
void canvas_paint(struct canvas *c, struct box clip, int row, int column, int columns,
                  enum role role);
/* Word-wraps text into the box from `row` on; returns the rows it took (also those cut off). */
int canvas_wrap(struct canvas *c, struct box clip, int row, enum role role, const char *text);
/* The same for a text that can be scrolled: the last row of the clip is one like the others. */
int canvas_flow(struct canvas *c, struct box clip, int row, enum role role, const char *text);

/* The picture as text: a line a row, spaces at line ends cut off. */
void canvas_dump(const struct canvas *c, struct bytes *out);

#endif
