/*
 * What has been done of the things to try, kept across sessions in the user's state folder: a line
 * a tick, after a first line that says what this is,
 *
 *     asyncviz ticks 1
 *     01-blocking answered(client1)
 *
 * the lesson's folder and the condition that has held, with single blanks. So a title or a text can
 * be edited, and a task that asks for something else is another one. Lines of lessons that are not
 * here are kept. Of several asyncviz at once each adds to what is there when it writes.
 */
#include "app.h"

#include <string.h>

#include "base/state.h"
#include "base/text.h"

enum { TICKS_MOST = 1 << 18 };
static const char file[] = "ticks", first_line[] = "asyncviz ticks 1\n";

/* The line of a task, with its newline. */
static void add_line(struct bytes *out, const struct lesson *lesson, const struct lesson_task *task)
{
	const char *at = task->condition;
	bytes_addf(out, "%s", lesson->folder);
	while (*(at += strspn(at, " \t\n"))) {
		size_t length = strcspn(at, " \t\n");
		bytes_add_char(out, ' ');
		bytes_add(out, at, length);
		at += length;
	}
	bytes_add_char(out, '\n');
}

static bool has_line(const struct bytes *all, const struct bytes *line)
{
	const char *at = bytes_text(all), *end = at + all->length;
	while ((at = memmem(at, (size_t)(end - at), line->data, line->length))) {
		if (at > all->data && at[-1] == '\n')
			return true;
		at++;
	}
	return false;
}

/* The file as it is now; false where there is one that is not ours. */
static bool read_file(struct bytes *all)
{
	size_t length = sizeof first_line - 1;
	switch (state_read(all, file, TICKS_MOST)) {
	case STATE_NONE: bytes_add(all, first_line, length); return true;
	case STATE_UNREADABLE: return false;
	case STATE_READ: break;
	}
	bytes_take_out(all, 0, text_mark(bytes_text(all), all->length));
	if (all->length < length || memcmp(all->data, first_line, length) != 0)
		return false;
	if (all->data[all->length - 1] != '\n')
		bytes_add_char(all, '\n');
	return true;
}

/* Calls `each` for every task of every lesson that is known, with its line. */
static void for_each(struct app *app, struct bytes *all,
                     void (*each)(struct view_task *task, struct bytes *all, struct bytes *line))
{
	struct bytes line = {0};
	for (unsigned i = 0; i < app->tried_count; i++) {
		const struct view_tried *tried = &app->tried[i];
		for (unsigned k = 0; k < tried->lesson->task_count; k++) {
			bytes_clear(&line);
			add_line(&line, tried->lesson, &tried->lesson->tasks[k]);
			each(&tried->tasks[k], all, &line);
		}
	}
	bytes_free(&line);
}

static void take(struct view_task *task, struct bytes *all, struct bytes *line)
{
	task->is_done = has_line(all, line); /* that it is said, opening the lesson knows */
}

static void give(struct view_task *task, struct bytes *all, struct bytes *line)
{
	if (task->is_done && !has_line(all, line))
		bytes_add(all, line->data, line->length);
}

static void clear(struct view_task *task, struct bytes *all, struct bytes *line)
{
	(void)all, (void)line;
	*task = (struct view_task){0};
}

void app_load_ticks(struct app *app)
{
	struct bytes all = {0};
	if (!app->is_interactive)
		return;
	app->keeps_ticks = read_file(&all);
	if (app->keeps_ticks)
		for_each(app, &all, take);
	bytes_free(&all);
}

void app_save_ticks(struct app *app)
{
	struct bytes all = {0};
	if (app->keeps_ticks && read_file(&all)) {
		for_each(app, &all, give);
		if (all.length <= TICKS_MOST)
			state_write(&all, file);
	}
	bytes_free(&all);
}

void app_forget_ticks(struct app *app)
{
	struct bytes none = {0};
	for_each(app, &none, clear);
	app->judges_next_run = app->stage != NULL;
	if (app->is_interactive) {
		bytes_add_text(&none, first_line);
		app->keeps_ticks = state_write(&none, file);
	}
	bytes_free(&none);
}
