/*
 * The things to try of a lesson: which are done. A task is done once its condition has held; it
 * stays so, whatever is run afterwards, and across sessions. The facts are those of one run.
 */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/text.h"
#include "lesson/condition.h"

enum {
	SECOND = 1000000000,
	A_LITTLE_LATER = 1000000, /* ns: so that a wait is surely over when it is judged */
	LONGEST_WAIT = 86400, /* seconds: for longer ones nobody sits there */
	BESIDE = 6 /* columns: what stands around a title, and the margins */
};

/* --- what conditions ask ---------------------------------------------------------------------- */

static unsigned connected(const void *context)
{
	return facts_connected(&((const struct app *)context)->facts);
}

static double waited(const void *context, uint32_t client, bool *goes_on)
{
	const struct app *app = context;
	return (double)facts_waited(&app->facts, client, goes_on) / SECOND;
}

static bool answered(const void *context, uint32_t client)
{
	return facts_answered(&((const struct app *)context)->facts, client);
}

/* 0 where that is a line of another program. */
static unsigned line_of(const struct app *app, const char *program, const char *tag)
{
	const struct lesson_program *p = app->view.program;
	return !program || !strcmp(program, p->name) ? program_tag_line(p->twin, tag) : 0;
}

static bool reached(const void *context, const char *program, const char *tag)
{
	const struct app *app = context;
	unsigned line = line_of(app, program, tag);
	return line && app->facts.has_run[line];
}

static bool stepped(const void *context, const char *program, const char *tag)
{
	const struct app *app = context;
	return app->stepped[line_of(app, program, tag)];
}

static bool ended(const void *context, unsigned error)
{
	const struct app *app = context;
	return app->facts.has_ended && app->facts.error == error;
}

/* --- judging ---------------------------------------------------------------------------------- */

static void judge(struct app *app, double *again)
{
	const struct condition_facts facts = {connected, waited, answered, reached,
	                                      stepped,   ended,  app};
	const struct lesson *lesson = app->view.lesson;
	bool is_any_new = false;
	for (unsigned i = 0; i < lesson->task_count; i++) {
		const struct condition *when = lesson->tasks[i].when;
		if (app->tasks[i].is_done || !when || !condition_holds_in_run(when, &facts, again))
			continue;
		app->tasks[i].is_done = is_any_new = true;
		app->is_dirty = true;
	}
	if (is_any_new)
		app_save_ticks(app);
}

/* Time is the screen's own, or a script's. */
static uint64_t time_of(const struct app *app)
{
	return app->is_interactive ? app_now() : app->virtual_time;
}

void app_read_facts(struct app *app)
{
	facts_read(&app->facts, app->trace, time_of(app));
}

/* Once all are done nothing is judged any more: nobody asks. A program that may begin once more is
 * not shown yet. */
void app_judge_tasks(struct app *app)
{
	app->judge_at = UINT64_MAX;
	if (app_now() >= app->praise_at)
		app->is_dirty = true; /* it is said when the screen is drawn */
	if (!app->stage || !app->tasks || app_has_no_wait(app) || app->judges_next_run ||
	    view_tasks_done(&app->view) == app->view.lesson->task_count)
		return;
	double again = LONGEST_WAIT;
	app_read_facts(app);
	judge(app, &again);
	if (app->is_interactive && again < LONGEST_WAIT)
		app->judge_at = app->facts.now + (uint64_t)(again * SECOND) + A_LITTLE_LATER;
}

/* --- saying so -------------------------------------------------------------------------------- */

/* When praise may take the place of what is being said, ns: at once, or once that was read; after a
 * refusal or a question, or where something covers it, not before the next command. The end of a
 * program is told by its narration as well. */
static uint64_t free_at(const struct app *app)
{
	const struct view *v = &app->view;
	bool is_covered = v->overlay == OVERLAY_HELP || v->overlay == OVERLAY_MENU ||
	                  v->overlay == OVERLAY_PAGE;
	if (is_covered || app->asked[0] || (*v->message && v->message_is_error))
		return UINT64_MAX;
	if (!*v->message || (app_has_ended(app) && !app->is_praise))
		return 0;
	return app->said_at + APP_TIME_TO_READ * (uint64_t)SECOND;
}

static int columns(const char *text)
{
	return text_columns(text, strlen(text));
}

/* After the last one also where it goes on, with the title of that where there is room for it. */
static void praise_last(struct app *app, const char *title)
{
	const struct lesson *next = view_next_lesson(&app->view);
	if (!next) {
		app_say(app, "Done: \"%s\", the last one of the course. t: why; M: the map.",
		        "Удался последний опыт курса: «%s». Почему — t, карта — M.", title);
		return;
	}
	app_say(app, "Done: \"%s\", the last one. t: why; :lesson %u goes on.",
	        "Удался и последний опыт: «%s». Почему — t, дальше :lesson %u.", title,
	        next->number);
	if (columns(app->view.message) + columns(next->title) + BESIDE <= app->view.columns)
		app_say(app, "Done: \"%s\", the last one. t: why; :lesson %u goes on: \"%s\".",
		        "Удался и последний опыт: «%s». Почему — t, дальше :lesson %u: «%s».",
		        title, next->number, next->title);
}

/* In a script there are no keys, and no next time. */
static void praise_in_script(struct app *app, const char *title, unsigned i)
{
	if (view_tasks_done(&app->view) < app->view.lesson->task_count)
		app_say(app, "Done: \"%s\". try %u shows why.",
		        "Опыт «%s» удался. Почему — покажет try %u.", title, i + 1);
	else
		app_say(app, "Done: \"%s\", the last one of this lesson. try %u shows why.",
		        "Удался и последний опыт урока: «%s». Почему — покажет try %u.", title,
		        i + 1);
}

static void praise(struct app *app, unsigned i)
{
	const struct lesson *lesson = app->view.lesson;
	const char *title = lesson->tasks[i].title;
	app->tasks[i].is_said = true;
	if (app->view.overlay != OVERLAY_TRY)
		app->view.try_choice = i;
	if (!app->is_interactive)
		praise_in_script(app, title, i);
	else if (view_tasks_done(&app->view) == lesson->task_count)
		praise_last(app, title);
	else
		app_say(app, "Done: \"%s\". Press t to see why.",
		        "Опыт «%s» удался. Почему так вышло — клавиша t.", title);
	app->is_praise = true;
}

/* task_count when there is none. */
static unsigned next_unsaid(const struct app *app)
{
	unsigned i = 0;
	while (i < app->view.lesson->task_count &&
	       (!app->tasks[i].is_done || app->tasks[i].is_said))
		i++;
	return i;
}

void app_announce_tasks(struct app *app)
{
	app->praise_at = UINT64_MAX;
	if (!app->tasks)
		return;
	unsigned i = next_unsaid(app), count = app->view.lesson->task_count;
	if (i < count && free_at(app) <= app_now()) {
		praise(app, i);
		i = next_unsaid(app);
	}
	if (i < count && app->is_interactive)
		app->praise_at = free_at(app);
}

uint64_t app_tasks_due(const struct app *app)
{
	return app_earlier(app->judge_at, app->praise_at);
}

/* --- lessons and runs ------------------------------------------------------------------------- */

static struct view_task *tasks_of(struct app *app, const struct lesson *lesson)
{
	for (unsigned i = 0; i < app->tried_count; i++)
		if (app->tried[i].lesson == lesson)
			return app->tried[i].tasks;
	struct view_task *tasks = xcalloc(lesson->task_count, sizeof *tasks);
	app->tried = xreallocarray(app->tried, app->tried_count + 1, sizeof *app->tried);
	app->tried[app->tried_count++] = (struct view_tried){lesson, tasks};
	app->view.tried = app->tried;
	app->view.tried_count = app->tried_count;
	return tasks;
}

void app_know_tasks(struct app *app)
{
	for (unsigned i = 0; i < lessons_count(app->lessons); i++)
		tasks_of(app, lessons_at(app->lessons, i));
}

void app_open_tasks(struct app *app, const struct lesson *lesson)
{
	struct view_task *tasks = tasks_of(app, lesson);
	unsigned first = 0;
	app->judge_at = app->praise_at = UINT64_MAX;
	if (app->tasks == tasks)
		return;
	for (unsigned i = 0; i < lesson->task_count; i++) {
		tasks[i].is_said |= tasks[i].is_done;
		first += first == i && tasks[i].is_done;
	}
	app->tasks = tasks;
	app->view.tasks = tasks;
	app->view.try_choice = first < lesson->task_count ? first : 0;
	app->view.try_scroll = 0;
}

void app_end_run(struct app *app)
{
	app_judge_tasks(app);
	facts_free(&app->facts);
	memset(app->stepped, 0, sizeof app->stepped);
	app->judges_next_run = false;
}

void app_close_tasks(struct app *app)
{
	for (unsigned i = 0; i < app->tried_count; i++)
		free(app->tried[i].tasks);
	free(app->tried);
	app->view.tried = app->tried = NULL;
	app->tasks = NULL;
	app->view.tried_count = app->tried_count = 0;
}
