/* wait SECONDS: lets time pass in a script, where it is virtual and passes at once. */
#include "command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/show.h"

enum { LONGEST_WAIT = 86400 };

static enum command_answer run(struct app *app, const char *rest)
{
	char *end, shown[40];
	double seconds = strtod(rest, &end);
	if (*rest < '0' || *rest > '9' || *end || seconds > LONGEST_WAIT) {
		show(shown, sizeof shown, rest, strlen(rest));
		app_refuse(app, "\"%s\" is not a number of seconds from 0 to %d.",
		           "«%s» — не число секунд от 0 до %d.", shown, LONGEST_WAIT);
		return COMMAND_FAILED;
	}
	if (app->is_interactive)
		app_say(app,
		        "No need to wait: on the screen time passes by itself. wait is for "
		        "scripts.",
		        "На экране ждать не нужно: время идёт само. wait — для сценариев.");
	app->virtual_time += (uint64_t)(seconds * 1e9);
	return COMMAND_DONE;
}

const struct command command_wait = {
	.name = "wait",
	.topic = TOPIC_SCRIPTS,
	.usage = "wait SECONDS",
	.help = {"let time pass in a script (at once: time is virtual there)",
                 "подождать в сценарии (мгновенно: время там условное)"},
	.acts = true,
	.run = run,
};
