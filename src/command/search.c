/* search [TEXT]: marks TEXT in the listing and goes to its first match; without TEXT, no more. */
#include "command/command.h"

#include <string.h>

static enum command_answer run(struct app *app, const char *rest)
{
	if (strlen(rest) >= sizeof app->view.search) {
		app_refuse(app, "That is too long to search for.", "Слишком длинно для поиска.");
		return COMMAND_FAILED;
	}
	memcpy(app->view.search, rest, strlen(rest) + 1);
	app->is_dirty = true;
	if (!*rest)
		app_say(app, "The search is cleared.", "Больше ничего не ищем.");
	return *rest ? command_execute(app, "match next") : COMMAND_DONE;
}

const struct command command_search = {
	.name = "search",
	.topic = TOPIC_SCREEN,
	.usage = "search [TEXT]",
	.keys = "/",
	.help = {"find TEXT in the listing; without TEXT, forget it",
                 "найти TEXT в листинге; без TEXT — забыть"},
	.works_in_past = true,
	.run = run,
};
