/*
 * The things to try in this lesson: which are done, and the chosen one unfolded, with what to do,
 * the hints that were asked for and, once it is done, why. What a task is, the guide says.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum {
	TRY_COLUMNS = 78,
	TITLE_AT = 6,
	TEXT_AT = 8,
	NARROW = 50, /* columns: with fewer the text begins further to the left */
	NARROW_TEXT_AT = 3,
	HINT_COLUMNS = 3
};

/* How a guide writes the server's address in a line for the shell, and all of it but the port. */
static const char as_in_guides[] = "127.0.0.1 5000", host_in_guides[] = "127.0.0.1 ";

/* Each part takes rows from `row` on, seen or not. */
struct tries {
	struct canvas *c;
	struct box in;
	const struct view *v;
	int row; /* of the box; less than 0: scrolled out of sight */
	int text_at; /* column */
	int chosen_from, chosen_to; /* rows of the unfolded one */
};

/* A task's text as it can be typed: where the server listens on another port, with that one. */
static void add_text(struct bytes *out, const struct view *v, const char *text)
{
	const char *at;
	while (*view_port(v) && (at = strstr(text, as_in_guides))) {
		bytes_add(out, text, at - text);
		bytes_addf(out, "%s%s", host_in_guides, view_port(v));
		text = at + strlen(as_in_guides);
	}
	bytes_add_text(out, text);
}

static void draw_text(struct tries *l, int indent, enum role role, const char *text)
{
	int column = l->text_at + indent;
	struct box room = {l->in.row, l->in.column + column, l->in.rows,
	                   l->in.columns - column - 2};
	struct bytes words = {0};
	add_text(&words, l->v, text);
	l->row += canvas_flow(l->c, room, l->row, role, words.data);
	bytes_free(&words);
}

static void draw_hints(struct tries *l, const struct lesson_task *task, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		canvas_printf(l->c, l->in, l->row, l->text_at, ROLE_KEY, "%u.", i + 1);
		draw_text(l, HINT_COLUMNS, ROLE_TEXT, task->hints[i]);
	}
}

/* With what it takes to get another hint, as long as there is one. */
static void draw_hints_asked_for(struct tries *l, const struct lesson_task *task, unsigned asked)
{
	draw_hints(l, task, asked);
	if (asked == task->hint_count)
		return;
	l->row += asked > 0;
	canvas_printf(l->c, l->in, l->row++, l->text_at, ROLE_QUIET,
	              view_say(l->v, "Enter: a hint (%u of %u)", "Enter — подсказка (%u из %u)"),
	              asked + 1, task->hint_count);
}

/* Once nothing is left here: where it goes on, below the reason that is read now. */
static void draw_next(struct tries *l)
{
	const struct view *v = l->v;
	const struct lesson *next = v->lessons ? view_next_lesson(v) : NULL;
	struct bytes text = {0};
	if (view_tasks_done(v) < v->lesson->task_count)
		return;
	if (next)
		bytes_addf(&text,
		           view_say(v, "All done here. Next is lesson %u, \"%s\": m, or :lesson %u",
		                    "Здесь всё удалось. Дальше урок %u, «%s»: m или :lesson %u"),
		           next->number, next->title, next->number);
	else
		bytes_add_text(&text,
		               view_say(v, "The whole course is done. M shows its map once more.",
		                        "Весь курс пройден. M — ещё раз взглянуть на карту."));
	l->row++;
	draw_text(l, 0, ROLE_KEY, bytes_text(&text));
	bytes_free(&text);
}

static void draw_unfolded(struct tries *l, const struct lesson_task *task,
                          const struct view_task *state)
{
	l->row++;
	draw_text(l, 0, ROLE_TEXT, task->text);
	l->row++;
	if (state->is_done) {
		draw_text(l, 0, ROLE_STRONG, task->explanation);
		draw_next(l);
		l->row += task->hint_count > 0;
		draw_hints(l, task, task->hint_count);
	} else {
		draw_hints_asked_for(l, task, state->hints);
	}
}

static void draw_task(struct tries *l, unsigned i)
{
	const struct view *v = l->v;
	const struct lesson_task *task = &v->lesson->tasks[i];
	const struct view_task *state = &v->tasks[i];
	bool is_chosen = i == v->try_choice;
	enum role role = is_chosen ? ROLE_CHOSEN : ROLE_TEXT;
	if (is_chosen)
		canvas_text(l->c, l->in, l->row, 0, role, "▶");
	canvas_text(l->c, l->in, l->row, 2, is_chosen ? role : ROLE_REAL,
	            state->is_done ? "[✓]" : "[ ]");
	canvas_printf(l->c, l->in, l->row, TITLE_AT, role, "%u %s", i + 1, task->title);
	if (is_chosen)
		canvas_paint(l->c, l->in, l->row, 0, l->in.columns, role);
	l->chosen_from = is_chosen ? l->row : l->chosen_from;
	l->row++;
	if (!is_chosen)
		return;
	draw_unfolded(l, task, state);
	l->chosen_to = l->row;
	l->row += i + 1 < v->lesson->task_count;
}

/* Draws all of it from `row` on. */
static struct tries draw_all(struct canvas *c, struct box in, const struct view *v, int row)
{
	struct tries l = {.c = c, .in = in, .v = v, .row = row};
	l.text_at = in.columns < NARROW ? NARROW_TEXT_AT : TEXT_AT;
	for (unsigned i = 0; i < v->lesson->task_count; i++)
		draw_task(&l, i);
	return l;
}

/* The row at the top: with all of the unfolded one in sight, or at least its title. */
static int first_row(const struct tries *whole, int rows, struct view *v)
{
	int first = most(least(whole->chosen_to - rows, whole->chosen_from), 0);
	int last = most(whole->row - rows, 0);
	v->try_scroll = most(least(v->try_scroll, last - first), -first);
	return first + v->try_scroll;
}

static void draw_count(struct canvas *c, struct box box, const struct view *v)
{
	char count[40];
	snprintf(count, sizeof count, view_say(v, " %u of %u done ", " сделано %u из %u "),
	         view_tasks_done(v), v->lesson->task_count);
	canvas_text(c, box, 0, box.columns - text_columns(count, strlen(count)) - 2, ROLE_FOCUS,
	            count);
}

void try_draw(struct canvas *c, struct box screen, struct view *v)
{
	int columns = border_overlay_box(screen, 0, TRY_COLUMNS).columns;
	struct tries whole = draw_all(c, (struct box){0, 0, 0, columns - 2}, v, 0);
	struct box box = border_overlay_box(screen, whole.row + 2, columns);
	struct box in = border_overlay(c, box, view_say(v, "try", "опыты"));
	int first = first_row(&whole, in.rows, v);
	draw_count(c, box, v);
	draw_all(c, in, v, -first);
	border_more(c, box, v, whole.row - first - in.rows);
}
