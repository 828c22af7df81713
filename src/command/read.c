/* read C on|off: whether a built-in client reads what it is sent. */
#include "command/command.h"

#include <string.h>

static enum command_answer run(struct app *app, const char *rest)
{
	const struct say *why;
	const char *word;
	int client = command_client(app, rest, &word);
	if (!client)
		return COMMAND_FAILED;
	bool reads = !strcmp(word, "on");
	if (!reads && strcmp(word, "off") != 0)
		return COMMAND_MISUSED;
	if (!clients_set_reading(app->clients, client, reads, &why))
		return command_client_refuses(app, client, why);
	if (reads)
		app_say(app, "client%d reads what it is sent.",
		        "client%d читает то, что ему присылают.", client);
	else
		app_say(app, "client%d no longer reads.", "client%d больше не читает.", client);
	return COMMAND_DONE;
}

const struct command command_read = {
	.name = "read",
	.topic = TOPIC_CLIENTS,
	.usage = "read C on|off",
	.help = {"client C reads what it is sent, or does not",
                 "клиент C читает то, что ему присылают, или нет"},
	.acts = true,
	.argument = ARGUMENT_CLIENT,
	.run = run,
};
