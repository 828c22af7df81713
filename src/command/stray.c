/* Most letters of a command are keys themselves, so only a look back tells what was being typed. */
#include "command/stray.h"

#include <string.h>

#include "command/command.h"
#include "command/keys.h"

enum { BACKSPACE = 0x7f, ENOUGH = 3 }; /* letters that make a word of keys */

static void remember(struct stray *s, uint32_t key)
{
	if (key < ' ' || key >= BACKSPACE)
		return;
	if (s->length == STRAY_LONGEST)
		memmove(s->typed, s->typed + 1, --s->length);
	s->typed[s->length++] = (char)key;
	s->typed[s->length] = '\0';
}

/* A command that stands in what was typed, or has begun at its end. */
static const char *command_in(const struct stray *s)
{
	for (size_t i = 0; i < command_count; i++) {
		const char *name = commands[i]->name, *end = s->typed + s->length;
		size_t length = strlen(name);
		if (length > ENOUGH && strstr(s->typed, name))
			return name;
		for (size_t part = ENOUGH; part <= length && part <= s->length; part++)
			if (!memcmp(end - part, name, part))
				return name;
	}
	return NULL;
}

static void answer(const struct stray *s, struct app *app)
{
	const char *name = command_in(s);
	if (name)
		app_refuse(app, "A command begins with a colon, as in :%s.",
		           "Команда начинается с двоеточия: :%s.", name);
	else
		app_refuse(app, "There is no such key: ? shows them all.",
		           "Такой клавиши нет: ? покажет все.");
}

void stray_press(struct stray *s, struct app *app, uint32_t key, bool does_nothing)
{
	uint32_t latin = keys_latin(key);
	bool is_seen = app->view.overlay == OVERLAY_NONE || app->view.overlay == OVERLAY_MENU;
	remember(s, latin);
	if (does_nothing && is_seen && key != KEYS_NONE && !keys_line(latin))
		answer(s, app);
	if (key == KEYS_ENTER || key == KEYS_ESCAPE || latin == ':')
		*s = (struct stray){0};
}
