/* The app's state: opening it, a lesson put on the stage, saying things, looking at a moment. */
#include "app.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"

uint64_t app_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

bool app_open(struct app *app, const struct options *options, bool is_interactive, char **why)
{
	*app = (struct app){
		.options = *options,
		.cursor = HISTORY_NOW,
		.is_interactive = is_interactive,
		.watch = -1,
		.judge_at = UINT64_MAX,
		.praise_at = UINT64_MAX,
		.passes_at = UINT64_MAX,
		.is_dirty = true,
		.dump_rows = 30,
		.dump_columns = 100,
		.dump_to = stdout,
	};
	app->view.language = options->language;
	app->view.is_ascii = options->is_ascii;
	app->view.speed = APP_SPEED;
	app->view.breaks = app->breaks;
	char *folder = lessons_folder(options->lessons, why);
	if (!folder)
		return false;
	app->lessons = lessons_open(folder, options->language, why);
	free(folder);
	app->view.lessons = app->lessons;
	if (!app->lessons)
		return false;
	app_know_tasks(app);
	app_load_ticks(app);
	return true;
}

static void end_program(struct app *app)
{
	if (!app->trace)
		return;
	app_record(app);
	app_end_run(app);
	history_close(&app->history);
	app_forget_past(app);
	stage_end(app->stage);
	trace_close(&app->recorded);
	clients_free(app->clients);
	if (app->watch >= 0)
		close(app->watch);
	app->stage = NULL;
	app->trace = NULL;
	app->clients = NULL;
	app->watch = -1;
}

void app_close(struct app *app)
{
	end_program(app);
	app_close_tasks(app);
	canvas_free(&app->canvas);
	free((void *)app->view.hints);
	lessons_close(app->lessons);
	*app = (struct app){0};
}

/* The epoll set that wakes the loop: the program's sockets and the built-in clients. */
static int new_watch(struct clients *clients)
{
	int watch = fd_high(epoll_create1(EPOLL_CLOEXEC)), fd = clients_fd(clients);
	if (watch < 0)
		die_errno("epoll_create1");
	epoll_ctl(watch, EPOLL_CTL_ADD, fd, &(struct epoll_event){.events = EPOLLIN});
	return watch;
}

void app_name_address(struct app *app)
{
	char address[INET_ADDRSTRLEN];
	unsigned port = app->stage ? app->stage->net.port : 0;
	app->view.address[0] = '\0';
	if (!port)
		return;
	inet_ntop(AF_INET, &app->options.bind, address, sizeof address);
	snprintf(app->view.address, sizeof app->view.address, "%s:%u", address, port);
}

static void set_stage(struct app *app, const struct lesson_program *program, uint16_t port)
{
	app->clients = clients_new();
	if (app->is_interactive)
		app->watch = new_watch(app->clients);
	struct stage_world world = {
		.clients = app->clients,
		.address = app->options.bind,
		.port = port,
		.watch = app->watch,
		.is_virtual = !app->is_interactive,
		.history = app->options.history,
	};
	app->stage = stage_open(program->twin, program->python, &world);
	app->trace = &app->stage->front.trace;
	app->runs++;
	history_open(&app->history, app->trace);
	app->cursor = HISTORY_NOW;
	app->goal = GOAL_NONE;
	app->view.opened_at = 0;
	app->hit_limit = false;
	app->is_dirty = true;
	stage_run(app->stage, 1);
}

void app_start_anew(struct app *app)
{
	uint16_t port = app->stage->net.wanted_port;
	end_program(app);
	app->is_opening = false;
	const struct program *p = app->view.program->twin;
	recording_restart(&app->recording, p->lesson, p->name, p->hash);
	set_stage(app, app->view.program, port);
}

bool app_start(struct app *app, const struct lesson *lesson, const struct lesson_program *program)
{
	uint16_t port = (uint16_t)app->options.port;
	if (app->stage && app->stage->net.port)
		port = app->stage->net.port; /* nc's command line stays the same */
	bool is_ours = app->stage && app->stage->net.is_serving && app->stage->net.port == port;
	if (!is_ours && !app_may_listen(app, port))
		return false; /* what is there stays */
	end_program(app);
	if (!app_begin_recording(app, program))
		return false;
	set_stage(app, program, port);
	if (program != app->view.program) { /* of the same, breakpoints stay */
		memset(app->breaks, 0, sizeof app->breaks);
		memset(app->resting_breaks, 0, sizeof app->resting_breaks);
	}
	app->view.lesson = lesson;
	app->view.program = program;
	app_open_tasks(app, lesson);
	app->view.overlay = OVERLAY_NONE;
	view_forget(&app->view);
	app->view.message[0] = '\0';
	app_begin(app);
	if (app->stage->net.gate.is_asked)
		app_say(app, "Anyone on this network can connect.",
		        "Подключиться может любой в этой сети.");
	return true;
}

const struct model *app_model(struct app *app)
{
	return history_at(&app->history, app->cursor);
}

static void describe_moment(struct app *app)
{
	struct view *v = &app->view;
	const struct trace *t = app->trace;
	v->is_live = app->cursor == HISTORY_NOW;
	v->is_recording = !app->stage;
	v->first_step = trace_first_step(t);
	v->last_step = t->steps;
	v->was_dropped = v->first_step > 1;
	v->first_stops = app->facts.is_partial ? NULL : app->facts.first_stop;
	v->pace = app->goal == GOAL_NONE    ? PACE_PAUSED
	          : app->goal == GOAL_GO    ? PACE_GOING
	          : app->goal == GOAL_BLOCK ? PACE_RUNNING
	                                    : PACE_STEPPING;
	app_name_address(app);
}

void app_compose(struct app *app, int rows, int columns)
{
	static const struct model nothing;
	const struct model *m = &nothing;
	app->view.rows = rows;
	app->view.columns = columns;
	if (app->trace) {
		app_observe(app);
		app_record(app);
		app_announce_tasks(app);
		app_read_facts(app);
		describe_moment(app);
		app_tell_news(app);
		m = app_model(app);
	}
	view_compose(&app->canvas, m, &app->view);
}
