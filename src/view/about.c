/*
 * What the marked entry of the menu is about: its goal or what the program is, what there is to try
 * and how far one is with it, its words. As many of these as fit, each whole.
 */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum { INDENT = 2, TICK_COLUMNS = 4 };

struct about {
	struct canvas *c;
	struct box in;
	const struct view *v;
	struct lessons_entry entry;
	int row;
	bool is_full; /* with what there is to do, not titles alone */
};

static struct box indented(const struct about *a, int columns)
{
	return (struct box){a->in.row, a->in.column + columns, a->in.rows,
	                    a->in.columns - columns - 1};
}

int about_draw_task(struct canvas *c, struct box in, int row, const struct lesson_task *task,
                    bool is_done, bool is_full)
{
	struct box text = {in.row, in.column + TICK_COLUMNS, in.rows, in.columns - TICK_COLUMNS};
	canvas_text(c, in, row, 0, ROLE_REAL, is_done ? "[✓]" : "[ ]");
	canvas_text(c, text, row, 0, ROLE_TEXT, task->title);
	return 1 + (is_full ? canvas_flow(c, text, row + 1, ROLE_QUIET, task->text) : 0);
}

static void draw_heading(struct about *a, const char *heading)
{
	canvas_text(a->c, a->in, a->row++, INDENT, ROLE_FOCUS, heading);
}

static void draw_title(struct about *a)
{
	canvas_printf(a->c, a->in, a->row, INDENT, ROLE_STRONG, "%u  %s", a->entry.lesson->number,
	              a->entry.lesson->title);
	a->row += 2;
}

static bool is_default(const struct about *a)
{
	return a->entry.program == a->entry.lesson->programs;
}

static void draw_goal(struct about *a)
{
	const struct lesson_program *p = a->entry.program;
	struct bytes text = {0};
	if (is_default(a))
		bytes_add_text(&text, a->entry.lesson->goal);
	else
		bytes_addf(&text, "%s: %s", p->name, p->description);
	a->row += canvas_flow(a->c, indented(a, INDENT), a->row, ROLE_TEXT, bytes_text(&text));
	bytes_free(&text);
}

static void draw_programs(struct about *a)
{
	const struct lesson *l = a->entry.lesson;
	int column = 0;
	draw_heading(a, view_say(a->v, "Programs", "Программы"));
	for (unsigned i = 0; i < l->program_count; i++)
		column = most(column,
		              text_columns(l->programs[i].name, strlen(l->programs[i].name)));
	column += INDENT + INDENT;
	for (unsigned i = 0; i < l->program_count; i++) {
		canvas_text(a->c, a->in, a->row, INDENT, ROLE_STRONG, l->programs[i].name);
		a->row += most(canvas_flow(a->c, indented(a, column), a->row, ROLE_TEXT,
		                           l->programs[i].description),
		               1);
	}
}

static void draw_tries(struct about *a)
{
	const struct lesson *l = a->entry.lesson;
	const struct view_task *tasks = view_tasks_of(a->v, l);
	draw_heading(a, view_say(a->v, "To try", "Опыты"));
	for (unsigned i = 0; i < l->task_count; i++)
		a->row += about_draw_task(a->c, indented(a, INDENT), a->row, &l->tasks[i],
		                          tasks && tasks[i].is_done, a->is_full);
}

static void draw_words(struct about *a)
{
	const struct lesson *l = a->entry.lesson;
	struct bytes terms = {0};
	draw_heading(a, view_say(a->v, "Words", "Слова"));
	for (unsigned i = 0; i < l->word_count; i++)
		bytes_addf(&terms, "%s%s", i ? ", " : "", l->words[i].term);
	a->row += canvas_flow(a->c, indented(a, INDENT), a->row, ROLE_TEXT, bytes_text(&terms));
	bytes_free(&terms);
}

/* Draws a section if there is room for all of it, with a row before it; returns the rows it would
 * take. */
static int add(struct about *a, void (*section)(struct about *a))
{
	struct canvas none = {0};
	struct about unseen = *a;
	unseen.c = &none;
	unseen.row += unseen.row > 0;
	int first = unseen.row;
	section(&unseen);
	if (unseen.row <= a->in.rows) {
		a->row = first;
		section(a);
	}
	return unseen.row - first + 1;
}

/* Returns the rows that all of it would take. */
static int draw_all(struct about a, bool is_beside)
{
	const struct lesson *l = a.entry.lesson;
	if (is_beside)
		draw_title(&a);
	draw_goal(&a);
	int rows = a.row;
	if (is_beside && l->program_count > 1)
		rows += add(&a, draw_programs);
	if (l->task_count)
		rows += add(&a, draw_tries);
	if (l->word_count)
		rows += add(&a, draw_words);
	return rows;
}

int about_draw(struct canvas *c, struct box in, const struct view *v, struct lessons_entry entry,
               bool is_beside)
{
	struct canvas none = {0};
	struct about about = {.c = &none, .in = in, .v = v, .entry = entry, .is_full = true};
	int rows = draw_all(about, is_beside);
	about.c = c;
	about.is_full = rows <= in.rows;
	draw_all(about, is_beside);
	return rows;
}
