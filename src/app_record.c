/* Recordings: writing what a program does to a file, and looking at such a file in its place. Here
 * the stage, which writes, and the model, which reads, are known both. */
#include "app.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "model/replay.h"

_Static_assert((int)STAGE_LOCALS == (int)MODEL_LOCALS, "a model has room for a frame's locals");
_Static_assert((int)STAGE_ARGUMENTS == (int)MODEL_ARGUMENTS, "and for its arguments");
_Static_assert((int)STAGE_DEPTH == (int)MODEL_DEPTH, "and for the stack");
_Static_assert((int)STAGE_COLLECTIONS == (int)MODEL_COLLECTIONS, "and for the collections");
_Static_assert((int)STAGE_OUTPUT == (int)MODEL_OUTPUT, "and for the output");
_Static_assert((int)FRAME_IS_NEW == (int)FRAME_NEW && (int)FRAME_RUNS == (int)FRAME_RUNNING &&
                       (int)FRAME_SLEEPS == (int)FRAME_SUSPENDED &&
                       (int)FRAME_IS_DONE == (int)FRAME_FINISHED,
               "a frame's states are the same for both");

void app_record(struct app *app)
{
	if (app->trace && app->stage)
		recording_write(&app->recording, app->trace);
}

/* What could not be written of it is told when asyncviz ends. */
static void end_last(struct app *app)
{
	char *why;
	if (recording_close(&app->recording, &why))
		return;
	if (app->recording_fault)
		free(why);
	else
		app->recording_fault = why;
}

bool app_begin_recording(struct app *app, const struct lesson_program *program)
{
	const struct program *p = program->twin;
	char *why = NULL;
	if (!app->options.record)
		return true;
	end_last(app);
	if ((app->recorded_runs ? recording_open_next : recording_open)(
		    &app->recording, app->options.record, app->view.language, p->lesson, p->name,
		    p->hash, &why)) {
		app->recorded_runs++;
		return true;
	}
	app_refuse(app, "%s", "%s", why);
	free(why);
	return false;
}

const char *app_recording(const struct app *app)
{
	const char *path = app->recording.is_open ? app->recording.name : NULL;
	const char *slash = path ? strrchr(path, '/') : NULL;
	return slash ? slash + 1 : path;
}

bool app_end_recording(struct app *app, char **why)
{
	app_record(app);
	end_last(app);
	if (!app->recording_fault)
		return true;
	*why = app->recording_fault;
	app->recording_fault = NULL;
	return false;
}

void app_forget_recording(struct app *app)
{
	recording_abandon(&app->recording);
}

static unsigned count_words(const struct program *p)
{
	unsigned count = 0;
	while (p->words && p->words[count])
		count++;
	return count;
}

static unsigned count_literals(const struct program *p)
{
	unsigned count = 0;
	while (p->literals && p->literals[count].text)
		count++;
	return count;
}

/* What a recording of this program may refer to. */
static struct replay_limits limits_of(const struct lesson_program *program, size_t history)
{
	const struct program *p = program->twin;
	struct replay_limits l = {
		.codes = p->code_count,
		.words = count_words(p),
		.literals = count_literals(p),
		.errors = STAGE_ERROR_COUNT,
		.calls = CALL_COUNT,
		.lines = program->python_count,
		.history = history,
	};
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++) {
		enum collection_kind kind = p->collections[i].kind;
		l.lists |= (uint32_t)(kind == COLLECTION_LIST) << i;
		l.dicts |= (uint32_t)(kind > COLLECTION_LIST) << i;
	}
	return l;
}

static const struct lesson_program *program_of(struct app *app, const struct replay_header *h)
{
	const struct lesson *lesson = lessons_find(app->lessons, h->lesson);
	const struct lesson_program *program = lesson ? lesson_program(lesson, h->program) : NULL;
	if (!program || program->twin->hash != h->listing)
		return NULL;
	app->view.lesson = lesson;
	return program;
}

bool app_replay(struct app *app, char **why)
{
	struct replay_header h;
	char *warning = NULL;
	struct replay *replay = replay_open(app->options.replay, app->view.language, &h, why);
	if (!replay)
		return false;
	const struct lesson_program *program = program_of(app, &h);
	if (!program) {
		replay_close(replay);
		*why = xstrdup(app->view.language == RUSSIAN
		                       ? "эта запись сделана с листингом, которого здесь нет"
		                       : "it is of a listing that is not in this program");
		return false;
	}
	struct replay_limits limits = limits_of(program, app->options.history);
	if (!replay_load(replay, &limits, &app->recorded, why, &warning))
		return false;
	app->trace = &app->recorded;
	history_open(&app->history, app->trace);
	app->view.program = program;
	app->cursor = trace_first_step(app->trace);
	if (warning)
		app_refuse(app, "%s", "%s", warning);
	free(warning);
	return true;
}
