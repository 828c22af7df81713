/* readline asks for candidates one by one and hands over all of them; it draws none. */
#include "terminal/completions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/show.h"
#include "command/command.h"

enum { MOST = 200 };

/* readline's callbacks have no context, so this is as single as the prompt. */
static struct {
	struct app *app;
	bool is_on;
	char **words;
	unsigned count;
} found;

void completions_forget(void)
{
	for (unsigned i = 0; i < found.count; i++)
		free(found.words[i]);
	free(found.words);
	found.words = NULL;
	found.count = 0;
}

/* matches[0] is what all have in common. */
static void keep(char **matches, int count, int longest)
{
	(void)longest;
	completions_forget();
	unsigned kept = count < MOST ? (unsigned)count : MOST;
	found.words = xcalloc(kept, sizeof *found.words);
	for (unsigned i = 0; i < kept; i++) {
		struct bytes shown = {0};
		show_into(&shown, matches[i + 1], strlen(matches[i + 1]));
		found.words[i] = xstrdup(bytes_text(&shown));
		bytes_free(&shown);
	}
	found.count = kept;
	found.app->is_dirty = true;
}

/* The candidates of the command language, whatever readline would have looked for. */
static char *next_candidate(const char *text, int state)
{
	static char **candidates; /* between the calls of one completion */
	static size_t next;
	(void)text;
	if (state == 0 && found.is_on) {
		size_t start;
		candidates = command_complete(found.app, rl_line_buffer, (size_t)rl_point, &start);
		next = 0;
	}
	char *candidate = candidates ? candidates[next++] : NULL;
	if (!candidate) {
		free(candidates);
		candidates = NULL;
	}
	return candidate;
}

static char **complete(const char *text, int start, int end)
{
	(void)start, (void)end;
	rl_attempted_completion_over = 1;
	return rl_completion_matches(text, next_candidate);
}

void completions_open(struct app *app)
{
	found.app = app;
	rl_completion_display_matches_hook = keep;
	rl_attempted_completion_function = complete;
	rl_completer_word_break_characters = (char *)(uintptr_t) " \t";
	rl_basic_quote_characters = "";
}

void completions_switch(bool is_on)
{
	found.is_on = is_on;
}

void completions_show(struct view *view)
{
	view->completions = (const char *const *)found.words;
	view->completion_count = found.count;
}
