/* restart: the same program again, from its beginning. */
#include "command/ask.h"
#include "command/command.h"

static void say_started(struct app *app, bool had_clients)
{
	if (app_recording(app))
		app_say(app, "The program starts again; its recording goes to %.60s.",
		        "Программа запущена снова; её запись идёт в %.60s.", app_recording(app));
	else if (had_clients)
		app_say(app, "The program starts again; its clients were disconnected.",
		        "Программа запущена снова; клиенты отключены.");
	else
		app_say(app, "The program starts again.", "Программа запущена снова.");
	app_let_pass(app);
}

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	static const struct say question = {"Start again all the same?",
	                                    "Всё равно начать заново?"};
	bool is_recording = app->trace && !app->stage;
	if (is_recording || !app->view.program) /* a start that failed can be tried again */
		return app_may_act(app), COMMAND_FAILED;
	if (!ask_may_end(app, "restart", ASK_OF_CLIENTS | ASK_OF_RECORDING,
	                 say_in(app->view.language, &question)))
		return COMMAND_DONE;
	bool had_clients = app->stage && net_has_clients(&app->stage->net);
	if (!app_start(app, app->view.lesson, app->view.program))
		return COMMAND_FAILED;
	say_started(app, had_clients);
	return COMMAND_DONE;
}

const struct command command_restart = {
	.name = "restart",
	.topic = TOPIC_MOVING,
	.usage = "restart",
	.keys = "R",
	.word = {"restart", "заново"},
	.brief = {"again", "заново"},
	.hint = 7,
	.hint_kind = HINT_AGAIN,
	.spare = 6,
	.help = {"run the same program from its beginning", "запустить ту же программу с начала"},
	.works_in_past = true,
	.run = run,
};
