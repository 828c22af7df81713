/* try [N|hint|forget]: the things to try of this lesson, one of them unfolded; or all done anew. */
#include "command/command.h"

#include <string.h>

static bool may_try(struct app *app)
{
	if (app->trace && !app->stage)
		app_refuse(app, "A recording has nothing to try: open the lesson itself.",
		           "В записи пробовать нечего: откройте сам урок.");
	else if (!app->tasks || !app->view.program)
		app_refuse_no_lesson(app);
	else if (!app->view.lesson->task_count)
		app_refuse(app, "This lesson has nothing to try.", "В этом уроке опытов нет.");
	else
		return true;
	return false;
}

/* Who has read why a task came out as it did looks for the next one. */
static void go_on(struct app *app)
{
	struct view *v = &app->view;
	unsigned next = 0, count = v->lesson->task_count;
	while (next < count && app->tasks[next].is_done)
		next++;
	if (app->tasks[v->try_choice].is_read && next < count)
		v->try_choice = next;
}

static void unfold(struct app *app, unsigned choice)
{
	struct view_task *task = &app->tasks[choice];
	app->view.overlay = OVERLAY_TRY;
	app->view.try_choice = choice;
	app->view.try_scroll = 0;
	task->is_read = task->is_done;
	task->is_said = task->is_done;
	app->is_dirty = true;
}

static void give_hint(struct app *app)
{
	struct view_task *task = &app->tasks[app->view.try_choice];
	if (task->hints < app->view.lesson->tasks[app->view.try_choice].hint_count)
		task->hints++;
	unfold(app, app->view.try_choice);
}

static void forget(struct app *app)
{
	bool goes_on = app->stage != NULL;
	app_forget_ticks(app);
	if (app->is_interactive && !app->keeps_ticks)
		app_say(app, "Nothing is ticked any more, but the file of ticks cannot be written.",
		        "Отметок больше нет, но файл с ними не удаётся записать.");
	else if (goes_on)
		app_say(app, "Nothing is ticked any more. R begins this lesson anew, too.",
		        "Отметок больше нет. R начнёт заново и этот урок.");
	else
		app_say(app, "Nothing is ticked any more.", "Отметок больше нет.");
}

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long number;
	if (!strcmp(rest, "forget")) {
		forget(app);
		return COMMAND_DONE;
	}
	if (!*rest && command_is_over_menu(app)) {
		command_turn_page(app, PAGE_TRIES);
		return COMMAND_DONE;
	}
	if (!may_try(app))
		return COMMAND_FAILED;
	if (!*rest && app->view.overlay == OVERLAY_TRY) {
		command_close_overlay(app);
	} else if (!*rest) {
		go_on(app);
		unfold(app, app->view.try_choice);
	} else if (!strcmp(rest, "hint")) {
		give_hint(app);
	} else {
		if (!command_number(app, rest, 1, app->view.lesson->task_count, &number))
			return COMMAND_FAILED;
		unfold(app, (unsigned)number - 1);
	}
	return COMMAND_DONE;
}

const struct command command_try = {
	.name = "try",
	.topic = TOPIC_SCREEN,
	.usage = "try [N|hint|forget]",
	.keys = "t",
	.word = {"try", "опыты"},
	.brief = {"try", "опыт"},
	.hint = 10,
	.hint_kind = HINT_TASKS,
	.spare = 2,
	.help = {"what to try here; N unfolds one, hint adds a hint, forget takes all ticks off",
                 "опыты урока; N — развернуть опыт, hint — ещё подсказка, forget — снять все "
                 "отметки"},
	.works_in_past = true,
	.works_over = OVER_TRY | OVER_MENU | OVER_PAGE,
	.is_forgotten = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"hint", "forget", NULL},
	.run = run,
};
