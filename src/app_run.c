/*
 * Pushing the program: goals, slices, what wakes it. Nothing here waits; the loop and the scripts
 * do that between two calls.
 */
#include "app.h"

#include <sys/epoll.h>

#include "lesson/except.h"

enum { SECOND = 1000000000, LOOK_AGAIN = SECOND / 4, ROOM_COMES = SECOND / 5 };
static const uint64_t look_for_silence = 10ull * SECOND;

bool app_has_ended(const struct app *app)
{
	return app->stage && app->stage->has_ended;
}

bool app_is_blocked(const struct app *app)
{
	const struct stage *s = app->stage;
	return s && !s->has_ended && s->waits_since && s->waits_since == s->front.trace.steps;
}

/* How it has ended the narration tells, on a screen. */
static void say_over(struct app *app)
{
	if (app->is_interactive)
		app_say(app, "The program has ended: R starts it again, u looks back.",
		        "Программа завершилась: R запустит её снова, u — шаг назад.");
	else
		app_say(app, "The program has ended: restart runs it again.",
		        "Программа завершилась: restart запустит её снова.");
}

bool app_may_act(struct app *app)
{
	if (app->trace && !app->stage) {
		app_refuse(app, "This is a recording: it can be looked at, not changed.",
		           "Это запись: её можно смотреть, но не менять.");
		return false;
	}
	if (!app->stage) {
		app_refuse_no_lesson(app);
		return false;
	}
	if (app->cursor != HISTORY_NOW) {
		app->cursor = HISTORY_NOW;
		app->is_dirty = true;
		app_say(app, "Back to now: only the present can be changed.",
		        "Вернулись к текущему моменту: прошлое можно только смотреть.");
		app_let_pass(app);
		app->has_returned = true;
	}
	if (!app->stage->has_ended)
		return true;
	say_over(app);
	return false;
}

/* So that nc is welcome at once. */
void app_begin(struct app *app)
{
	if (!app->is_interactive)
		return;
	app_aim(app, GOAL_BLOCK, APP_LIMIT);
	app->is_opening = true;
}

void app_aim(struct app *app, enum goal goal, uint64_t left)
{
	app->goal = goal;
	app->left = left;
	app->has_limit = goal != GOAL_STEPS && left;
	if (app->has_limit && app->trace->steps == 1)
		app->left--; /* the first line was stepped to when the program was opened */
	app->next_line_at = app->sends_since = 0;
	app->goal_frame = app->stage ? stage_running(app->stage) : 0;
	app->goal_depth = app->stage ? app->stage->depth : 0;
	bool is_single = goal == GOAL_NEXT || (goal == GOAL_STEPS && left == 1);
	app->single_line = is_single && app->stage ? stage_at(app->stage) : 0;
	app->is_dirty = true;
}

bool app_is_going(const struct app *app)
{
	return app->goal == GOAL_GO || app->goal == GOAL_BLOCK;
}

static bool has_breaks(const struct app *app)
{
	for (unsigned line = 0; line <= EVENT_LINES; line++)
		if (app->breaks[line])
			return true;
	return false;
}

void app_stop(struct app *app)
{
	app->goal = GOAL_NONE;
	app->is_opening = false;
	app->is_dirty = true;
}

/* Whether the line just stepped to is what the goal was. */
static bool is_goal(const struct app *app)
{
	const struct stage *s = app->stage;
	switch (app->goal) {
	case GOAL_STEPS: return app->left == 0;
	case GOAL_NEXT: return stage_running(s) == app->goal_frame || s->depth < app->goal_depth;
	case GOAL_TAG: return stage_at(s) == app->goal_line;
	default: return false;
	}
}

/* The single line has run, with all that it called. */
static void mark_stepped(struct app *app)
{
	app->stepped[app->single_line] = app->single_line > 0;
	app->single_line = 0;
}

static bool is_there(struct app *app)
{
	unsigned line = stage_at(app->stage);
	bool is_reached = is_goal(app);
	if (is_reached)
		mark_stepped(app);
	if (app->breaks[line] && app->goal != GOAL_STEPS) {
		app_say(app, "Stopped at the breakpoint in line %u: %s removes it.",
		        "Остановка: точка останова в строке %u. Снять её — %s.", line,
		        app_how(app, "b", "break"));
		return true;
	}
	return is_reached;
}

/* Whether the kernel is looked at after every line: always, but for a program at full speed, or
 * with so many sockets that looking would take longer than running, or whose steps are compared
 * with CPython's: the time that looking takes can be seen in what the kernel's timers do. */
static bool looks_at_each_line(const struct app *app)
{
	bool at_full_speed = app->goal == GOAL_GO && !app->view.speed;
	return !at_full_speed && !app->options.steps && app->stage->net.open <= APP_LOOKED_AT;
}

static uint64_t slice(const struct app *app)
{
	bool by_line = looks_at_each_line(app) || app->goal == GOAL_NEXT || app->goal == GOAL_TAG ||
	               has_breaks(app);
	uint64_t lines = by_line ? 1 : APP_SLICE;
	uint64_t most = app->has_limit ? app->left + 1 : app->left ? app->left : lines;
	return most < lines ? most : lines;
}

bool app_has_no_wait(const struct app *app)
{
	return app->is_opening && !app->stage->net.port;
}

static enum advance begin_anew(struct app *app)
{
	app_start_anew(app);
	return ADVANCE_DONE;
}

static enum advance at_limit(struct app *app)
{
	if (app_has_no_wait(app))
		return begin_anew(app);
	app->hit_limit = true;
	app_say(app, "Stopped after %lu lines, the limit of one run.",
	        "Остановка после %lu строк: это предел одного run.",
	        (unsigned long)app->options.limit);
	app_stop(app);
	return ADVANCE_DONE;
}

static enum advance at_line(struct app *app, uint64_t ran)
{
	if (app->has_limit && ran > app->left)
		return at_limit(app);
	app->left = app->left > ran ? app->left - ran : 0;
	app->sends_since = 0;
	if (!is_there(app))
		return ADVANCE_MORE;
	app_stop(app);
	return ADVANCE_DONE;
}

/* Built-in clients that found the accept queue full connect as it gets room: in a script when the
 * program would block, as all that clients do there. */
static bool let_clients_connect(struct app *app)
{
	return clients_held(app->clients) &&
	       clients_go_on(app->clients, net_room(&app->stage->net));
}

/* Room to send comes by itself, with the kernel's next acknowledgement or a client that reads: on a
 * screen the goal stands for a moment. */
static bool room_may_come(struct app *app)
{
	if (!app->is_interactive || app->stage->waits != CALL_SEND)
		return false;
	if (!app->sends_since)
		app->sends_since = app_now();
	return app_now() < app->sends_since + ROOM_COMES;
}

/* What built-in clients have been sent; who could not be kept is named. */
static bool read_clients(struct app *app)
{
	bool news = clients_read(app->clients);
	int ended = clients_ended(app->clients);
	if (ended)
		app_refuse(app, "client%d %s.", "client%d %s.", ended,
		           say_in(app->view.language, &clients_say_unwatched));
	return news;
}

/* The first wait: what comes now is the first that anybody is to see. A machine that was slow has
 * drawn a frame on the way there; where panes stood in that is forgotten. */
static void come_to_rest(struct app *app)
{
	app->view.opened_at = app->trace->steps;
	view_forget(&app->view);
}

static enum advance at_wait(struct app *app)
{
	if (app->stage->waits == CALL_COMPUTE)
		return ADVANCE_MORE; /* it does not wait, it works */
	if (read_clients(app))
		return ADVANCE_MORE; /* what they took may be what the program waits for */
	if (let_clients_connect(app))
		return ADVANCE_MORE; /* it may wait for them */
	if (app->goal == GOAL_BLOCK && !room_may_come(app)) {
		if (app->is_opening)
			come_to_rest(app);
		app_stop(app);
		return ADVANCE_DONE;
	}
	if (app->is_interactive)
		return ADVANCE_BLOCKED;
	app_say(app, "Nobody is ready: the program sleeps in %s.",
	        "Никто не готов: программа спит в %s.", stage_call_name(app->stage->waits));
	app_stop(app);
	return ADVANCE_DONE;
}

/* The words at the top say what ended it, and where to catch that: an answer would hide them. */
static bool is_explained(const struct app *app)
{
	return app->is_interactive &&
	       except_cure(app->view.lesson, app->view.program, app->stage->error.kind);
}

static enum advance at_end(struct app *app)
{
	const struct stage *s = app->stage;
	if (app_has_no_wait(app))
		return begin_anew(app);
	mark_stepped(app);
	if (s->error.kind && !app->is_interactive)
		app_say(app, "%s ended the program: restart runs it again.",
		        "Исключение %s завершило программу: restart запустит её снова.",
		        stage_error_name(s->error.kind));
	else if (!is_explained(app))
		say_over(app);
	app_stop(app);
	return ADVANCE_DONE;
}

static void observe(struct app *app, unsigned what)
{
	if (!app->stage || app->stage->has_ended)
		return;
	const uint8_t *before = app->trace->put;
	net_observe(&app->stage->net, what);
	app->looked_at = app_now();
	if (app->trace->put != before)
		app->is_dirty = true;
	if (app->looked_at >= app->judge_at)
		app_judge_tasks(app);
}

enum advance app_advance(struct app *app)
{
	if (!app->stage || app->goal == GOAL_NONE)
		return ADVANCE_DONE;
	bool is_paced = app->goal == GOAL_GO && app->view.speed;
	if (is_paced && app_now() < app->next_line_at)
		return ADVANCE_LATER;
	uint64_t before = app->trace->steps;
	const uint8_t *written = app->trace->put;
	enum stage_status status = stage_run(app->stage, slice(app));
	uint64_t ran = app->trace->steps - before;
	app->is_dirty |= app->trace->put != written; /* a wait is no line, and can be seen */
	if (ran)
		app->next_line_at = app_now() + (is_paced ? SECOND / app->view.speed : 0);
	if (app->is_interactive && !app->stage->has_ended)
		let_clients_connect(app);
	if (looks_at_each_line(app))
		observe(app, app->is_interactive ? NET_WHO : 0);
	app_record(app);
	switch (status) {
	case STAGE_LINE: return at_line(app, ran);
	case STAGE_BLOCKED: app->left = app->left > ran ? app->left - ran : 0; return at_wait(app);
	default: return at_end(app);
	}
}

/* When what is said is to go, UINT64_MAX never. */
static uint64_t passes_at(const struct app *app)
{
	bool is_past = app->is_interactive && app->view.message[0] && app->trace &&
	               app->trace->steps > app->passes_at;
	return is_past ? app->said_at + APP_TIME_TO_READ * (uint64_t)SECOND : UINT64_MAX;
}

static void let_message_pass(struct app *app)
{
	if (app_now() < passes_at(app))
		return;
	app->view.message[0] = '\0';
	app->is_dirty = true;
}

uint64_t app_deadline(const struct app *app)
{
	uint64_t when = UINT64_MAX;
	if (!app->stage)
		return when;
	if (app->goal == GOAL_GO && app->view.speed && !app_is_blocked(app))
		when = app->next_line_at;
	if (app->goal == GOAL_BLOCK && app->sends_since)
		when = app_earlier(when, app->sends_since + ROOM_COMES);
	if (app->stage->net.must_look_again)
		when = app_earlier(when, app->looked_at + LOOK_AGAIN);
	/* Nothing wakes us when a peer falls silent; on the loopback none does. */
	if (app->stage->net.gate.is_asked && app->stage->net.open > 1)
		when = app_earlier(when, app->looked_at + look_for_silence);
	return app_earlier(app_earlier(when, passes_at(app)), app_tasks_due(app));
}

bool app_wake(struct app *app)
{
	struct epoll_event events[64];
	int count = 0;
	while (app->watch >= 0 && (count = epoll_wait(app->watch, events, 64, 0)) == 64)
		;
	if (count < 0)
		return false;
	if (app->stage) {
		read_clients(app);
		app_observe(app);
	}
	return true;
}

void app_observe(struct app *app)
{
	observe(app, NET_WAITING | (app->is_interactive ? NET_WHO : 0));
	let_message_pass(app);
	app_judge_tasks(app);
}
