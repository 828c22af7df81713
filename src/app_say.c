/* What is said to the user: one sentence at a time, in the language of the view. */
#include "app.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 3, 0))) static void say(struct app *app, bool is_error,
                                                      const char *format, va_list arguments)
{
	static const char *const back[] = {"Back to now. ", "Вернулись к текущему моменту. "};
	char *message = app->view.message;
	if (app->asked[0])
		return; /* the question stands until it is answered */
	size_t size = sizeof app->view.message, length = 0;
	if (app->has_returned)
		length = (size_t)snprintf(message, size, "%s", back[app->view.language]);
	app->has_returned = false;
	vsnprintf(message + length, size - length, format, arguments);
	app->view.message_is_error = is_error;
	app->said_at = app_now();
	app->passes_at = UINT64_MAX;
	app->is_praise = false;
	app->is_dirty = true;
}

void app_say(struct app *app, const char *english, const char *russian, ...)
{
	va_list arguments;
	va_start(arguments, russian);
	say(app, false, app->view.language == RUSSIAN ? russian : english, arguments);
	va_end(arguments);
}

void app_refuse(struct app *app, const char *english, const char *russian, ...)
{
	va_list arguments;
	va_start(arguments, russian);
	say(app, true, app->view.language == RUSSIAN ? russian : english, arguments);
	va_end(arguments);
}

void app_let_pass(struct app *app)
{
	app->passes_at = app->trace->steps;
}

const char *app_how(const struct app *app, const char *key, const char *command)
{
	return app->is_interactive ? key : command;
}

void app_refuse_no_lesson(struct app *app)
{
	if (app->is_interactive)
		app_refuse(app, "No lesson is open: choose one from the menu (m).",
		           "Урок не открыт: выберите его в меню (m).");
	else
		app_refuse(app, "No lesson is open: lesson N opens one.",
		           "Урок не открыт: его откроет lesson N.");
}
