/*
 * One turn: push the program, draw, wait, hand out what came. What descriptors mean is known to
 * whoever watches them, what a line of the program does to the stage alone.
 */
#include "loop/loop.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "loop/signals.h"

enum { SECOND = 1000000000 };

void loop_open(struct loop *loop, struct app *app)
{
	*loop = (struct loop){.app = app, .signals = signals_open(), .is_urgent = true};
}

void loop_close(struct loop *loop)
{
	close(loop->signals);
	loop->signals = -1;
}

void loop_set_screen(struct loop *loop, const struct loop_screen *screen, void *context)
{
	loop->screen = screen;
	loop->screen_context = context;
}

void loop_watch(struct loop *loop, int fd, void (*ready)(void *context), void *context)
{
	assert(loop->watch_count < LOOP_WATCHES);
	loop->watches[loop->watch_count].fd = fd;
	loop->watches[loop->watch_count].events = POLLIN;
	loop->watches[loop->watch_count].ready = ready;
	loop->watches[loop->watch_count].context = context;
	loop->watch_count++;
}

void loop_watch_output(struct loop *loop, int fd, bool wanted)
{
	for (unsigned i = 0; i < loop->watch_count; i++)
		if (loop->watches[i].fd == fd)
			loop->watches[i].events = wanted ? POLLIN | POLLOUT : POLLIN;
}

/* Pushes the program until it has nothing to do, or a slice is over. */
static enum advance advance(struct loop *loop)
{
	struct app *app = loop->app;
	enum advance state = app_advance(app);
	if (state == ADVANCE_MORE) {
		uint64_t end = app_now() + LOOP_SLICE;
		do
			state = app_advance(app);
		while (state == ADVANCE_MORE && !app->wants_quit && app_now() < end);
	}
	loop->turned_at = app_now();
	if (state != ADVANCE_MORE && loop->turned_at >= app_deadline(app))
		app_observe(app);
	return state;
}

static bool wants_frame(const struct loop *loop)
{
	return loop->screen && loop->app->is_dirty && loop->screen->can_draw(loop->screen_context);
}

static void draw(struct loop *loop)
{
	if (!wants_frame(loop) || (!loop->is_urgent && app_now() < loop->next_frame))
		return;
	loop->screen->draw(loop->screen_context);
	loop->app->is_dirty = false;
	loop->is_urgent = false;
	loop->next_frame = app_now() + LOOP_FRAME;
}

/* When something is due by itself; UINT64_MAX never. */
static uint64_t next_deadline(const struct loop *loop, enum advance state)
{
	uint64_t when = app_deadline(loop->app);
	/* Still past after app_observe(): nothing that waiting would bring. What fell due since,
	 * while the screen was drawn, has yet to be done. */
	if (when <= loop->turned_at && state != ADVANCE_LATER)
		when = UINT64_MAX;
	if (loop->screen)
		when = app_earlier(when, loop->screen->deadline(loop->screen_context));
	if (wants_frame(loop))
		when = app_earlier(when, loop->next_frame);
	return when;
}

static const struct timespec *time_left(struct timespec *left, uint64_t when)
{
	if (when == UINT64_MAX)
		return NULL;
	uint64_t now = app_now(), ns = when > now ? when - now : 0;
	*left = (struct timespec){(time_t)(ns / SECOND), (long)(ns % SECOND)};
	return left;
}

static void take_signals(struct loop *loop)
{
	for (int number; (number = signals_next(loop->signals)) != 0;) {
		const struct loop_screen *screen = loop->screen;
		if (screen && screen->signal && screen->signal(loop->screen_context, number))
			continue;
		switch (number) {
		case SIGWINCH:
		case SIGCONT: break;
		case SIGTSTP: signals_stop_here(); break;
		default:
			loop->ended_by = number;
			loop->app->wants_quit = true;
			return;
		}
	}
}

/* Waiting did not work. Little memory may pass, and so may a limit on descriptors below what is
 * open; what does not pass ends the program, rather than turn without a rest. */
static void take_failure(struct loop *loop, int error)
{
	take_signals(loop);
	if (error == EINTR || loop->app->wants_quit)
		return;
	if (++loop->failed < LOOP_TRIES) {
		nanosleep(&(struct timespec){.tv_nsec = LOOP_REST}, NULL);
		return;
	}
	loop->fault = error;
	loop->app->wants_quit = true;
}

enum { SIGNALS, PROGRAM, OWN };

/* Our own descriptors, which nobody but a fault closes. */
static bool is_lost(const struct pollfd polled[OWN])
{
	return (polled[SIGNALS].revents | polled[PROGRAM].revents) & POLLNVAL;
}

/* Whether what woke it could be looked at; errno. */
static bool dispatch(struct loop *loop, const struct pollfd *polled, unsigned count)
{
	/* First: a command may put another watch there. */
	bool is_fine = !polled[PROGRAM].revents || app_wake(loop->app);
	int error = errno;
	for (unsigned i = 0; i < count; i++)
		if (polled[OWN + i].revents)
			loop->watches[i].ready(loop->watches[i].context);
	if (polled[SIGNALS].revents)
		take_signals(loop);
	errno = error;
	return is_fine;
}

/* Waits until `when` at most, and hands out what came. */
static void wait_and_dispatch(struct loop *loop, uint64_t when)
{
	struct pollfd polled[OWN + LOOP_WATCHES] = {
		[SIGNALS] = {.fd = loop->signals, .events = POLLIN},
		[PROGRAM] = {.fd = loop->app->watch, .events = POLLIN}, /* -1 is passed over */
	};
	unsigned count = loop->watch_count;
	for (unsigned i = 0; i < count; i++)
		polled[OWN + i] = (struct pollfd){.fd = loop->watches[i].fd,
		                                  .events = loop->watches[i].events};
	struct timespec left;
	int ready = ppoll(polled, OWN + count, time_left(&left, when), NULL);
	if (is_lost(polled))
		take_failure(loop, EBADF);
	else if (ready < 0 || (ready > 0 && !dispatch(loop, polled, count)))
		take_failure(loop, errno);
	else
		loop->failed = 0;
	if (loop->screen && app_now() >= loop->screen->deadline(loop->screen_context))
		loop->screen->due(loop->screen_context);
}

void loop_run(struct loop *loop)
{
	while (!loop->app->wants_quit) {
		enum advance state = advance(loop);
		draw(loop);
		if (!loop->app->wants_quit)
			wait_and_dispatch(loop,
			                  state == ADVANCE_MORE ? 0 : next_deadline(loop, state));
	}
}
