/* pause: stops the program before its next line. The kernel goes on. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	if (app->goal != GOAL_NONE)
		app_say(app, "Paused. The kernel goes on: what arrives piles up.",
		        "Пауза. Ядро работает: всё, что приходит, копится.");
	else
		app_say(app, "The program is not running: there is nothing to pause.",
		        "Программа и так стоит: приостанавливать нечего.");
	app_stop(app);
	return COMMAND_DONE;
}

const struct command command_pause = {
	.name = "pause",
	.topic = TOPIC_MOVING,
	.usage = "pause",
	.keys = "",

	.help = {"stop before the next line; the kernel goes on",
                 "остановиться перед следующей строкой; ядро продолжает работать"},
	.works_in_past = true,
	.run = run,
};
