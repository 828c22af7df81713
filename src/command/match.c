/* match next|previous: scrolls the listing to the match after or before the last one, of which the
 * first is looked for from the line about to run. */
#include "command/command.h"

#include <string.h>

enum { ABOVE = 3 }; /* rows of the listing above a match */

static unsigned now_line(struct app *app, bool is_c)
{
	const struct lesson_program *p = app->view.program;
	unsigned now = app->trace ? view_now_line(app_model(app)) : 0;
	if (!is_c)
		return now;
	return now <= p->python_count && p->c_line ? p->c_line[now] : 0;
}

static void go(struct app *app, bool forward)
{
	struct view *v = &app->view;
	bool is_c = v->shows_c && v->program->c;
	command_compose(app);
	const char *const *lines = is_c ? v->program->c : v->program->python;
	int count = (int)(is_c ? v->program->c_count : v->program->python_count);
	int from = (int)(v->found ? v->found : now_line(app, is_c));
	if (!from) /* nowhere: from the end in question */
		from = forward ? 1 : count;
	/* The last one again, if it is the only one. */
	for (int i = v->found > 0; i <= count; i++) {
		int line = (from - 1 + (forward ? i : -i) + count) % count + 1;
		if (!strstr(lines[line - 1], v->search))
			continue;
		v->found = (unsigned)line;
		v->scroll[PANE_LISTING] = line - 1 - ABOVE - v->stands[PANE_LISTING];
		app_say(app, "Found in line %d.", "Найдено в строке %d.", line);
		return;
	}
	app_say(app, "The listing does not contain it.", "В листинге этого нет.");
}

static enum command_answer run(struct app *app, const char *rest)
{
	bool forward = !strcmp(rest, "next");
	if (!forward && strcmp(rest, "previous") != 0)
		return COMMAND_MISUSED;
	if (app->view.program && app->view.search[0])
		go(app, forward);
	else
		app_say(app, "There is nothing to search for yet: first %s.",
		        "Искать пока нечего: сначала — %s.", app_how(app, "/", "search TEXT"));
	return COMMAND_DONE;
}

const struct command command_match = {
	.name = "match",
	.topic = TOPIC_SCREEN,
	.usage = "match next|previous",
	.keys = "> <",
	.help = {"the next or previous match of the search", "следующее или предыдущее совпадение"},
	.is_forgotten = true,
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"next", "previous", NULL},
	.run = run,
};
