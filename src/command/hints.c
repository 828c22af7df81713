/* Key hints and help lines from the table of commands, lent to the view through the app. */
#include "command/hints.h"

#include <stdlib.h>

#include "base/die.h"

/* The prompt is a key without a command: what is typed there is one. */
static const struct {
	const char *key, *word[2], *text[2];
} prompt = {":",
            {"command", "ввод"},
            {"type a command; Tab completes it", "ввести команду; Tab дополняет"}};

static const char *const topics[][2] = {
	[TOPIC_MOVING] = {"Moving", "Движение"},
	[TOPIC_SCREEN] = {"The screen", "Экран"},
	[TOPIC_CLIENTS] = {"Clients", "Клиенты"},
	[TOPIC_SCRIPTS] = {"Scripts", "Сценарии"},
};

/* The first tells how far one is; the second goes where there is no room for that. */
extern const struct command command_try, command_quit;
extern const struct command command_restart, command_break, command_swap, command_menu;

/* Those that are named in the last row where there is room: after which place, in which order they
 * give way, in a word. */
static const struct spare {
	const struct command *command;
	unsigned after, order;
	const char *word[2];
} spares[] = {
	{&command_restart, 5, 2, {"restart", "заново"}},
	{&command_break, 5, 4, {"break", "останов"}},
	{&command_swap, 8, 5, {"C", "C"}},
	{&command_menu, 8, 3, {"lessons", "уроки"}},
};

enum {
	PROMPT_PLACE = 6,
	LAST_PLACE = 9, /* among the hints of the last row */
	SPARES = sizeof spares / sizeof *spares
};

static bool is_spare(const struct command *c)
{
	for (int i = 0; i < SPARES; i++)
		if (spares[i].command == c)
			return true;
	return false;
}

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
		.counts_tasks = c == &command_try,
		.spare = c == &command_quit,
	};
}

static struct view_hint spare_hint(const struct spare *s, enum language language)
{
	struct view_hint hint = hint_of(s->command, language);
	hint.in_hints = true;
	hint.word = s->word[language];
	hint.spare = s->order;
	return hint;
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
			};
		for (size_t i = 0; i < command_count; i++)
			if (commands[i]->hint == place)
				hints[count++] = hint_of(commands[i], language);
		for (int i = 0; i < SPARES; i++)
			if (spares[i].after == place)
				hints[count++] = spare_hint(&spares[i], language);
	}
	for (size_t i = 0; i < command_count; i++)
		if (!commands[i]->hint && !is_spare(commands[i]))
			hints[count++] = hint_of(commands[i], language);
	free((void *)app->view.hints);
	app->view.hints = hints;
	app->view.hint_count = count;
}
