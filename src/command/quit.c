/* quit: ends asyncviz; in a script, ends the script. */
#include "command/ask.h"
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	static const struct say question = {"Quit all the same?", "Всё равно выйти?"};
	if (!ask_may_end(app, "quit", ASK_OF_CLIENTS, say_in(app->view.language, &question)))
		return COMMAND_DONE;
	app->wants_quit = true;
	return COMMAND_OVER;
}

const struct command command_quit = {
	.name = "quit",
	.topic = TOPIC_SCREEN,
	.usage = "quit",
	.keys = "q",
	.word = {"quit", "выход"},
	.brief = {"", ""},
	.hint = 15,
	.hint_kind = HINT_LEAVE,
	.help = {"leave asyncviz", "выйти из asyncviz"},
	.works_over = OVER_MENU,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
