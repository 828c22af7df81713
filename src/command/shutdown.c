/* shutdown C: a built-in client half-closes: it sends no more and goes on reading. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	const struct say *why;
	int client = command_only_client(app, rest);
	if (!client)
		return COMMAND_FAILED;
	if (!clients_shutdown(app->clients, client, &why))
		return command_client_refuses(app, client, why);
	app_say(app, "client%d sends no more and still reads.",
	        "client%d больше не отправляет, но ещё читает.", client);
	return COMMAND_DONE;
}

const struct command command_shutdown = {
	.name = "shutdown",
	.topic = TOPIC_CLIENTS,
	.usage = "shutdown C",
	.help = {"client C sends no more, but still reads (half-close)",
                 "клиент C больше не отправляет, но ещё читает"},
	.acts = true,
	.argument = ARGUMENT_CLIENT,
	.run = run,
};
