/*
 * A pane: one part of the screen, one file, one const struct. This header is what panes share:
 * where they stand, their borders, scrolling, and texts in two languages.
 *
 * Invariants: a pane draws only inside its place; it keeps nothing between two drawings, and of
 * the view it changes only its own scroll offsets and where it stands, by view_scroll(),
 * view_sideways() and view_follow().
 */
#ifndef VIEW_PANE_H
#define VIEW_PANE_H

#include "view/view.h"

struct place {
	struct box box; /* with its borders; rows 0: not on the screen */
	bool joins_above; /* its upper border is the lower one of the pane above */
	bool joins_below; /* then its lower border is drawn by the pane below */
};

struct pane {
	const char *name[2]; /* by language */
	int rows; /* lines inside that it likes to have where room is short */
	void (*draw)(struct canvas *c, const struct place *at, const struct model *m,
	             struct view *v);
};

extern const struct pane listing_pane, collections_pane, frames_pane, kernel_pane, output_pane,
	narration_pane;
extern const struct pane *const panes[PANE_COUNT];

struct layout {
	bool is_too_small;
	struct box status, hints;
	struct place place[PANE_COUNT];
};

/* narration: rows that the text at the top would fill if it could. */
void layout_make(struct layout *l, const struct view *v, int narration);
int narration_rows(const struct model *m, const struct view *v);
/* Adds what to try while the program waits, and what opening it has run where both fit in so many
 * columns with a gap between; false when it does not wait, or nobody can end that by hand. */
enum { TIP_GAP = 2 };
bool tip_add(struct bytes *tip, struct bytes *opening, const struct model *m, const struct view *v,
             int columns);
/* Whether its pane will ever show something; lists of functions are shown with their frames. */
bool collections_exist(const struct program *p);

/* The parts of the screen that are no panes. */
void status_draw(struct canvas *c, struct box at, const struct model *m, const struct view *v);
void hints_draw(struct canvas *c, struct box at, const struct view *v);
void prompt_draw(struct canvas *c, struct box at, const struct view *v);
void help_draw(struct canvas *c, struct box screen, struct view *v);
void menu_draw(struct canvas *c, struct box screen, const struct view *v);
void page_draw(struct canvas *c, struct box screen, struct view *v);
/* What a lesson's words mean, from `row` of the box on; returns the row behind them. */
int words_draw(struct canvas *c, struct box in, int row, const struct lesson *l);
/* What the marked entry of the menu is about, from the top of the box on, as much as fits there;
 * beside the list also what its rows have cut. Returns the rows that all of it would take. */
int about_draw(struct canvas *c, struct box in, const struct view *v, struct lessons_entry entry,
               bool is_beside);
/* "[✓]" or "[ ]" and the title of a thing to try, and below it what there is to do where all is to
 * be told; returns the rows it takes. */
int about_draw_task(struct canvas *c, struct box in, int row, const struct lesson_task *task,
                    bool is_done, bool is_full);
void try_draw(struct canvas *c, struct box screen, struct view *v);

/* --- borders ---------------------------------------------------------------------------------- */

/* What lies within the borders. */
struct box place_inside(const struct place *at);
/* Borders, with a title on the left (NULL: the pane's name), a label on the right (NULL: none). */
void place_border(struct canvas *c, const struct place *at, const struct view *v, enum pane_id pane,
                  const char *title, const char *label, enum role label_role);
/* Words in the lower border of a pane that shares it with none: at its left, and at its right where
 * there is room; "" for nothing. */
void place_foot(struct canvas *c, const struct place *at, enum role role, const char *left,
                const char *right);
/* A line through the pane with a title: it starts a section. row is one of the inside. */
void place_section(struct canvas *c, const struct place *at, const struct view *v,
                   enum pane_id pane, int row, const char *title);
/* Where a box over everything stands that would like to be so large: in the middle, or as wide as
 * the screen where little would be left beside it. */
struct box border_overlay_box(struct box screen, int rows, int columns);
/* A box over everything; returns its inside. Its rows are cleared over the whole screen: no word is
 * cut by it. */
struct box border_overlay(struct canvas *c, struct box box, const char *title);
/* Says on the box's last row how many rows lie below what it shows, if any. */
void border_more(struct canvas *c, struct box box, const struct view *v, int below);

/* --- for all ---------------------------------------------------------------------------------- */

/* The phase of the moment; of a line that is about to run; whether a line makes a call that may
 * sleep, by enum stage_call. */
enum phase phase_now(const struct model *m, const struct view *v);
enum phase phase_of_line(const struct lesson_program *p, unsigned line);
bool phase_makes_call(const struct lesson_program *p, unsigned line, uint32_t call);

/* The server's port in digits, from the view's address; "" while there is none. */
const char *view_port(const struct view *v);

/* The one of two texts that is in the view's language. */
__attribute__((format_arg(2), format_arg(3))) static inline const char *
view_say(const struct view *v, const char *english, const char *russian)
{
	return v->language == RUSSIAN ? russian : english;
}

/* Which of `total` rows stands at the top of `rows` visible ones, when without scrolling it would
 * be `first`; clamps the offset. The second: columns that the text is moved to the left. */
int view_scroll(struct view *v, enum pane_id pane, int total, int rows, int first);
int view_sideways(struct view *v, enum pane_id pane, int widest, int columns);

/* Rows of a pane, or of a section of one; none when last is below first. */
struct span {
	int first, last;
};

/* Where `total` rows stand in `rows` visible ones by themselves: as before, or moved just so far
 * that those which changed are seen, the first of them where not all have room; at their beginning
 * after a leap that ends with no change of theirs. While somebody has scrolled the pane by hand
 * nothing moves. Returns *stands. */
int view_follow(const struct view *v, enum pane_id pane, int *stands, int total, int rows,
                struct span changed);
/* Says how many rows are above and below, where there are any and room for that: in a line each, or
 * both in one. `in` becomes what is left; returns the row that stands at its top. */
int view_edges(struct canvas *c, struct box *in, const struct view *v, int total, int top);

/* Notes stand at the right edge of a wide pane's first columns: nobody follows a row further. */
enum { NOTE_COLUMNS = 66 };

static inline int least(int a, int b)
{
	return a < b ? a : b;
}

static inline int most(int a, int b)
{
	return a > b ? a : b;
}

#endif
