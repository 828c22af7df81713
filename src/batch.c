/*
 * Running without a terminal. A script stands still while the program runs and the other way
 * round, so what happens is the same every time.
 */
#include "batch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/input.h"
#include "base/outlet.h"
#include "base/output.h"
#include "base/show.h"
#include "base/text.h"
#include "command/command.h"
#include "command/first.h"
#include "command/hints.h"
#include "export/steps.h"

enum {
	SCRIPT_SIZE = 4 << 20, /* of a script, at most; bytes. What is too big names it */
	UNTIL_SIGNAL = 1 << 16 /* lines that run at most before a signal is looked for */
};

struct batch {
	struct app app;
	struct steps steps;
	struct output steps_file;
	FILE *steps_to; /* NULL before the start, and without --steps */
	const char *script;
	unsigned line;
};

static volatile sig_atomic_t was_told_to_end;

static void on_signal(int number)
{
	(void)number;
	was_told_to_end = 1;
}

/* Signals come only while a call sleeps, so none is lost between a look and a sleep. */
static void catch_signals(void)
{
	struct sigaction end = {.sa_handler = on_signal};
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigaction(SIGINT, &end, NULL);
	sigaction(SIGTERM, &end, NULL);
}

static bool is_pending(void)
{
	sigset_t set;
	sigpending(&set);
	return was_told_to_end || sigismember(&set, SIGINT) || sigismember(&set, SIGTERM);
}

static void complain(const struct batch *b)
{
	char name[200];
	if (b->line) {
		show(name, sizeof name, b->script, strlen(b->script));
		fprintf(stderr, "%s:%u: ", name, b->line);
	}
	fprintf(stderr, "%s\n", b->app.view.message);
}

/* What was in the file stays until begin_steps(). */
static bool open_steps(struct batch *b)
{
	const char *path = b->app.options.steps;
	char name[200];
	b->steps_file.fd = -1;
	if (!path)
		return true;
	if (!strcmp(path, "-")) {
		b->app.dump_to = stderr;
		return true;
	}
	if (output_open(&b->steps_file, path, 0, 0666))
		return true;
	const char *why = errno == EWOULDBLOCK ? say_in(b->app.view.language, &output_taken)
	                                       : strerror(errno);
	show(name, sizeof name, path, strlen(path));
	fprintf(stderr, "asyncviz: %s: %s\n", name, why);
	return false;
}

/* The start has succeeded. */
static void begin_steps(struct batch *b)
{
	const struct app *app = &b->app;
	bool to_output = b->steps_file.fd < 0;
	if (!app->options.steps)
		return;
	if (!to_output && !output_begin(&b->steps_file))
		die_errno("--steps");
	b->steps_to = outlet_open(to_output ? STDOUT_FILENO : b->steps_file.fd);
	steps_open(&b->steps, b->steps_to, app->view.program->twin, app->trace);
}

/* A reader that has stopped until we were told to end is no failure of ours. */
static bool close_steps(struct batch *b)
{
	const struct app *app = &b->app;
	if (!b->steps_to)
		return true;
	steps_end(&b->steps, app->hit_limit       ? "limit"
	                     : app_has_ended(app) ? stage_error_name(app->stage->error.kind)
	                                          : "script");
	bool failed = ferror(b->steps_to) || fflush(b->steps_to);
	int error = errno;
	if (fclose(b->steps_to) && !failed)
		failed = (error = errno);
	if (failed)
		fprintf(stderr, "asyncviz: --steps: %s\n",
		        !was_told_to_end ? strerror(error)
		        : b->app.view.language == RUSSIAN ? "последние записи никто не прочёл"
		                                          : "nobody has read the last records");
	return !failed || was_told_to_end;
}

/* A damaged recording is shown as far as it goes, which the first command would hide. */
static void warn_of_recording(const struct app *app)
{
	const char *path = app->options.replay;
	char name[200];
	if (!path || !app->view.message_is_error)
		return;
	show(name, sizeof name, path, strlen(path));
	fprintf(stderr, "asyncviz: %s: %s\n", name, app->view.message);
}

/* Puts the options' lesson on the stage. */
static bool start(struct batch *b)
{
	struct app *app = &b->app;
	char *why;
	if (!first_open(app, &why)) {
		fprintf(stderr, "asyncviz: %s\n", why);
		free(why);
		output_abandon(&b->steps_file, app->options.steps);
		return false;
	}
	warn_of_recording(app);
	begin_steps(b);
	return true;
}

static bool end_recording(struct batch *b)
{
	char *why;
	if (app_end_recording(&b->app, &why))
		return true;
	fprintf(stderr, "asyncviz: %s\n", why);
	free(why);
	return false;
}

static void write_steps(struct batch *b)
{
	if (b->steps_to)
		steps_write(&b->steps, b->app.hit_limit ? b->app.trace->steps - 1 : UINT64_MAX);
}

/* A command that puts another program on the stage begins its steps anew, in the same file. */
static enum command_answer run_line(struct batch *b, const char *line)
{
	struct app *app = &b->app;
	uint64_t before = app->runs;
	app->view.message[0] = '\0';
	app->view.message_is_error = false;
	enum command_answer answer = command_execute(app, line);
	if (b->steps_to && app->runs != before) {
		steps_close(&b->steps);
		steps_open(&b->steps, b->steps_to, app->view.program->twin, app->trace);
	}
	while (app->goal != GOAL_NONE && app_advance(app) == ADVANCE_MORE)
		write_steps(b);
	write_steps(b);
	if (app->view.message[0] && !app->is_praise &&
	    (app->view.message_is_error || app_has_ended(app) || app->hit_limit))
		complain(b);
	if (!b->steps_to) /* looking costs time, which can be seen in what is compared */
		app_observe(app);
	return app->hit_limit ? COMMAND_OVER : answer;
}

static enum command_answer run_script(struct batch *b, struct bytes *text)
{
	enum command_answer answer = COMMAND_DONE;
	char *first = text->data ? text->data + text_mark(text->data, text->length) : NULL;
	for (char *line = first, *next; line && answer == COMMAND_DONE; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		b->line++;
		answer = run_line(b, line);
	}
	return answer;
}

static bool is_text(const struct bytes *text)
{
	return strlen(bytes_text(text)) == text->length;
}

static bool read_script(struct batch *b, struct bytes *text)
{
	static const struct say holds_nul = {"a script is text, and this holds a NUL byte",
	                                     "сценарий — это текст, а здесь есть нулевой байт"};
	static const struct say too_big = {"Too big: a script has 4 MiB at most",
	                                   "сценарий — не больше 4 МиБ"};
	enum language language = b->app.view.language;
	enum input_answer answer = input_read_all(text, b->script, SCRIPT_SIZE);
	char name[200];
	if (answer == INPUT_FINE && is_text(text))
		return true;
	const char *why = answer == INPUT_FAILED    ? strerror(errno)
	                  : answer == INPUT_UNFIT   ? say_in(language, &input_unfit)
	                  : answer == INPUT_TOO_BIG ? say_in(language, &too_big)
	                                            : say_in(language, &holds_nul);
	show(name, sizeof name, b->script, strlen(b->script));
	fprintf(stderr, "asyncviz: %s: %s\n", name, why);
	return false;
}

static bool open_app(struct batch *b, const struct options *options)
{
	char *why;
	if (!app_open(&b->app, options, false, &why)) {
		fprintf(stderr, "asyncviz: %s\n", why);
		free(why);
		return false;
	}
	hints_give(&b->app);
	return true;
}

/* A failed write may be long past when the script ends: the stream remembers. */
static bool flush_output(const struct batch *b)
{
	if (!fflush(stdout) && !ferror(stdout))
		return true;
	fprintf(stderr, b->app.view.language == RUSSIAN
	                        ? "asyncviz: Не всё удалось записать в стандартный вывод.\n"
	                        : "asyncviz: Not all could be written to standard output.\n");
	return false;
}

int batch_script(const struct options *options)
{
	struct batch b = {.script = options->script};
	struct bytes text = {0};
	int status = 1;
	if (!open_app(&b, options))
		return 1;
	if (read_script(&b, &text) && open_steps(&b) && start(&b)) {
		enum command_answer answer = run_script(&b, &text);
		status = answer == COMMAND_FAILED;
		status |= !close_steps(&b);
		status |= !end_recording(&b);
		status |= !flush_output(&b);
	}
	bytes_free(&text);
	app_close(&b.app);
	return status;
}

static void announce(struct batch *b)
{
	struct app *app = &b->app;
	bool is_russian = app->view.language == RUSSIAN;
	app_name_address(app);
	if (!app->stage->net.is_serving)
		return;
	fprintf(stderr,
	        is_russian ? "asyncviz: урок %u работает на %s\n"
	                   : "asyncviz: lesson %u serves on %s\n",
	        app->view.lesson->number, app->view.address);
	if (app->view.message[0])
		fprintf(stderr, "asyncviz: %s\n", app->view.message);
}

static void serve(struct batch *b)
{
	struct stage *s = b->app.stage;
	bool writes = b->app.options.record || b->steps_to;
	uint64_t most = writes ? APP_SLICE : UNTIL_SIGNAL, lines = most;
	s->may_sleep = true;
	s->is_virtual = false;
	while (!s->net.is_serving && !s->has_ended)
		stage_run(s, 1);
	announce(b);
	s->may_sleep = !writes;
	while (!is_pending() && !s->has_ended && !(b->steps_to && ferror(b->steps_to))) {
		bool is_blocked = stage_run(s, lines) == STAGE_BLOCKED;
		write_steps(b);
		app_record(&b->app);
		if (b->steps_to && is_blocked)
			fflush(b->steps_to);
		/* What is written is in the files, too, before one line is let sleep. */
		s->may_sleep = !writes || is_blocked;
		lines = writes && is_blocked ? 1 : most;
	}
	write_steps(b);
}

static void report(const struct stage *s)
{
	uint64_t i = s->output_count > STAGE_OUTPUT ? s->output_count - STAGE_OUTPUT : 0;
	for (; i < s->output_count; i++) {
		const struct stage_output *line = &s->output[i % STAGE_OUTPUT];
		if (line->stream == 2)
			fprintf(stderr, "%s\n", bytes_text(&line->text));
	}
}

static void say_refused(const struct batch *b)
{
	if (b->app.stage->net.gate.refused)
		fprintf(stderr,
		        b->app.view.language == RUSSIAN
		                ? "asyncviz: отказано в соединении: %u (слишком много сразу)\n"
		                : "asyncviz: connections refused: %u (too many at once)\n",
		        b->app.stage->net.gate.refused);
}

int batch_serve(const struct options *options)
{
	struct batch b = {0};
	int status = 1;
	if (!open_app(&b, options))
		return 1;
	bool is_open = open_steps(&b); /* a FIFO waits for its reader: a signal must end that */
	catch_signals();
	if (is_open && start(&b)) {
		serve(&b);
		report(b.app.stage);
		say_refused(&b);
		fprintf(stderr,
		        options->language == RUSSIAN ? "asyncviz: шагов: %llu\n"
		                                     : "asyncviz: steps: %llu\n",
		        (unsigned long long)b.app.trace->steps);
		status = b.app.stage->error.kind != ERROR_NONE;
		status |= !close_steps(&b);
		status |= !end_recording(&b);
	}
	app_close(&b.app);
	return status;
}
