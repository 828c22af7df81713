/* send C TEXT: a built-in client sends a line. */
#include "command/command.h"

#include <string.h>

static enum command_answer run(struct app *app, const char *rest)
{
	const struct say *why;
	const char *text;
	int client = command_client(app, rest, &text);
	if (!client)
		return COMMAND_FAILED;
	if (!clients_send(app->clients, client, text, strlen(text), &why))
		return command_client_refuses(app, client, why);
	app_say(app, "client%d has sent a line.", "client%d отправил строку.", client);
	return COMMAND_DONE;
}

const struct command command_send = {
	.name = "send",
	.topic = TOPIC_CLIENTS,
	.usage = "send C TEXT",
	.help = {"client C sends TEXT and a newline", "клиент C отправляет TEXT и перевод строки"},
	.acts = true,
	.argument = ARGUMENT_CLIENT,
	.run = run,
};
