/*
 * The words at the top: why this line, what to try while nothing happens, what went wrong, and the
 * answer to the last command. They stand beside the change, without a border.
 */
#include <string.h>

#include "lesson/except.h"
#include "view/errors.h"
#include "view/moment.h"
#include "view/pane.h"

/* What there is to say: a paragraph, and one line below it. */
struct words {
	struct bytes paragraph, below, before; /* before: beside the line below, on its left */
	enum role role, below_role;
	int below_needs; /* rows at the top from which on the line below is shown */
};

/* ", raised in line 24 of client()": Python leaves the listing at an `except` that did not match,
 * perhaps far from there. */
static void add_origin(struct bytes *out, const struct model *m, const struct view *v)
{
	const struct program *p = v->program->twin;
	if (!m->error.line || m->error.code >= p->code_count)
		return;
	bytes_addf(out, view_say(v, ", raised in line %u", ", выброшено в строке %u"),
	           m->error.line);
	if (m->error.code) /* 0: the module */
		bytes_addf(out, view_say(v, " of %s()", " функции %s()"),
		           p->codes[m->error.code].name);
}

static void say_returned(struct words *w, const struct view *v)
{
	w->role = ROLE_STRONG;
	bytes_add_text(&w->paragraph,
	               view_say(v,
	                        "The program has returned: there was nothing left for it to do. ",
	                        "Программа завершилась: ей больше нечего делать. "));
}

/* What an `except` on this line is for; "" where there is none, or where it is for the exception in
 * flight. */
static struct bytes name_of_another(const struct model *m, const struct view *v, unsigned line)
{
	struct bytes name = {0};
	size_t length;
	if (!line || line > v->program->python_count)
		return name;
	const char *text = v->program->python[line - 1], *names = except_names(text, &length);
	if (length && !except_catches(text, error_name(m->error.kind)))
		bytes_add(&name, names, length);
	return name;
}

/* The program that shows where to catch what ended this one; NULL none. */
static const struct lesson_program *cure(const struct model *m, const struct view *v)
{
	bool is_known = m->has_ended && m->error.kind && m->error.kind < STAGE_ERROR_COUNT;
	return is_known ? except_cure(v->lesson, v->program, m->error.kind) : NULL;
}

/* Whether a line below is needed for more than the goal: then the paragraph is short, so that on 80
 * columns nothing is cut. */
static bool has_answer(const struct model *m, const struct view *v)
{
	return *v->message || cure(m, v);
}

/* Where it ended is an `except` that has seen the exception; false when it is not. */
static bool say_past_except(struct words *w, const struct model *m, const struct view *v)
{
	unsigned line = view_last_line(m);
	struct bytes name = name_of_another(m, v, line);
	bool is_seen = name.length > 0;
	if (is_seen && has_answer(m, v))
		bytes_addf(&w->paragraph,
		           view_say(v, ". The except in line %u is only for %s.",
		                    ". except в строке %u ловит только %s."),
		           line, bytes_text(&name));
	else if (is_seen)
		bytes_addf(&w->paragraph,
		           view_say(v,
		                    ". The except in line %u is only for %s, so Python ends the "
		                    "program. ",
		                    ". except в строке %u ловит только %s, и Python завершает "
		                    "программу. "),
		           line, bytes_text(&name));
	bytes_free(&name);
	return is_seen;
}

static void say_uncaught(struct words *w, const struct model *m, const struct view *v)
{
	const char *message = m->error.message;
	w->role = ROLE_ERROR;
	bytes_addf(&w->paragraph, "%s%s%s", error_name(m->error.kind), *message ? ": " : "",
	           message);
	add_origin(&w->paragraph, m, v);
	if (say_past_except(w, m, v))
		return;
	if (has_answer(m, v))
		bytes_add_text(&w->paragraph,
		               view_say(v, ". Nothing catches it: Python ends the whole program.",
		                        ". Его никто не ловит: это конец программы."));
	else
		bytes_add_text(&w->paragraph,
		               view_say(v,
		                        ". Nothing catches it: Python ends the whole program, and "
		                        "every client with it. ",
		                        ". Его никто не ловит: Python завершает программу вместе "
		                        "со всеми клиентами. "));
}

/* What there is to do at the end; a recording has no program to start again. What stands below may
 * say the same, or is worth more. */
static void say_ended(struct words *w, const struct model *m, const struct view *v)
{
	if (m->error.kind)
		say_uncaught(w, m, v);
	else
		say_returned(w, v);
	if (has_answer(m, v))
		return;
	bytes_add_text(&w->paragraph, v->is_recording
	                                      ? view_say(v, "u looks back.", "u — шаг назад.")
	                                      : view_say(v, "R starts it again, u looks back.",
	                                                 "R запустит её снова, u — шаг назад."));
}

/* The guide's words for an `except` are about what it catches: of anything else they are not
 * true. */
static bool say_not_caught(struct words *w, const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (!f || !m->error.kind)
		return false;
	struct bytes name = name_of_another(m, v, f->line);
	bool is_another = name.length > 0;
	if (is_another)
		bytes_addf(
			&w->paragraph,
			view_say(v,
		                 "This except is for %s only: the exception goes on to the caller.",
		                 "Этот except ловит только %s: исключение летит дальше, к тому, "
		                 "кто вызвал эту функцию."),
			bytes_text(&name));
	bytes_free(&name);
	return is_another;
}

/* On its way out of the function that raised it. */
static void say_error_in_flight(struct words *w, const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (!m->error.kind || m->has_ended)
		return;
	bytes_add_text(&w->paragraph, error_name(m->error.kind));
	if (f && f->code != m->error.code)
		add_origin(&w->paragraph, m, v);
	bytes_add_text(&w->paragraph, ". ");
}

static void say_line(struct words *w, const struct model *m, const struct view *v)
{
	say_error_in_flight(w, m, v);
	if (say_not_caught(w, m, v))
		return;
	const struct lesson_text *text = moment_text(m, v);
	if (text)
		bytes_add_text(&w->paragraph, text->text);
	else if (!model_running(m) && v->program->description)
		bytes_add_text(&w->paragraph, v->program->description);
}

static bool say_cure(struct words *w, const struct model *m, const struct view *v)
{
	const struct lesson_program *p = cure(m, v);
	if (!p)
		return false;
	bytes_addf(
		&w->below,
		view_say(v, "Where to catch it:  :lesson %u %s", "Где его ловить:  :lesson %u %s"),
		v->lesson->number, p->name);
	return true;
}

/* An answer always, an invitation from two rows on, the goal where the paragraph leaves a row. */
static void say_below(struct words *w, const struct model *m, const struct view *v, int needed)
{
	if (*v->message) {
		w->below_needs = 1;
		w->below_role = v->message_is_error ? ROLE_ERROR : ROLE_STRONG;
		bytes_add_text(&w->below, v->message);
	} else if (say_cure(w, m, v)) {
		w->below_needs = 1;
		w->below_role = ROLE_KEY;
	} else if (*v->news) {
		w->below_needs = 2;
		w->below_role = ROLE_STRONG;
		bytes_addf(&w->below,
		           view_say(v, "In the present:  %s.", "В текущем моменте:  %s."), v->news);
	} else if (tip_add(&w->below, &w->before, m, v, v->columns - 2)) {
		w->below_needs = 2;
		w->below_role = ROLE_KEY;
	} else if (v->lesson && v->lesson->goal) {
		w->below_needs = needed + 1;
		w->below_role = ROLE_QUIET;
		bytes_addf(&w->below, view_say(v, "Goal:  %s", "Цель:  %s"), v->lesson->goal);
	}
}

static int count_rows(const char *text, int columns)
{
	struct canvas none = {0};
	return canvas_wrap(&none, (struct box){0, 0, 0, columns}, 0, ROLE_TEXT, text);
}

/* *needed: rows that the paragraph would fill. */
static struct words find_words(const struct model *m, const struct view *v, int *needed)
{
	struct words w = {.role = ROLE_TEXT};
	if (v->program && m->has_ended)
		say_ended(&w, m, v);
	else if (v->program)
		say_line(&w, m, v);
	*needed = count_rows(bytes_text(&w.paragraph), v->columns - 2);
	say_below(&w, m, v, *needed);
	return w;
}

static void free_words(struct words *w)
{
	bytes_free(&w->paragraph);
	bytes_free(&w->below);
	bytes_free(&w->before);
}

int narration_rows(const struct model *m, const struct view *v)
{
	int needed;
	struct words w = find_words(m, v, &needed);
	needed += w.below.length > 0;
	free_words(&w);
	return needed;
}

/* An answer is never cut while there are rows: it takes them from the paragraph. */
static int rows_below(struct box in, const struct words *w, const struct view *v)
{
	if (!w->below.length || in.rows < w->below_needs)
		return 0;
	return *v->message ? least(count_rows(bytes_text(&w->below), in.columns), in.rows) : 1;
}

static void draw_below(struct canvas *c, struct box in, const struct words *w, int rows)
{
	int column = 0;
	if (rows > 1) {
		struct box low = {in.row + in.rows - rows, in.column, rows, in.columns};
		canvas_wrap(c, low, 0, w->below_role, bytes_text(&w->below));
		return;
	}
	if (w->before.length)
		column = canvas_text(c, in, in.rows - 1, 0, ROLE_STRONG, bytes_text(&w->before)) +
		         TIP_GAP;
	canvas_text(c, in, in.rows - 1, column, w->below_role, bytes_text(&w->below));
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	int needed;
	struct words w = find_words(m, v, &needed);
	struct box in = {at->box.row, at->box.column + 1, at->box.rows, at->box.columns - 2};
	int below = rows_below(in, &w, v);
	struct box upper = {in.row, in.column, in.rows - below, in.columns};
	int skip = view_scroll(v, PANE_NARRATION, needed, upper.rows, 0);
	/* The wrapped text begins above the box; its last row ends at the box's end. */
	canvas_wrap(c, upper, -skip, w.role, bytes_text(&w.paragraph));
	if (below)
		draw_below(c, in, &w, below);
	free_words(&w);
}

const struct pane narration_pane = {.name = {"narration", "пояснение"}, .rows = 3, .draw = draw};
