/*
 * A recording says at each of its steps what the program's narration said there; so does the past,
 * wherever one comes from. Run from the top of the tree; a copy of lesson 5 gets texts that ask much.
 */
#include "view/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/die.h"
#include "command/command.h"

enum { STEPS = 400 };

static char room[] = "/tmp/replayed-XXXXXX";
static struct app app;
static char *said[STEPS + 1]; /* [step], a heading */
static uint64_t steps;

static const char sections[] =
	"## until_ready when not not empty(tasks)\n\nA.\n\n"
	"## select when waits and not first_time\n\nB.\n\n"
	"## each_reader when used_up(ready_to_read) and not first_time\n\nC.\n\n"
	"## each_writer when begins(ready_to_write) and waits\n\nD.\n\n"
	"## resume when is_new(task) or first_time\n\nE.\n\n"
	"## check when not not is_empty(request)\n\nF.\n\n"
	"## if_write when value(reason) != \"write\" or first_time\n\nG.\n\n";

static int make_room(void **state)
{
	(void)state;
	if (!mkdtemp(room))
		return -1;
	char *command = xasprintf("cp -rT lessons %s/lessons", room),
	     *path = xasprintf("%s/lessons/05-generators/guide.en.md", room);
	int failed = system(command);
	FILE *guide = fopen(path, "a");
	fprintf(guide, "\n%s", sections);
	fclose(guide);
	free(path);
	free(command);
	return failed;
}

static int clear_room(void **state)
{
	char *command = xasprintf("rm -rf %s", room);
	(void)state;
	int failed = system(command);
	free(command);
	for (unsigned i = 0; i <= STEPS; i++)
		free(said[i]);
	return failed;
}

static void open_app(const char *record, const char *replay)
{
	char *why = NULL, *lessons = xasprintf("%s/lessons", room);
	struct options o = {.bind.s_addr = htonl(INADDR_LOOPBACK),
	                    .history = TRACE_BOUND,
	                    .lessons = lessons,
	                    .record = record,
	                    .replay = replay};
	if (!app_open(&app, &o, false, &why) || (replay && !app_replay(&app, &why)))
		fail_msg("%s", why);
	free(lessons);
}

static void execute(const char *line)
{
	if (command_execute(&app, line) != COMMAND_DONE)
		fail_msg("%s: %s", line, app.view.message);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
}

/* What is said at a step when one goes there, drawn as it is for eyes. */
static const char *said_at(uint64_t step)
{
	app.cursor = step < app.trace->steps ? step : HISTORY_NOW;
	app_compose(&app, 30, 100);
	const struct lesson_text *text = moment_text(app_model(&app), &app.view);
	return text ? text->heading : "";
}

static void play(void)
{
	static const char *const script[] = {"lesson 5",  "run",        "connect 2",  "run",
	                                     "send 1 hi", "run",        "send 2 one", "send 1 two",
	                                     "run",       "shutdown 2", "run"};
	for (size_t i = 0; i < sizeof script / sizeof *script; i++)
		execute(script[i]);
	steps = app.trace->steps;
	assert_in_range(steps, 100, STEPS);
}

static void a_recording_says_what_was_said(void **state)
{
	char *path = xasprintf("%s/talk.jsonl", room), *why = NULL;
	bool is_varied = false;
	(void)state;
	open_app(path, NULL);
	play();
	for (uint64_t step = steps; step > 0; step--)
		said[step] = xstrdup(said_at(step));
	app_record(&app);
	assert_true(app_end_recording(&app, &why));
	app_close(&app);
	open_app(NULL, path);
	assert_int_equal(app.trace->steps, steps);
	for (uint64_t step = 1; step <= steps; step++) {
		if (strcmp(said_at(step), said[step]) != 0)
			fail_msg("step %llu: `%s`, and was `%s`", (unsigned long long)step,
			         said_at(step), said[step]);
		is_varied |= strstr(said[step], " when ") != NULL;
	}
	assert_true(is_varied);
	app_close(&app);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_recording_says_what_was_said),
	};
	return cmocka_run_group_tests(tests, make_room, clear_room);
}
