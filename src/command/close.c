/* close C: a built-in client leaves: what it was sent is read first, so that a FIN goes out. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	const struct say *why;
	int client = command_only_client(app, rest);
	if (!client)
		return COMMAND_FAILED;
	if (!clients_close(app->clients, client, &why))
		return command_client_refuses(app, client, why);
	app_say(app, "client%d has left.", "client%d ушёл.", client);
	return COMMAND_DONE;
}

const struct command command_close = {
	.name = "close",
	.topic = TOPIC_CLIENTS,
	.usage = "close C",
	.help = {"client C leaves (FIN)", "клиент C уходит (FIN)"},
	.acts = true,
	.argument = ARGUMENT_CLIENT,
	.run = run,
};
