/* words: what the words of this lesson mean, on the screen or, in a script, as text. */
#include "command/command.h"

static void print(struct app *app)
{
	const struct lesson *l = app->view.lesson;
	for (unsigned i = 0; i < l->word_count; i++)
		fprintf(app->dump_to, "%s: %s\n", l->words[i].term, l->words[i].explanation);
}

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	if (app->is_interactive && command_is_over_menu(app)) {
		command_turn_page(app, PAGE_WORDS);
		return COMMAND_DONE;
	}
	if (!app->view.lesson) {
		app_refuse_no_lesson(app);
		return COMMAND_FAILED;
	}
	if (!app->is_interactive) {
		print(app);
		return COMMAND_DONE;
	}
	bool is_open = app->view.overlay == OVERLAY_HELP && app->view.shows_words;
	command_close_overlay(app);
	if (!is_open)
		app->view.overlay = OVERLAY_HELP;
	app->view.help_scroll = 0;
	app->view.shows_words = true;
	return COMMAND_DONE;
}

const struct command command_words = {
	.name = "words",
	.topic = TOPIC_SCREEN,
	.usage = "words",
	.keys = "w",
	.word = {"words", "слова"},
	.hint = 12,
	.spare = 3,
	.help = {"what the words of this lesson mean", "что значат слова этого урока"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
