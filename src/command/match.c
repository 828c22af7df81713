/* match next|previous: puts the listing's cursor on the match after or before it; the first is
 * looked for from the line about to run. */
#include "command/command.h"

#include <string.h>

static void go(struct app *app, bool forward)
{
	struct view *v = &app->view;
	struct shown s = view_shown(app_model(app), v);
	int from = v->cursor ? v->cursor : s.now;
	if (!from) /* nowhere: from the end in question */
		from = forward ? 1 : s.count;
	/* The cursor's own line again, if it is the only one. */
	for (int i = v->cursor > 0; i <= s.count; i++) {
		int line = (from - 1 + (forward ? i : -i) + s.count) % s.count + 1;
		if (!strstr(s.line[line - 1], v->search))
			continue;
		command_put_cursor(app, line);
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
