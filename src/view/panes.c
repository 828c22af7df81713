/* The table of panes, and how any of them scrolls. Knows no pane from within. */
#include "view/pane.h"

const struct pane *const panes[PANE_COUNT] = {
	[PANE_LISTING] = &listing_pane, [PANE_COLLECTIONS] = &collections_pane,
	[PANE_FRAMES] = &frames_pane,   [PANE_KERNEL] = &kernel_pane,
	[PANE_OUTPUT] = &output_pane,   [PANE_NARRATION] = &narration_pane,
};

unsigned view_tasks_done(const struct view *v)
{
	unsigned done = 0;
	for (unsigned i = 0; i < v->lesson->task_count; i++)
		done += v->tasks[i].is_done;
	return done;
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

void view_more(struct canvas *c, struct box inside, int row, const struct view *v, int more)
{
	canvas_printf(c, inside, row, 1, ROLE_QUIET, view_say(v, "… and %d more", "… и ещё %d"),
	              more);
}
