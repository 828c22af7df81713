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
	return true;
}

static bool set_ascii(struct app *app, const char *text)
{
	app->view.is_ascii = !strcmp(text, "on");
	return app->view.is_ascii || !strcmp(text, "off");
}

static bool set_breaks(struct app *app, const char *text)
{
	if (strcmp(text, "off") != 0)
		return false;
	memset(app->breaks, 0, sizeof app->breaks);
	return true;
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
			return COMMAND_MISUSED;
		app->is_dirty = true;
		return COMMAND_DONE;
	}
	return COMMAND_MISUSED;
}

const struct command command_set = {
	.name = "set",
	.usage = "set KEY VALUE",
	.help = {"ascii on|off; size 80x24 (of dump); breaks off",
                 "ascii on|off; size 80x24 (для dump); breaks off"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"ascii", "size", "breaks", NULL},
	.run = run,
};
