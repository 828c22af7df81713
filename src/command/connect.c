/* connect [N]: opens built-in clients. They are real sockets over loopback. */
#include "command/command.h"

enum { MOST = 20000 };

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long count = 1;
	int number = 0, first = 0;
	if (*rest && !command_number(app, rest, 1, MOST, &count))
		return COMMAND_FAILED;
	if (!app->stage->net.port) {
		app_refuse(app, "There is no server to connect to yet: %s runs to the first wait.",
		           "Подключаться пока не к кому: %s доведёт до первого ожидания.",
		           app_how(app, "r", "run"));
		return COMMAND_FAILED;
	}
	if (!app_has_room(app, count))
		return COMMAND_FAILED;
	unsigned room = clients_held(app->clients) ? 0 : net_room(&app->stage->net);
	for (unsigned long i = 0; i < count; i++) {
		const struct say *why = NULL;
		number = (i < room ? clients_connect : clients_hold)(
			app->clients, app->options.bind, app->stage->net.port, &why);
		if (!number) {
			app_refuse(app, "%s", "%s", app->view.language ? why->ru : why->en);
			return COMMAND_FAILED;
		}
		first = first ? first : number;
	}
	if (count > room && count == 1)
		app_say(app, "client%d waits for room to connect.",
		        "client%d подключится, когда в очереди будет место.", number);
	else if (count > room)
		app_say(app,
		        "client%d to client%d: from client%d on they wait for room to connect.",
		        "client%d–client%d подключаются; с client%d — когда в очереди будет место.",
		        first, number, first + (int)room);
	else if (count == 1)
		app_say(app, "client%d is connecting.", "client%d подключается.", number);
	else if (count == 2)
		app_say(app, "client%d and client%d are connecting.",
		        "client%d и client%d подключаются.", first, number);
	else
		app_say(app, "client%d to client%d are connecting.",
		        "client%d–client%d подключаются.", first, number);
	app_tell_limit(app, (unsigned)number);
	return COMMAND_DONE;
}

const struct command command_connect = {
	.name = "connect",
	.topic = TOPIC_CLIENTS,
	.usage = "connect [N]",
	.help = {"open N built-in clients (1 if not given)",
                 "открыть N встроенных клиентов (без числа — одного)"},
	.acts = true,
	.run = run,
};
