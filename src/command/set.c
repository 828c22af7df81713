/* set KEY VALUE: what can be chosen while the program runs. */
#include "command/command.h"

#include <stdio.h>
#include <string.h>

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
	bool is_on = !strcmp(text, "on");
	if (!is_on && strcmp(text, "off") != 0)
		return false;
	app->view.is_ascii = is_on;
	return true;
}

static bool set_breaks(struct app *app, const char *text)
{
	if (strcmp(text, "off") != 0)
		return false;
	memset(app->breaks, 0, sizeof app->breaks);
	app_say(app, "There are no breakpoints any more.", "Точек останова больше нет.");
	return true;
}

static enum command_answer refuse(struct app *app)
{
	app_refuse(app,
	           "Usage: set ascii on|off, set size 80x24 (1x1 to 9999x9999), or set breaks off.",
	           "Нужно так: set ascii on|off, set size 80x24 (от 1x1 до 9999x9999) или set "
	           "breaks off.");
	return COMMAND_FAILED;
}

static enum command_answer run(struct app *app, const char *rest)
{
	static const struct {
		const char *key;
		bool (*set)(struct app *app, const char *text);
	} keys[] = {{"size ", set_size}, {"ascii ", set_ascii}, {"breaks ", set_breaks}};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		size_t length = strlen(keys[i].key);
		if (strncmp(rest, keys[i].key, length) != 0)
			continue;
		if (!keys[i].set(app, rest + length + strspn(rest + length, " \t")))
			return refuse(app);
		app->is_dirty = true;
		return COMMAND_DONE;
	}
	return refuse(app);
}

const struct command command_set = {
	.name = "set",
	.topic = TOPIC_SCRIPTS,
	.usage = "set KEY VALUE",
	.help = {"ascii on|off; size 80x24 (of dump); breaks off",
                 "ascii on|off; size 80x24 (для dump); breaks off"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"ascii", "size", "breaks", NULL},
	.run = run,
};
