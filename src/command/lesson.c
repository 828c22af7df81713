/* lesson N|NAME [PROGRAM]: another lesson, or another program of this one. */
#include "command/ask.h"
#include "command/command.h"

#include <stdio.h>
#include <string.h>

#include "base/show.h"

static enum command_answer no_lesson(struct app *app, const char *name)
{
	char shown[60];
	struct bytes numbers = {0};
	show(shown, sizeof shown, name, strlen(name));
	for (unsigned i = 0; i < lessons_count(app->lessons); i++)
		bytes_addf(&numbers, "%s%u", i ? ", " : "", lessons_at(app->lessons, i)->number);
	app_refuse(app, "There is no lesson \"%s\": there are %s.", "Урока «%s» нет, есть %s.",
	           shown, bytes_text(&numbers));
	bytes_free(&numbers);
	return COMMAND_FAILED;
}

static enum command_answer no_program(struct app *app, const struct lesson *l, const char *name)
{
	char shown[60];
	struct bytes names = {0};
	show(shown, sizeof shown, name, strlen(name));
	for (unsigned i = 0; i < l->program_count; i++)
		bytes_addf(&names, "%s%s", i ? ", " : "", l->programs[i].name);
	app_refuse(app, "Lesson %u has no program \"%s\": it has %s.",
	           "В уроке %u нет программы «%s», есть %s.", l->number, shown, bytes_text(&names));
	bytes_free(&names);
	return COMMAND_FAILED;
}

static bool may_leave(struct app *app, const struct lesson *l, const struct lesson_program *p)
{
	char line[APP_ASKED], question[80];
	snprintf(line, sizeof line, "lesson %u %s", l->number, p->name);
	snprintf(question, sizeof question,
	         app->view.language == RUSSIAN ? "Всё равно открыть урок %u?"
	                                       : "Open lesson %u all the same?",
	         l->number);
	return ask_may_end(app, line, ASK_OF_CLIENTS | ASK_OF_RECORDING, question);
}

/* What became of the program that was there, and where the recording goes on. */
static void say_changed(struct app *app, unsigned cut)
{
	static const struct say_forms was = {{"was", "were"},
	                                     {"Отключён", "Отключены", "Отключено"}};
	const char *verb = say_counted(app->view.language, cut, &was);
	const char *client = say_counted(app->view.language, cut, &ask_client);
	if (app->recorded_runs > 1 && app_recording(app))
		app_say(app, "This run is recorded to %.60s.", "Этот запуск записывается в %.60s.",
		        app_recording(app));
	else if (cut)
		app_say(app, "%2$u %3$s from outside %1$s disconnected.", "%1$s %2$u %3$s.", verb,
		        cut, client);
	app_let_pass(app);
}

static enum command_answer run(struct app *app, const char *rest)
{
	char name[64];
	size_t length = strcspn(rest, " \t");
	if (!length || length >= sizeof name)
		return COMMAND_MISUSED;
	memcpy(name, rest, length);
	name[length] = '\0';
	rest += length;
	rest += strspn(rest, " \t");
	const struct lesson *l = lessons_find(app->lessons, name);
	if (!l)
		return no_lesson(app, name);
	const struct lesson_program *p = lesson_program(l, *rest ? rest : NULL);
	if (!p)
		return no_program(app, l, rest);
	if (!may_leave(app, l, p))
		return COMMAND_DONE;
	unsigned cut = app->is_interactive && app->stage ? net_count_outside(&app->stage->net) : 0;
	if (!app_start(app, l, p))
		return COMMAND_FAILED;
	if (app->is_interactive && !app->view.message[0])
		say_changed(app, cut);
	return COMMAND_DONE;
}

const struct command command_lesson = {
	.name = "lesson",
	.topic = TOPIC_SCREEN,
	.usage = "lesson N|NAME [PROGRAM]",
	.help = {"another lesson, or another program of a lesson",
                 "другой урок или другая программа урока"},
	.works_in_past = true,
	.argument = ARGUMENT_LESSON,
	.run = run,
};
