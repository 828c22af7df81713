/* Tab: what could stand at the cursor. First a command, then what its argument may be. */
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "command/command.h"
#include "command/settings.h"

struct found {
	char **word;
	size_t count;
	const char *start;
	size_t length;
};

static void offer(struct found *f, const char *word)
{
	if (strncmp(word, f->start, f->length) != 0)
		return;
	f->word = xreallocarray(f->word, f->count + 2, sizeof *f->word);
	f->word[f->count++] = xstrdup(word);
	f->word[f->count] = NULL;
}

static void offer_clients(struct found *f, const struct app *app)
{
	for (int n = app->clients ? clients_next(app->clients, 0) : 0; n;
	     n = clients_next(app->clients, n)) {
		char *name = xasprintf("client%d", n);
		offer(f, name);
		free(name);
	}
}

static void offer_lessons(struct found *f, const struct app *app)
{
	for (unsigned i = 0; i < lessons_count(app->lessons); i++)
		offer(f, lessons_at(app->lessons, i)->name);
}

/* The programs of the lesson that `name` is. */
static void offer_programs(struct found *f, const struct app *app, const char *name, size_t length)
{
	char *word = xasprintf("%.*s", (int)length, name);
	const struct lesson *l = lessons_find(app->lessons, word);
	free(word);
	for (unsigned i = 0; l && i < l->program_count; i++)
		offer(f, l->programs[i].name);
}

static void offer_tags(struct found *f, const struct app *app)
{
	if (!app->view.program)
		return;
	for (const struct tag *t = app->view.program->twin->tags; t->name; t++)
		offer(f, t->name);
}

static void offer_settings(struct found *f)
{
	for (const struct setting *s = settings; s->key; s++)
		offer(f, s->key);
}

static void offer_values(struct found *f, const char *key, size_t length)
{
	const struct setting *s = setting_find(key, length);
	for (unsigned i = 0; s && s->values && s->values[i]; i++)
		offer(f, s->values[i]);
}

/* Of two arguments, of which the first begins there: what the second may be goes by it. */
static void offer_one_or_two(struct found *f, const struct app *app, enum command_argument argument,
                             const char *first)
{
	size_t length = strcspn(first, " ");
	bool is_first = f->start <= first;
	if (argument == ARGUMENT_LESSON && is_first)
		offer_lessons(f, app);
	else if (argument == ARGUMENT_LESSON)
		offer_programs(f, app, first, length);
	else if (is_first)
		offer_settings(f);
	else
		offer_values(f, first, length);
}

char **command_complete(struct app *app, const char *line, size_t point, size_t *word_start)
{
	struct found f = {0};
	size_t start = point;
	while (start > 0 && line[start - 1] != ' ')
		start--;
	*word_start = start;
	f.start = line + start;
	f.length = point - start;
	size_t first = strspn(line, " "), end = first + strcspn(line + first, " ");
	if (start <= first) {
		for (size_t i = 0; i < command_count; i++)
			offer(&f, commands[i]->name);
		return f.word;
	}
	const struct command *c = command_find(line + first, end - first);
	if (!c)
		return NULL;
	switch (c->argument) {
	case ARGUMENT_CLIENT: offer_clients(&f, app); break;
	case ARGUMENT_LESSON:
	case ARGUMENT_SETTING:
		offer_one_or_two(&f, app, c->argument, line + end + strspn(line + end, " "));
		break;
	case ARGUMENT_TAG: offer_tags(&f, app); break;
	default: break;
	}
	for (unsigned i = 0; c->words && c->words[i]; i++)
		offer(&f, c->words[i]);
	return f.word;
}
