/* Help over everything: what the marks mean, every key and command from the app's table, and the
 * lesson's words. Long explanations are wrapped under themselves. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

static const struct sign {
	const char *sign[2];
	enum role role;
	const char *text[2];
} signs[] = {
	{{"WAIT", "WAIT"},
         ROLE_WAIT,
         {"the loop asks the kernel, and sleeps if nothing is ready",
          "цикл спрашивает ядро и спит, если никто не готов"}},
	{{"READY", "READY"},
         ROLE_READY,
         {"the loop goes through what the kernel has named",
          "цикл обходит тех, кого назвало ядро"}},
	{{"RUN", "RUN"},
         ROLE_RUN,
         {"the one whose turn it is runs, up to its yield or return",
          "выполняется тот, чей сейчас ход: до своего yield или return"}},
	{{"PARK", "PARK"},
         ROLE_PARK,
         {"the task is put aside until its socket is ready",
          "задача отложена, пока её сокет не готов"}},
	{{"REAL", "НАСТОЯЩЕЕ"},
         ROLE_REAL,
         {"sockets, select, bytes and the kernel's queues",
          "сокеты, select, байты и очереди ядра"}},
	{{"MODELLED", "МОДЕЛЬ"},
         ROLE_MODELLED,
         {"Python's frames and generators, played by C",
          "фреймы и генераторы Python, их изображает программа на C"}},
	{{"▶  ▷", "▶  ▷"},
         ROLE_NOW,
         {"the line about to run; a line that waits for its call",
          "строка, которая сейчас выполнится; строка, ждущая своего вызова"}},
	{{"‖", "‖"},
         ROLE_PARK,
         {"a generator sleeps on this line", "на этой строке спит генератор"}},
	{{"×", "×"},
         ROLE_ERROR,
         {"the line on which the program has ended", "строка, на которой программа закончилась"}},
	{{"→  ←", "→  ←"}, ROLE_CHANGED, {"came, left in this step", "пришло, ушло на этом шаге"}},
	{{"●", "●"},
         ROLE_ERROR,
         {"the program stops before this line", "перед этой строкой программа остановится"}},
};

enum {
	HELP_COLUMNS = 96,
	SIGNS = sizeof signs / sizeof *signs,
	SIGN_COLUMNS = 10,
	TEXT_COLUMNS = 24 /* with less room beside its command a text goes below it */
};

/* Where help is drawn: each part takes rows from `row` on, seen or not. */
struct help {
	struct canvas *c;
	struct box in;
	const struct view *v;
	int row; /* of the box; less than 0: scrolled out of sight */
	int first, words_at; /* rows */
	int keys, command; /* columns */
};

/* Returns the rows taken, one at least. */
static int draw_text(const struct help *h, int row, int column, const char *text)
{
	struct box room = {h->in.row, h->in.column + column, h->in.rows,
	                   h->in.columns - column - 1};
	return most(canvas_flow(h->c, room, row, ROLE_TEXT, text), 1);
}

static void draw_sign(struct help *h, const struct sign *s)
{
	enum language language = h->v->language;
	canvas_text(h->c, h->in, h->row, 1, s->role, s->sign[language]);
	h->row += draw_text(h, h->row, SIGN_COLUMNS + 2, s->text[language]);
}

static void draw_hint(struct help *h, const struct view_hint *hint)
{
	int column = h->keys + h->command + 5;
	bool is_below = h->in.columns - column - 1 < TEXT_COLUMNS;
	canvas_text(h->c, h->in, h->row, 1, ROLE_KEY, hint->keys);
	canvas_text(h->c, h->in, h->row, h->keys + 3, ROLE_STRONG, hint->command);
	h->row += is_below;
	h->row += draw_text(h, h->row, is_below ? 3 : column, hint->text);
}

static void find_columns(struct help *h)
{
	for (unsigned i = 0; i < h->v->hint_count; i++) {
		const struct view_hint *hint = &h->v->hints[i];
		h->keys = most(h->keys, text_columns(hint->keys, strlen(hint->keys)));
		h->command = most(h->command, text_columns(hint->command, strlen(hint->command)));
	}
}

static void draw_heading(struct help *h, const char *heading)
{
	h->row += h->row > h->first;
	canvas_text(h->c, h->in, h->row++, 1, ROLE_FOCUS, heading);
}

static bool is_first_of_topic(const struct view *v, unsigned i)
{
	for (unsigned k = 0; k < i; k++)
		if (!strcmp(v->hints[k].topic, v->hints[i].topic))
			return false;
	return true;
}

/* Topics in the order in which the table comes to them. */
static void draw_hints(struct help *h)
{
	const struct view *v = h->v;
	for (unsigned i = 0; i < v->hint_count; i++) {
		if (!is_first_of_topic(v, i))
			continue;
		draw_heading(h, v->hints[i].topic);
		for (unsigned k = i; k < v->hint_count; k++)
			if (!strcmp(v->hints[k].topic, v->hints[i].topic))
				draw_hint(h, &v->hints[k]);
	}
}

/* Draws all of it from `row` on. */
static struct help draw_all(struct canvas *c, struct box in, const struct view *v, int row)
{
	struct help h = {.c = c, .in = in, .v = v, .row = row, .first = row};
	find_columns(&h);
	draw_heading(&h, view_say(v, "Signs", "Знаки"));
	for (int i = 0; i < SIGNS; i++)
		draw_sign(&h, &signs[i]);
	draw_hints(&h);
	h.words_at = h.row + 1;
	if (v->lesson && v->lesson->word_count) {
		draw_heading(&h, view_say(v, "Words of this lesson", "Слова этого урока"));
		h.row = words_draw(c, in, h.row, v->lesson);
	}
	return h;
}

void help_draw(struct canvas *c, struct box screen, struct view *v)
{
	int columns = border_overlay_box(screen, 0, HELP_COLUMNS).columns;
	struct help whole = draw_all(c, (struct box){0, 0, 0, columns - 2}, v, 0); /* unseen */
	int total = whole.row;
	struct box box = border_overlay_box(screen, total + 2, columns);
	struct box in = border_overlay(c, box, view_say(v, "help", "справка"));
	if (v->shows_words)
		v->help_scroll = whole.words_at;
	v->help_scroll = most(least(v->help_scroll, total - in.rows), 0);
	draw_all(c, in, v, -v->help_scroll);
	border_more(c, box, v, total - v->help_scroll - in.rows);
}
