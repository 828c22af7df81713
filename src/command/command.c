/* Finding and running commands, and reading their arguments. What each does is in its own file. */
#include "command/command.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "command/ask.h"
#include "command/guess.h"

enum { LONGEST = 4096 }; /* bytes of a command line */

const struct command *command_find(const char *name, size_t length)
{
	for (size_t i = 0; i < command_count; i++)
		if (strlen(commands[i]->name) == length && !memcmp(commands[i]->name, name, length))
			return commands[i];
	return NULL;
}

bool command_takes(const struct command *c, const char *rest)
{
	const char *arguments = strchr(c->usage, ' ');
	bool must_have_some = arguments && arguments[1] != '[';
	return *rest ? arguments != NULL : !must_have_some;
}

static enum command_answer unknown(struct app *app, const char *name, size_t length)
{
	char shown[80];
	const char *guess = guess_command(name, length);
	show(shown, sizeof shown, name, length);
	if (guess)
		app_refuse(app, "There is no command \"%s\": did you mean %s?",
		           "Команды «%s» нет: может быть, %s?", shown, guess);
	else
		app_refuse(app, "There is no command \"%s\": try help.",
		           "Команды «%s» нет: попробуйте help.", shown);
	return COMMAND_FAILED;
}

static enum command_answer misused(struct app *app, const struct command *c)
{
	app_refuse(app, "Usage: %s", "Нужно так: %s", c->usage);
	return COMMAND_FAILED;
}

static enum command_answer run(struct app *app, const struct command *c, const char *rest)
{
	if (!command_takes(c, rest))
		return misused(app, c);
	if (c->acts && !app_may_act(app))
		return COMMAND_DONE;
	enum command_answer answer = c->run(app, rest);
	return answer == COMMAND_MISUSED ? misused(app, c) : answer;
}

static enum command_answer execute(struct app *app, const char *line)
{
	char rest[LONGEST];
	size_t length = strcspn(line, " \t\r\n");
	const struct command *c = command_find(line, length);
	if (!c)
		return unknown(app, line, length);
	line += length;
	line += strspn(line, " \t");
	size_t size = strlen(line);
	while (size && isspace((unsigned char)line[size - 1]))
		size--;
	if (size >= sizeof rest) {
		app_refuse(app, "The line is longer than %d bytes.", "Строка длиннее %d байт.",
		           LONGEST);
		return COMMAND_FAILED;
	}
	memcpy(rest, line, size);
	rest[size] = '\0';
	return run(app, c, rest);
}

/* What was answered must not lie under the help or the things to try; praise may. */
static bool hides_answer(const struct app *app)
{
	enum overlay overlay = app->view.overlay;
	return app->view.message[0] && !app->is_praise &&
	       (overlay == OVERLAY_HELP || overlay == OVERLAY_TRY);
}

/* On a screen, what the last command answered is no answer to this one. */
enum command_answer command_execute(struct app *app, const char *line)
{
	while (isspace((unsigned char)*line) || *line == ':') /* as it is written in texts */
		line++;
	if (!*line || *line == '#')
		return COMMAND_DONE;
	ask_no_more(app);
	if (app->is_interactive)
		app->view.message[0] = '\0';
	enum command_answer answer = execute(app, line);
	app->has_returned = false;
	if (hides_answer(app))
		command_close_overlay(app);
	return answer;
}

void command_close_overlay(struct app *app)
{
	bool leads_to_menu = app->view.overlay == OVERLAY_PAGE && command_is_over_menu(app);
	app->view.overlay = app->trace && !leads_to_menu ? OVERLAY_NONE : OVERLAY_MENU;
	app->is_dirty = true;
}

bool command_is_over_menu(const struct app *app)
{
	const struct view *v = &app->view;
	return v->overlay == OVERLAY_MENU || (v->overlay == OVERLAY_PAGE && v->page_is_over_menu);
}

void command_turn_page(struct app *app, enum page page)
{
	struct view *v = &app->view;
	bool is_open = v->overlay == OVERLAY_PAGE;
	if (is_open && v->page == page) {
		command_close_overlay(app);
		return;
	}
	if (!is_open)
		v->page_is_over_menu = v->overlay == OVERLAY_MENU;
	v->overlay = OVERLAY_PAGE;
	v->page = page;
	v->page_scroll = 0;
	app->is_dirty = true;
}

/* Drawn first, it stands where it is seen; the line about to run is not new to that any more. */
void command_put_cursor(struct app *app, int line)
{
	command_compose(app);
	int count = view_shown(app_model(app), &app->view).count;
	app->view.cursor = line < 1 ? 1 : line > count ? count : line;
	app->is_dirty = true;
}

/* On a screen the prompt still holds what was typed: it is no part of the answer. */
void command_compose(struct app *app)
{
	bool prompt_is_open = app->view.prompt_is_open;
	app->view.prompt_is_open = false;
	if (app->is_interactive)
		app_compose(app, app->view.rows, app->view.columns);
	else
		app_compose(app, app->dump_rows, app->dump_columns);
	app->view.prompt_is_open = prompt_is_open;
}

void command_push(struct app *app, enum goal goal, uint64_t left)
{
	uint64_t before = app->trace->steps;
	app->view.cursor = 0; /* who acts looks at what acts */
	app_aim(app, goal, left);
	if (!app->is_interactive)
		return;
	app_advance(app);
	const struct stage *s = app->stage;
	bool stands_still = app_is_blocked(app) && app->trace->steps == before &&
	                    s->waits != CALL_COMPUTE;
	if (!stands_still || app->view.message[0])
		return;
	if (app->goal == GOAL_NONE)
		app_say(app, "Nobody is ready: the program sleeps in %s.",
		        "Никто не готов: программа спит в %s.", stage_call_name(s->waits));
	else
		app_say(app, "Nobody is ready: the program sleeps, and wakes when something comes.",
		        "Никто не готов: программа спит и проснётся сама, когда что-нибудь "
		        "придёт.");
	app_let_pass(app);
}

static bool read_number(const char *text, unsigned long *number, const char **after)
{
	char *end;
	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	*number = strtoul(text, &end, 10);
	*after = end;
	return errno == 0;
}

bool command_number(struct app *app, const char *text, unsigned long least, unsigned long most,
                    unsigned long *number)
{
	const char *after;
	char shown[40];
	if (read_number(text, number, &after) && !*after && *number >= least && *number <= most)
		return true;
	show(shown, sizeof shown, text, strlen(text));
	app_refuse(app, "\"%s\" is not a whole number from %lu to %lu.",
	           "«%s» — не целое число от %lu до %lu.", shown, least, most);
	return false;
}

int command_client(struct app *app, const char *rest, const char **after)
{
	const char *digits = strncmp(rest, "client", 6) ? rest : rest + 6;
	unsigned long number;
	char shown[40];
	if (read_number(digits, &number, after) && number > 0 && number <= INT32_MAX &&
	    (!**after || **after == ' ' || **after == '\t')) {
		*after += strspn(*after, " \t");
		return (int)number;
	}
	show(shown, sizeof shown, rest, strcspn(rest, " \t"));
	app_refuse(app, "\"%s\" is not a client: write 1 or client1.",
	           "«%s» — не клиент: напишите 1 или client1.", shown);
	return 0;
}

int command_only_client(struct app *app, const char *rest)
{
	const char *after;
	int client = command_client(app, rest, &after);
	if (client && *after) {
		app_refuse(app, "Nothing may follow client%d here.",
		           "После client%d здесь ничего не пишут.", client);
		return 0;
	}
	return client;
}

enum command_answer command_client_refuses(struct app *app, int client, const struct say *why)
{
	app_refuse(app, "client%d %s.", "client%d %s.", client, say_in(app->view.language, why));
	bool is_bad_command = why == &clients_say_unknown || why == &clients_say_outside;
	return is_bad_command ? COMMAND_FAILED : COMMAND_DONE;
}
