/* The settings, and what each does. */
#include "command/settings.h"

#include <stdio.h>
#include <string.h>

static const char *const on_off[] = {"on", "off", NULL};
static const char *const themes[] = {"dark", "light", "mono", NULL};

/* Its place among the values, -1 none. */
static int place_of(const char *const *values, const char *text)
{
	for (int i = 0; values[i]; i++)
		if (!strcmp(values[i], text))
			return i;
	return -1;
}

static bool set_size(struct app *app, const char *text)
{
	int columns, rows, used = 0;
	if (sscanf(text, "%4dx%4d%n", &columns, &rows, &used) != 2 || text[used] || columns < 1 ||
	    rows < 1)
		return false;
	app->dump_columns = columns;
	app->dump_rows = rows;
	if (app->is_interactive)
		app_say(app, "That size is for dump, in scripts: here the terminal has its own.",
		        "Этот размер — для dump в сценариях: здесь он такой, как у терминала.");
	return true;
}

static bool set_ascii(struct app *app, const char *text)
{
	int place = place_of(on_off, text);
	if (place < 0)
		return false;
	app->view.is_ascii = place == 0;
	return true;
}

/* Whoever asks for colours by name wants them, whatever was said of colours before. */
static bool set_theme(struct app *app, const char *text)
{
	static const struct say backgrounds[] = {
		{"Colours for a dark background.", "Цвета для тёмного фона."},
		{"Colours for a light background.", "Цвета для светлого фона."},
		{"No colours.", "Без цветов."},
	};
	int place = place_of(themes, text);
	if (place < 0)
		return false;
	app->options.theme = themes[place];
	app->options.color = 1;
	app->wants_theme = true;
	app_say(app, "%s", "%s", say_in(app->view.language, &backgrounds[place]));
	return true;
}

/* Moves every breakpoint from one table to the other; returns how many there are then. */
static unsigned move_breaks(bool *to, bool *from)
{
	unsigned count = 0;
	for (unsigned line = 0; line <= EVENT_LINES; line++) {
		to[line] |= from[line];
		from[line] = false;
		count += to[line];
	}
	return count;
}

static void say_breaks(struct app *app, bool is_on, unsigned count)
{
	static const struct say_forms breaks = {
		{"breakpoint", "breakpoints"},
		{"точка останова", "точки останова", "точек останова"}};
	const char *form = say_counted(app->view.language, count, &breaks);
	if (!count)
		app_say(app, "There are no breakpoints.", "Точек останова нет.");
	else if (is_on)
		app_say(app, "On: %u %s.", "Включено: %u %s.", count, form);
	else
		app_say(app, "Off: %u %s. set breaks on brings back what was there.",
		        "Отключено: %u %s. Вернуть — set breaks on.", count, form);
}

static bool set_breaks(struct app *app, const char *text)
{
	int place = place_of(on_off, text);
	if (place < 0)
		return false;
	bool is_on = place == 0;
	say_breaks(app, is_on,
	           is_on ? move_breaks(app->breaks, app->resting_breaks)
	                 : move_breaks(app->resting_breaks, app->breaks));
	return true;
}

const struct setting settings[] = {
	{"ascii", on_off, set_ascii},
	{"breaks", on_off, set_breaks},
	{"size", NULL, set_size},
	{"theme", themes, set_theme},
	{0},
};

const struct setting *setting_find(const char *key, size_t length)
{
	for (const struct setting *s = settings; s->key; s++)
		if (strlen(s->key) == length && !memcmp(s->key, key, length))
			return s;
	return NULL;
}
