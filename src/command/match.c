/* match next|previous: scrolls the listing to the match after or before the row in its middle. */
#include "command/command.h"

#include <string.h>

/* What the listing shows, Python or C, and the line that its rows are centred on. */
struct shown {
	const char *const *line; /* line[0] is line 1 */
	int count, centre;
};

static struct shown find_shown(struct app *app)
{
	const struct lesson_program *p = app->view.program;
	unsigned now = app->trace ? view_now_line(app_model(app)) : 0;
	struct shown s = {p->python, (int)p->python_count, (int)now};
	if (app->view.shows_c && p->c) {
		bool has_twin = p->c_line && now && now <= p->python_count;
		s = (struct shown){p->c, (int)p->c_count, has_twin ? (int)p->c_line[now] : 0};
	}
	s.centre = (s.centre ? s.centre : 1) + app->view.scroll[PANE_LISTING];
	return s;
}

static void go(struct app *app, bool forward)
{
	struct shown s = find_shown(app);
	for (int i = 1; i <= s.count; i++) {
		int line = (s.centre - 1 + (forward ? i : -i)) % s.count;
		line = (line + s.count) % s.count + 1;
		if (!strstr(s.line[line - 1], app->view.search))
			continue;
		app->view.scroll[PANE_LISTING] += line - s.centre;
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
		app_say(app, "There is nothing to search for yet: press / and type a text.",
		        "Искать нечего: текст вводят после /.");
	return COMMAND_DONE;
}

const struct command command_match = {
	.name = "match",
	.usage = "match next|previous",
	.keys = "> <",
	.help = {"the next or previous match of the search", "следующее или предыдущее совпадение"},
	.is_forgotten = true,
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"next", "previous", NULL},
	.run = run,
};
