/* expect TEXT: fails unless the screen shows TEXT; for scripts. */
#include "command/command.h"

#include <string.h>

#include "base/show.h"

static enum command_answer run(struct app *app, const char *rest)
{
	struct bytes text = {0};
	char shown[200];
	if (!*rest)
		return COMMAND_MISUSED;
	command_compose(app);
	canvas_dump(&app->canvas, &text);
	bool is_there = strstr(bytes_text(&text), rest) != NULL;
	bytes_free(&text);
	if (is_there) {
		if (app->is_interactive)
			app_say(app, "The screen shows it.", "На экране это есть.");
		return COMMAND_DONE;
	}
	show(shown, sizeof shown, rest, strlen(rest));
	app_refuse(app, "The screen does not show \"%s\".", "На экране нет «%s».", shown);
	return COMMAND_FAILED;
}

const struct command command_expect = {
	.name = "expect",
	.topic = TOPIC_SCRIPTS,
	.usage = "expect TEXT",
	.help = {"fail unless the screen shows TEXT (in scripts)",
                 "ошибка, если на экране нет TEXT (в сценариях)"},
	.works_in_past = true,
	.run = run,
};
