/* The table of panes, how any of them scrolls, and what they all ask. Knows no pane from within. */
#include <string.h>

#include "view/pane.h"

enum { ROWS_A_LINE = 3 };

const struct pane *const panes[PANE_COUNT] = {
	[PANE_LISTING] = &listing_pane, [PANE_COLLECTIONS] = &collections_pane,
	[PANE_FRAMES] = &frames_pane,   [PANE_KERNEL] = &kernel_pane,
	[PANE_OUTPUT] = &output_pane,   [PANE_NARRATION] = &narration_pane,
};

const char *view_port(const struct view *v)
{
	const char *colon = strrchr(v->address, ':');
	return colon ? colon + 1 : "";
}

static unsigned count_done(const struct view_task *tasks, const struct lesson *l)
{
	unsigned done = 0;
	for (unsigned i = 0; tasks && i < l->task_count; i++)
		done += tasks[i].is_done;
	return done;
}

unsigned view_tasks_done(const struct view *v)
{
	return count_done(v->tasks, v->lesson);
}

unsigned view_done_of(const struct view *v, const struct lesson *l)
{
	return count_done(view_tasks_of(v, l), l);
}

const struct view_task *view_tasks_of(const struct view *v, const struct lesson *l)
{
	for (unsigned i = 0; i < v->tried_count; i++)
		if (v->tried[i].lesson == l)
			return v->tried[i].tasks;
	return NULL;
}

static bool is_done(const struct view *v, const struct lesson *l)
{
	return view_done_of(v, l) == l->task_count;
}

const struct lesson *view_next_lesson(const struct view *v)
{
	unsigned count = lessons_count(v->lessons), here = 0;
	while (here + 1 < count && lessons_at(v->lessons, here) != v->lesson)
		here++;
	for (unsigned i = 1; i <= count; i++) {
		const struct lesson *l = lessons_at(v->lessons, (here + i) % count);
		if (l != v->lesson && !is_done(v, l))
			return l;
	}
	return NULL;
}

int view_scroll(struct view *v, enum pane_id pane, int total, int rows, int first)
{
	int last = most(total - rows, 0);
	first = most(least(first, last), 0);
	v->scroll[pane] = most(least(v->scroll[pane], last - first), -first);
	return first + v->scroll[pane];
}

int view_sideways(struct view *v, enum pane_id pane, int widest, int columns)
{
	v->sideways[pane] = most(least(v->sideways[pane], widest - columns), 0);
	return v->sideways[pane];
}

/* Of three rows that there are one at most says what is not in sight. */
static bool has_line_below(int total, int rows, int top)
{
	return rows >= ROWS_A_LINE && total - top > rows;
}

static bool has_line_above(int total, int rows, int top)
{
	return top > 0 && rows >= ROWS_A_LINE * (has_line_below(total, rows, top) ? 2 : 1);
}

int view_follow(const struct view *v, enum pane_id pane, int *stands, int total, int rows,
                struct span changed)
{
	int last = most(total - rows, 0), top = least(*stands, last);
	bool has_changed = changed.first <= changed.last;
	if (v->has_leapt && !has_changed)
		return *stands = 0;
	if (has_changed && !v->scroll[pane]) {
		if (changed.last >= top + rows - has_line_below(total, rows, top)) {
			top = most(changed.last - rows + 1, 0);
			top = least(top + has_line_below(total, rows, top), last);
		}
		if (changed.first < top + has_line_above(total, rows, top))
			top = changed.first - has_line_above(total, rows, changed.first);
	}
	return *stands = top;
}

static void say_below(struct canvas *c, struct box in, const struct view *v, int above, int below)
{
	if (above)
		canvas_printf(c, in, in.rows - 1, 1, ROLE_QUIET,
		              view_say(v, "… %d above, %d below", "… ещё %d выше, %d ниже"), above,
		              below);
	else
		canvas_printf(c, in, in.rows - 1, 1, ROLE_QUIET,
		              view_say(v, "… and %d more", "… и ещё %d"), below);
}

int view_edges(struct canvas *c, struct box *in, const struct view *v, int total, int top)
{
	bool is_above = has_line_above(total, in->rows, top);
	if (has_line_below(total, in->rows, top)) {
		say_below(c, *in, v, is_above ? 0 : top, total - top - in->rows + 1);
		in->rows--;
	}
	if (is_above) {
		canvas_printf(c, *in, 0, 1, ROLE_QUIET, view_say(v, "… %d above", "… ещё %d выше"),
		              top + 1);
		in->row++;
		in->rows--;
	}
	return top + is_above;
}
