/* As in a script: what a line sets going has ended, or waits, before the next one runs. */
#include "terminal/paste.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "command/command.h"
#include "terminal/keyboard.h"
#include "terminal/remembered.h"

static bool is_blank(const char *line)
{
	size_t length = strspn(line, " ");
	return !line[length] || line[length] == '\n';
}

unsigned paste_lines(const char *text)
{
	unsigned count = 0;
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		count += !is_blank(line);
	}
	return count;
}

/* `continue` has no end, and a computing line takes its time: they go on below what follows. */
static void let_it_run(struct app *app)
{
	for (unsigned i = 0; i < APP_LIMIT && app->goal != GOAL_NONE && app->goal != GOAL_GO; i++)
		if (app_advance(app) != ADVANCE_MORE)
			return;
}

static bool run_line(struct app *app, const char *line)
{
	line += strspn(line, ": "); /* as commands are written in texts */
	remembered_add(line);
	if (command_execute(app, line) != COMMAND_DONE)
		return false;
	let_it_run(app);
	return !app->wants_quit && !app->asked[0];
}

static void say_where(struct app *app, unsigned number, unsigned count)
{
	char *why = xstrdup(app->view.message);
	if (app->view.message_is_error && number < count)
		app_refuse(app, "Line %u of %u (the rest was not run): %s",
		           "Строка %u из %u (остальные не выполнены): %s", number, count, why);
	free(why);
}

void paste_run(struct app *app, const char *text)
{
	unsigned count = paste_lines(text), number = 0;
	char *copy = xstrdup(text);
	for (char *line = copy, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (is_blank(line))
			continue;
		number++;
		if (!run_line(app, line)) {
			say_where(app, number, count);
			break;
		}
	}
	free(copy);
}

void paste_refuse_part(struct app *app)
{
	app_refuse(app, "Not all of the paste has come (%d bytes at most): nothing of it was run.",
	           "Вставка дошла не целиком (предел — %d Б): ничего из неё не выполнено.",
	           PASTE_MOST);
}

void paste_ignore(struct app *app)
{
	app_refuse(app, "The paste was ignored: press : first, and paste commands there.",
	           "Вставка пропущена: сначала нажмите :, команды вставляют туда.");
}
