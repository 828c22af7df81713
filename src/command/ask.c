/* The question, its words, and what becomes of it. */
#include "command/ask.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { DE = 0x434, CAPITAL_DE = 0x414 }; /* д Д */

const struct say_forms ask_client = {{"client", "clients"},
                                     {"внешний клиент", "внешних клиента", "внешних клиентов"}};

static void say_clients(char *text, size_t size, enum language language, unsigned clients)
{
	static const struct say_forms is = {{"is", "are"},
	                                    {"Подключён", "Подключены", "Подключено"}};
	if (language == RUSSIAN)
		snprintf(text, size, "%s %u %s.", say_counted(language, clients, &is), clients,
		         say_counted(language, clients, &ask_client));
	else
		snprintf(text, size, "%u %s from outside %s connected.", clients,
		         say_counted(language, clients, &ask_client),
		         say_counted(language, clients, &is));
}

static void say_all(char *text, size_t size, enum language language, unsigned clients)
{
	static const struct say_forms one = {{"client", "clients"},
	                                     {"клиент", "клиента", "клиентов"}};
	static const struct say_forms leave = {{"", ""},
	                                       {"Отключится", "Отключатся", "Отключится"}};
	if (language == RUSSIAN)
		snprintf(text, size, "%s %u %s, и закончится запись.",
		         say_counted(language, clients, &leave), clients,
		         say_counted(language, clients, &one));
	else
		snprintf(text, size, "It cuts off %u %s and ends the recording.", clients,
		         say_counted(language, clients, &one));
}

static void say_loss(char *text, size_t size, enum language language, unsigned clients,
                     bool is_recording)
{
	if (clients && is_recording)
		say_all(text, size, language, clients);
	else if (clients)
		say_clients(text, size, language, clients);
	else
		snprintf(text, size, "%s",
		         language == RUSSIAN ? "Идёт запись: на этом она закончится."
		                             : "The recording would end here.");
}

/* Where the row is too short for both, what is asked stays. */
static void ask(struct app *app, const char *loss, const char *question)
{
	int columns = text_columns(loss, strlen(loss)) + text_columns(question, strlen(question)) +
	              (int)strlen("  y/n");
	if (columns > app->view.columns - 2)
		app_say(app, "%s y/n", "%s д/н", question);
	else
		app_say(app, "%s %s y/n", "%s %s д/н", loss, question);
}

bool ask_may_end(struct app *app, const char *line, unsigned of, const char *question)
{
	char loss[160];
	bool runs = app->is_interactive && app->stage && !app->stage->has_ended;
	if (!runs || app->is_agreed)
		return true;
	unsigned clients = of & ASK_OF_CLIENTS ? net_count_outside(&app->stage->net) : 0;
	bool is_recording = of & ASK_OF_RECORDING && app->recording.is_open;
	if (!clients && !is_recording)
		return true;
	command_close_overlay(app); /* the question stands where it may lie */
	say_loss(loss, sizeof loss, app->view.language, clients, is_recording);
	ask(app, loss, question);
	snprintf(app->asked, sizeof app->asked, "%s", line);
	return false;
}

void ask_no_more(struct app *app)
{
	if (!app->asked[0])
		return;
	app->asked[0] = '\0';
	app->view.message[0] = '\0';
	app->is_dirty = true;
}

void ask_answer(struct app *app, uint32_t key)
{
	char line[APP_ASKED];
	memcpy(line, app->asked, sizeof line);
	ask_no_more(app);
	if (key != 'y' && key != 'Y' && key != DE && key != CAPITAL_DE)
		return;
	app->is_agreed = true;
	command_execute(app, line);
	app->is_agreed = false;
}
