/* reset C: a built-in client breaks off with an RST, as a crashed program does. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	const struct say *why;
	int client = command_only_client(app, rest);
	if (!client)
		return COMMAND_FAILED;
	if (!clients_reset(app->clients, client, &why))
		return command_client_refuses(app, client, why);
	app_say(app, "client%d has broken off with an RST.", "client%d оборвал соединение (RST).",
	        client);
	return COMMAND_DONE;
}

const struct command command_reset = {
	.name = "reset",
	.topic = TOPIC_CLIENTS,
	.usage = "reset C",
	.help = {"client C breaks off the connection (RST)", "клиент C обрывает соединение (RST)"},
	.acts = true,
	.argument = ARGUMENT_CLIENT,
	.run = run,
};
