/* Key hints and help lines from the table of commands, lent to the view through the app. */
#include "command/hints.h"

#include <stdlib.h>

#include "base/die.h"

/* The prompt is a key without a command: what is typed there is one. */
static const struct {
	const char *key, *word[2], *brief[2], *text[2];
} prompt = {":",
            {"command", "команда"},
            {"", ""},
            {"type a command; Tab completes it", "ввести команду; Tab дополняет"}};

static const char *const topics[][2] = {
	[TOPIC_MOVING] = {"Moving", "Движение"},
	[TOPIC_SCREEN] = {"The screen", "Экран"},
	[TOPIC_CLIENTS] = {"Clients", "Клиенты"},
	[TOPIC_SCRIPTS] = {"Scripts", "Сценарии"},
};

enum { PROMPT_PLACE = 9, LAST_PLACE = 15 }; /* among the hints of the last row */

static const char *keys_of(const struct command *c, enum language language)
{
	const char *keys = language == RUSSIAN && c->keys_russian ? c->keys_russian : c->keys;
	return keys ? keys : "";
}

static struct view_hint hint_of(const struct command *c, enum language language)
{
	return (struct view_hint){
		.topic = topics[c->topic][language],
		.keys = keys_of(c, language),
		.command = c->usage,
		.text = c->help[language],
		.in_hints = c->hint > 0,
		.word = c->word[language],
		.kind = c->hint_kind,
		.spare = c->spare,
		.brief = c->brief[language],
		.past = c->past[language],
	};
}

void hints_give(struct app *app)
{
	enum language language = app->view.language;
	struct view_hint *hints = xcalloc(command_count + 1, sizeof *hints);
	unsigned count = 0;
	for (unsigned place = 1; place <= LAST_PLACE; place++) {
		if (place == PROMPT_PLACE)
			hints[count++] = (struct view_hint){
				.topic = topics[TOPIC_SCREEN][language],
				.keys = prompt.key,
				.command = "",
				.text = prompt.text[language],
				.in_hints = true,
				.word = prompt.word[language],
				.brief = prompt.brief[language],
			};
		for (size_t i = 0; i < command_count; i++)
			if (commands[i]->hint == place)
				hints[count++] = hint_of(commands[i], language);
	}
	for (size_t i = 0; i < command_count; i++)
		if (!commands[i]->hint)
			hints[count++] = hint_of(commands[i], language);
	free((void *)app->view.hints);
	app->view.hints = hints;
	app->view.hint_count = count;
}
