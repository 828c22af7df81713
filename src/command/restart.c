/* restart: the same program again, from its beginning. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	bool is_recording = app->trace && !app->stage;
	if (is_recording || !app->view.program) /* a start that failed can be tried again */
		return app_may_act(app), COMMAND_FAILED;
	bool had_clients = app->stage && net_has_clients(&app->stage->net);
	if (!app_start(app, app->view.lesson, app->view.program))
		return COMMAND_FAILED;
	if (app->recording.is_open)
		app_say(app, "The program starts again, and so does the recording.",
		        "Программа запущена снова, и запись тоже началась заново.");
	else if (had_clients)
		app_say(app, "The program starts again; its clients were disconnected.",
		        "Программа запущена снова; клиенты отключены.");
	else
		app_say(app, "The program starts again.", "Программа запущена снова.");
	app_let_pass(app);
	return COMMAND_DONE;
}

const struct command command_restart = {
	.name = "restart",
	.topic = TOPIC_MOVING,
	.usage = "restart",
	.keys = "R",
	.word = {"restart", "заново"},
	.brief = {"anew", "снова"},
	.hint = 7,
	.hint_kind = HINT_RUNS,
	.spare = 4,
	.help = {"run the same program from its beginning", "запустить ту же программу с начала"},
	.works_in_past = true,
	.run = run,
};
