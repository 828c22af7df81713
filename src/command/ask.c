/* The question, its words, and what becomes of it. */
#include "command/ask.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { DE = 0x434, CAPITAL_DE = 0x414, LOSS = 160 }; /* д Д; bytes */

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

static void say_recording(char *text, size_t size, enum language language)
{
	snprintf(text, size, "%s",
	         language == RUSSIAN ? "Идёт запись: на этом она закончится."
	                             : "The recording would end here.");
}

static bool fits(const struct app *app, const char *loss, const char *question)
{
	int columns = text_columns(loss, strlen(loss)) + text_columns(question, strlen(question)) +
	              (int)strlen("  y/n");
	return columns <= app->view.columns - 2;
}

/* Where the row is too short for all that would be lost, people come first; where it is too short
 * for that as well, what is asked stays. */
static void ask(struct app *app, unsigned clients, bool is_recording, const char *question)
{
	enum language language = app->view.language;
	char loss[LOSS];
	if (clients && is_recording)
		say_all(loss, sizeof loss, language, clients);
	else if (is_recording)
		say_recording(loss, sizeof loss, language);
	if (clients && (!is_recording || !fits(app, loss, question)))
		say_clients(loss, sizeof loss, language, clients);
	if (fits(app, loss, question))
		app_say(app, "%s %s y/n", "%s %s д/н", loss, question);
	else
		app_say(app, "%s y/n", "%s д/н", question);
}

bool ask_may_end(struct app *app, const char *line, unsigned of, const char *question)
{
	bool runs = app->is_interactive && app->stage && !app->stage->has_ended;
	if (!runs || app->is_agreed)
		return true;
	unsigned clients = of & ASK_OF_CLIENTS ? net_count_outside(&app->stage->net) : 0;
	bool is_recording = of & ASK_OF_RECORDING && app->recording.is_open;
	if (!clients && !is_recording)
		return true;
	command_close_overlay(app); /* the question stands where it may lie */
	ask(app, clients, is_recording, question);
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
