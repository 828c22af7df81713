/*
 * Which pane stands where: by the size of the screen, the pane with the focus, and whether the
 * program has collections and sockets; never by the moment, so that nothing jumps from step to
 * step, but for the end by an exception: then the output has the rows that its traceback needs, as
 * far as others can spare them. Roomy: two columns and two floors. Medium: the kernel and the
 * output below, across the screen. Small: the panes that are left, in a fixed
 * order. The pane with the focus always stays.
 */
#include "view/pane.h"

#include <string.h>

enum {
	LEAST_ROWS = 10,
	LEAST_COLUMNS = 40, /* below: only a word about that */
	SMALL_COLUMNS = 72, /* below: one column */
	ROOMY_ROWS = 36,
	ROOMY_COLUMNS = 138, /* below: the kernel needs the whole width for who is there */
	KERNEL_COLUMNS = 88, /* with all of that, in the longer language */
	STACK_COLUMNS = 90,
	STACK_ROWS = 28 /* frames below the collections */
};

static void put(struct layout *l, enum pane_id pane, int row, int column, int rows, int columns)
{
	l->place[pane].box = (struct box){row, column, rows, columns};
}

/* Two panes above each other that share a border; the upper one gets `rows` lines inside. */
static void stack(struct layout *l, enum pane_id upper, enum pane_id lower, struct box in, int rows)
{
	put(l, upper, in.row, in.column, rows + 2, in.columns);
	put(l, lower, in.row + rows + 1, in.column, in.rows - rows - 1, in.columns);
	l->place[upper].joins_below = true;
	l->place[lower].joins_above = true;
}

static void whole(struct layout *l, enum pane_id pane, struct box in)
{
	put(l, pane, in.row, in.column, in.rows, in.columns);
}

static void split(struct box in, int columns, struct box *left, struct box *right)
{
	*left = *right = in;
	left->columns = columns;
	right->column += columns;
	right->columns -= columns;
}

static void cut(struct box in, int rows, struct box *upper, struct box *lower)
{
	*upper = *lower = in;
	upper->rows = rows;
	lower->row += rows;
	lower->rows -= rows;
}

/* Halves; what is above a hundred columns goes to the listing and the kernel below it, until the
 * longest lines of both fit. */
static int left_columns(int columns)
{
	return columns <= 100 ? columns / 2
	                      : most(least(columns - 50, KERNEL_COLUMNS), columns * 2 / 5);
}

/* Rows of the upper of two panes that share a box, where the output is the lower one. */
static int rows_above_output(const struct view *v, int rows, int usual)
{
	return most(least(usual, rows - v->traceback), 1);
}

/* Without collections their room is the frames', without sockets the kernel's is the output's. */
static void make_roomy(struct layout *l, const struct view *v, struct box body,
                       bool has_collections, bool has_kernel)
{
	struct box upper, lower, left, right;
	cut(body, body.rows * 62 / 100, &upper, &lower);
	split(upper, left_columns(body.columns), &left, &right);
	whole(l, PANE_LISTING, left);
	if (has_collections)
		whole(l, PANE_COLLECTIONS, right);
	split(lower, left_columns(body.columns), &left, &right);
	if (has_kernel)
		stack(l, PANE_KERNEL, PANE_OUTPUT, left,
		      rows_above_output(v, left.rows - 3, (left.rows - 3) * 58 / 100));
	else
		whole(l, PANE_OUTPUT, left);
	if (!has_collections) {
		right.row = body.row;
		right.rows = body.rows;
	}
	whole(l, PANE_FRAMES, right);
}

/* Listing and collections side by side, the kernel (or what is in its place) and output below.
 * Without collections the frames have their room where frames would stand below them, else the
 * output has it. */
static void make_medium(struct layout *l, const struct view *v, struct box body,
                        bool has_collections, bool has_stack, enum pane_id third)
{
	struct box upper, lower, left, right;
	bool is_output_above = !has_collections && !has_stack;
	int liked = panes[third]->rows + 2 + (is_output_above ? 0 : panes[PANE_OUTPUT]->rows + 1);
	int below = least(most(liked, body.rows * 38 / 100), 24);
	if (!is_output_above)
		below = most(below, least(v->traceback + 4, body.rows * 55 / 100));
	cut(body, body.rows - below, &upper, &lower);
	split(upper, left_columns(body.columns), &left, &right);
	whole(l, PANE_LISTING, left);
	if (has_collections && has_stack)
		stack(l, PANE_COLLECTIONS, PANE_FRAMES, right, (right.rows - 3) * 60 / 100);
	else
		whole(l,
		      has_collections ? PANE_COLLECTIONS
		      : has_stack     ? PANE_FRAMES
		                      : PANE_OUTPUT,
		      right);
	if (is_output_above)
		whole(l, third, lower);
	else
		stack(l, third, PANE_OUTPUT, lower,
		      rows_above_output(v, lower.rows - 3, (lower.rows - 3) * 4 / 5));
}

/* `second` beside the listing or below it; `third` at the bottom when there is room. */
static void make_small(struct layout *l, const struct view *v, struct box body, enum pane_id first,
                       enum pane_id second, enum pane_id third)
{
	struct box upper = body, lower, left, right;
	bool is_wide = body.columns >= SMALL_COLUMNS;
	if (body.rows >= (is_wide ? 12 : 18)) {
		int rows = panes[third]->rows;
		if (third == PANE_OUTPUT)
			rows = most(rows, least(v->traceback, body.rows / 3));
		cut(body, body.rows - rows - 2, &upper, &lower);
		whole(l, third, lower);
	}
	if (is_wide) {
		split(upper, left_columns(body.columns), &left, &right);
		whole(l, first, left);
		whole(l, second, right);
	} else if (upper.rows >= 12) {
		cut(upper, upper.rows * 55 / 100, &left, &right);
		whole(l, first, left);
		whole(l, second, right);
	} else {
		whole(l, first, upper);
	}
}

static void make_by_focus(struct layout *l, const struct view *v, struct box body,
                          bool has_collections)
{
	enum pane_id focus = v->focus;
	enum pane_id second = has_collections ? PANE_COLLECTIONS : PANE_OUTPUT;
	enum pane_id third = has_collections ? PANE_OUTPUT : PANE_KERNEL;
	bool is_wide = body.columns >= SMALL_COLUMNS, is_deep = body.rows >= (is_wide ? 12 : 18);
	if (focus == PANE_NARRATION || focus == PANE_LISTING || focus == second)
		focus = PANE_COUNT;
	if (focus != PANE_COUNT && is_deep)
		third = focus;
	else if (focus != PANE_COUNT)
		second = focus;
	enum pane_id first = PANE_LISTING;
	if (!is_wide && !is_deep && body.rows < 12 && v->focus != PANE_NARRATION)
		first = v->focus; /* only one has room */
	make_small(l, v, body, first, second, third);
}

static int rows_at_top(const struct view *v, int needed)
{
	bool is_deep = v->rows >= ROOMY_ROWS && v->columns < SMALL_COLUMNS;
	int rows = is_deep ? 4 : v->rows >= 24 ? 3 : v->rows >= 14 ? 2 : 1;
	if (v->focus == PANE_NARRATION) /* somebody wants to read it all */
		rows = most(rows, least(needed, v->rows / 3));
	return rows;
}

/* Whether the listing imports sockets: of one that does not the kernel holds nothing. */
static bool has_sockets(const struct lesson_program *p)
{
	for (unsigned i = 0; i < p->python_count; i++)
		if (!strncmp(p->python[i], "import socket", 13) ||
		    !strncmp(p->python[i], "from socket ", 12))
			return true;
	return false;
}

void layout_make(struct layout *l, const struct view *v, int narration)
{
	int rows = v->rows, columns = v->columns, top = rows_at_top(v, narration);
	*l = (struct layout){.is_too_small = rows < LEAST_ROWS || columns < LEAST_COLUMNS};
	if (l->is_too_small)
		return;
	l->status = (struct box){0, 0, 1, columns};
	l->hints = (struct box){rows - 1, 0, 1, columns};
	put(l, PANE_NARRATION, 1, 0, top, columns);
	struct box body = {1 + top, 0, rows - top - 2, columns};
	bool has_stack = columns >= STACK_COLUMNS && rows >= STACK_ROWS;
	bool has_kernel = !v->program || v->focus == PANE_KERNEL || has_sockets(v->program);
	bool wants_frames = v->focus == PANE_FRAMES || !has_kernel;
	bool has_collections = !v->program || v->focus == PANE_COLLECTIONS || /* asked for */
	                       collections_exist(v->program->twin);
	if (columns >= ROOMY_COLUMNS && rows >= ROOMY_ROWS)
		make_roomy(l, v, body, has_collections, has_kernel);
	else if (columns >= SMALL_COLUMNS && body.rows >= 18)
		make_medium(l, v, body, has_collections, has_stack,
		            wants_frames && !has_stack ? PANE_FRAMES : PANE_KERNEL);
	else
		make_by_focus(l, v, body, has_collections);
}
