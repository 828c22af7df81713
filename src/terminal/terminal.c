/*
 * Ties the pieces together: the device, the keyboard, the prompt, the screen and the loop. What a
 * key means is in command/keys.c, what is drawn is the app's business.
 */
#include "terminal/terminal.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"
#include "base/show.h"
#include "command/ask.h"
#include "command/command.h"
#include "command/first.h"
#include "command/keys.h"
#include "command/stray.h"
#include "loop/loop.h"
#include "loop/signals.h"
#include "terminal/keyboard.h"
#include "terminal/locale.h"
#include "terminal/paste.h"
#include "terminal/prompt.h"
#include "terminal/restore.h"
#include "terminal/screen.h"
#include "terminal/terminfo.h"
#include "terminal/tty.h"

enum { STATUS_FAILED = 1, STATUS_WRONG = 2, STATUS_SIGNAL = 128, READ_SIZE = 4096, NAME_SIZE = 80 };

struct terminal {
	struct app *app;
	struct loop loop;
	struct tty tty;
	struct keyboard keyboard;
	struct screen *screen;
	bool is_unknown; /* what stands on the terminal: draw all of it */
	bool was_interrupted; /* by a Ctrl-C, with no key since */
	struct stray stray;
	char type[NAME_SIZE]; /* TERM, as it was found */
};

/* --- keys ------------------------------------------------------------------------------------- */

static void run_key(struct app *app, const char *line)
{
	bool is_search = !strcmp(line, "prompt /");
	if (is_search || !strcmp(line, "prompt")) {
		prompt_begin(is_search);
		return;
	}
	if (keys_is_history(line))
		prompt_remember(line);
	command_execute(app, line);
}

static void press(void *context, const struct keystroke *stroke)
{
	struct terminal *t = context;
	t->was_interrupted = false;
	if (prompt_is_open()) {
		prompt_press(stroke);
	} else if (t->app->asked[0]) {
		if (!stroke->is_paste) /* which answers nothing */
			ask_answer(t->app, stroke->key);
	} else if (stroke->is_paste) {
		paste_ignore(t->app);
	} else {
		const char *line = keys_command(t->app, stroke->key);
		if (line)
			run_key(t->app, line);
		stray_press(&t->stray, t->app, stroke->key, !line);
	}
	t->loop.is_urgent = true;
}

/* --- what the loop calls ---------------------------------------------------------------------- */

static void vanish(struct terminal *t)
{
	if (!t->loop.ended_by)
		t->loop.ended_by = SIGHUP;
	t->app->wants_quit = true;
}

static void flush(struct terminal *t)
{
	tty_flush(&t->tty);
	loop_watch_output(&t->loop, t->tty.fd, tty_is_behind(&t->tty));
	if (t->tty.is_gone)
		vanish(t);
}

/* The terminal has bytes, takes bytes again, or is gone. */
static void on_tty(void *context)
{
	struct terminal *t = context;
	char bytes[READ_SIZE];
	size_t length = tty_read(&t->tty, bytes, sizeof bytes);
	keyboard_feed(&t->keyboard, bytes, length, app_now());
	flush(t);
}

static bool can_draw(void *context)
{
	const struct terminal *t = context;
	return !tty_is_behind(&t->tty) && !t->tty.is_gone;
}

static void prepare_way_back(struct terminal *t)
{
	struct bytes way_back = {0};
	terminfo_way_back(screen_has_colors(t->screen), &way_back);
	restore_prepare(t->tty.fd, &t->tty.found, bytes_text(&way_back));
	bytes_free(&way_back);
}

static void change_theme(struct terminal *t)
{
	bool had_colors = screen_has_colors(t->screen);
	screen_set_theme(t->screen, theme_choose(&t->app->options));
	if (screen_has_colors(t->screen) != had_colors)
		prepare_way_back(t);
	t->app->wants_theme = false;
	t->is_unknown = true;
}

static void draw(void *context)
{
	struct terminal *t = context;
	struct app *app = t->app;
	struct bytes frame = {0};
	int rows, columns;
	tty_size(&t->tty, &rows, &columns);
	if (app->wants_theme)
		change_theme(t);
	app_compose(app, rows, columns);
	screen_draw(t->screen, &app->canvas, t->is_unknown || app->wants_redraw, &frame);
	t->is_unknown = false;
	app->wants_redraw = false;
	tty_write(&t->tty, bytes_text(&frame), frame.length);
	bytes_free(&frame);
	flush(t);
}

static uint64_t deadline(const void *context)
{
	const struct terminal *t = context;
	return keyboard_deadline(&t->keyboard);
}

static void due(void *context)
{
	struct terminal *t = context;
	keyboard_due(&t->keyboard, app_now());
}

/* Whatever happened to the terminal meanwhile: it is ours again. */
static void take_terminal(struct terminal *t)
{
	restore_arm();
	tty_set_modes(&t->tty);
	t->is_unknown = true;
	t->app->is_dirty = true;
	t->loop.is_urgent = true;
}

static void stop_here(struct terminal *t)
{
	bytes_clear(&t->tty.unsent); /* or the rest of a frame would meet the shell's screen */
	restore_now();
	screen_leave(t->screen);
	signals_stop_here();
	take_terminal(t);
}

/* The first Ctrl-C stops what is under way, the second asks to quit, the third just quits. */
static void interrupt(struct terminal *t)
{
	struct app *app = t->app;
	bool again = t->was_interrupted;
	t->loop.is_urgent = true;
	t->was_interrupted = true;
	if (prompt_is_open()) {
		prompt_leave();
		t->was_interrupted = false;
	} else if (!strcmp(app->asked, "quit")) {
		app->wants_quit = true;
	} else if (app->asked[0]) {
		ask_no_more(app);
	} else if (again) {
		run_key(app, "quit");
	} else if (app->goal != GOAL_NONE) {
		command_execute(app, "pause");
	} else {
		app_say(app, "Ctrl-C once more, or q, leaves.", "Ещё раз Ctrl-C или q — выход.");
	}
}

static bool on_signal(void *context, int number)
{
	struct terminal *t = context;
	switch (number) {
	case SIGWINCH: /* there and back again, a terminal has lost what stood there */
		t->is_unknown = true;
		t->app->is_dirty = true;
		return true;
	case SIGINT: interrupt(t); return true;
	case SIGTSTP: stop_here(t); return true;
	case SIGCONT: /* after SIGSTOP; a shell has changed modes and switched marked pastes off */
		screen_leave(t->screen);
		take_terminal(t);
		return true;
	default: return false;
	}
}

static const struct loop_screen loop_screen = {
	.can_draw = can_draw,
	.draw = draw,
	.deadline = deadline,
	.due = due,
	.signal = on_signal,
};

/* --- opening ---------------------------------------------------------------------------------- */

/* The sentence and what to do instead; it is freed. */
static char *refuse(const struct app *app, char *what)
{
	char *why = xasprintf("%s %s", what,
	                      app->view.language == RUSSIAN
	                              ? "Запустите asyncviz в другом терминале или без экрана: "
	                                "asyncviz --headless --script FILE."
	                              : "Run asyncviz in another terminal, or without a screen: "
	                                "asyncviz --headless --script FILE.");
	free(what);
	return why;
}

static char *no_terminal(const struct app *app, const char *english, const char *russian)
{
	return refuse(app, xstrdup(app->view.language == RUSSIAN ? russian : english));
}

static char *wrong_type(const struct app *app, enum terminfo_fault fault)
{
	const char *type = terminfo_name();
	char shown[NAME_SIZE];
	show(shown, sizeof shown, type, strlen(type));
	if (app->view.language == RUSSIAN)
		return refuse(
			app,
			fault == TERMINFO_DUMB
				? xasprintf("Терминал типа «%s» не умеет перемещать курсор.", shown)
				: xasprintf("О терминале типа «%s» ничего не известно.", shown));
	return refuse(app,
	              fault == TERMINFO_DUMB
	                      ? xasprintf("The terminal type '%s' cannot move the cursor.", shown)
	                      : xasprintf("Nothing is known of the terminal type '%s'.", shown));
}

/* NULL when there is a terminal that can be drawn on. */
static char *check(const struct app *app)
{
	if (!isatty(STDIN_FILENO))
		return no_terminal(app, "Standard input is not a terminal.",
		                   "Стандартный ввод — не терминал.");
	if (!isatty(STDOUT_FILENO))
		return no_terminal(app, "Standard output is not a terminal.",
		                   "Стандартный вывод — не терминал.");
	enum terminfo_fault fault = terminfo_check();
	return fault ? wrong_type(app, fault) : NULL;
}

static void remember_type(struct terminal *t)
{
	const char *type = getenv("TERM");
	show(t->type, sizeof t->type, type, type ? strlen(type) : 0);
}

/* Before what else may have been said on the way. */
static void say_guess(struct terminal *t)
{
	struct app *app = t->app;
	char said[sizeof app->view.message];
	if (!strcmp(t->type, terminfo_name()))
		return;
	memcpy(said, app->view.message, sizeof said);
	if (*t->type)
		app_refuse(app, "The terminal type %s is unknown: drawn as for %s. %s",
		           "Тип терминала %s неизвестен: рисуем как для %s. %s", t->type,
		           terminfo_name(), said);
	else
		app_refuse(app, "TERM does not name the type of terminal: drawn as for %s. %s",
		           "TERM не называет тип терминала: рисуем как для %s. %s", terminfo_name(),
		           said);
}

static bool open_screen(struct terminal *t)
{
	int rows, columns;
	if (!tty_open(&t->tty))
		return false;
	tty_size(&t->tty, &rows, &columns);
	t->screen = screen_open(theme_choose(&t->app->options), rows, columns);
	if (!t->screen)
		return false;
	signals_reset(); /* curses has put its own handlers in */
	prepare_way_back(t);
	keyboard_open(&t->keyboard, press, t);
	prompt_open(t->app);
	loop_set_screen(&t->loop, &loop_screen, t);
	loop_watch(&t->loop, t->tty.fd, on_tty, t);
	return true;
}

static void close_screen(struct terminal *t)
{
	restore_now();
	prompt_close();
	keyboard_close(&t->keyboard);
	screen_close(t->screen);
	tty_close(&t->tty);
}

int terminal_run(struct app *app, char **why)
{
	struct terminal t = {.app = app, .is_unknown = true};
	remember_type(&t);
	char *fault = check(app);
	if (fault) {
		*why = fault;
		return STATUS_WRONG;
	}
	if (!first_open(app, why))
		return STATUS_FAILED;
	if (!locale_open())
		app->view.is_ascii = true;
	loop_open(&t.loop, app);
	if (!open_screen(&t)) {
		*why = no_terminal(app, "The terminal cannot be set up.",
		                   "Терминал не удалось настроить.");
		return STATUS_WRONG;
	}
	say_guess(&t);
	take_terminal(&t);
	loop_run(&t.loop);
	close_screen(&t);
	loop_close(&t.loop);
	return t.loop.ended_by ? STATUS_SIGNAL + t.loop.ended_by : 0;
}
