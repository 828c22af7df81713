/* Help over everything: what the marks mean, then every key and command from the app's table. */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

static const struct sign {
	const char *sign;
	enum role role;
	const char *text[2];
} signs[] = {
	{"WAIT",
         ROLE_WAIT,
         {"the loop sleeps until the kernel has something", "цикл спит, пока у ядра ничего нет"}},
	{"READY",
         ROLE_READY,
         {"what can go on moves into the queue", "всё, что может продолжать, переходит в очередь"}},
	{"RUN",
         ROLE_RUN,
         {"the next task runs up to its yield", "следующая задача работает до своего yield"}},
	{"PARK",
         ROLE_PARK,
         {"the task is put aside until its socket is ready",
          "задача отложена, пока её сокет не готов"}},
	{"REAL",
         ROLE_REAL,
         {"sockets, select, bytes and the kernel's queues",
          "НАСТОЯЩЕЕ: сокеты, select, байты и очереди ядра"}},
	{"MODELLED",
         ROLE_MODELLED,
         {"Python's frames and generators, played by C",
          "МОДЕЛЬ: кадры и генераторы Python играет программа на C"}},
	{"▶  ▷",
         ROLE_NOW,
         {"the line about to run; a line that waits for its call",
          "строка, которая сейчас выполнится; строка, ждущая своего вызова"}},
	{"‖", ROLE_PARK, {"a generator sleeps on this line", "на этой строке спит генератор"}},
	{"→  ←", ROLE_CHANGED, {"came, left in this step", "пришло, ушло на этом шаге"}},
	{"●", ROLE_ERROR, {"the program stops before this line", "здесь программа остановится"}},
};

enum { SIGNS = sizeof signs / sizeof *signs, SIGN_COLUMNS = 10 };

static void draw_sign(struct canvas *c, struct box in, int row, const struct view *v, int i)
{
	canvas_text(c, in, row, 1, signs[i].role, signs[i].sign);
	canvas_text(c, in, row, SIGN_COLUMNS + 1, ROLE_TEXT, signs[i].text[v->language]);
}

static void column_widths(const struct view *v, int *keys, int *command)
{
	*keys = *command = 0;
	for (unsigned i = 0; i < v->hint_count; i++) {
		*keys = most(*keys, text_columns(v->hints[i].keys, strlen(v->hints[i].keys)));
		*command = most(*command,
		                text_columns(v->hints[i].command, strlen(v->hints[i].command)));
	}
}

static void draw_hint(struct canvas *c, struct box in, int row, const struct view_hint *h, int keys,
                      int command)
{
	canvas_text(c, in, row, 1, ROLE_KEY, h->keys);
	canvas_text(c, in, row, keys + 3, ROLE_STRONG, h->command);
	canvas_text(c, in, row, keys + command + 5, ROLE_TEXT, h->text);
}

void help_draw(struct canvas *c, struct box screen, struct view *v)
{
	int columns = least(screen.columns, 96), total = SIGNS + 1 + (int)v->hint_count;
	int rows = least(total + 2, screen.rows), keys, command;
	struct box box = {screen.row + (screen.rows - rows) / 2,
	                  screen.column + (screen.columns - columns) / 2, rows, columns};
	struct box in = {box.row + 1, box.column + 1, box.rows - 2, box.columns - 2};
	border_overlay(c, box, view_say(v, "help", "помощь"));
	v->help_scroll = most(least(v->help_scroll, total - in.rows), 0);
	column_widths(v, &keys, &command);
	for (int row = 0; row < in.rows && row + v->help_scroll < total; row++) {
		int i = row + v->help_scroll;
		if (i < (int)v->hint_count)
			draw_hint(c, in, row, &v->hints[i], keys, command);
		else if (i > (int)v->hint_count)
			draw_sign(c, in, row, v, i - (int)v->hint_count - 1);
	}
	int below = total - v->help_scroll - in.rows;
	if (below > 0)
		canvas_printf(c, box, rows - 1, 2, ROLE_FOCUS,
		              view_say(v, " ↓ %d more ", " ↓ ещё %d "), below);
}
