/*
 * The app: the one mutable whole. It holds the lesson on the stage, the place in history that is
 * looked at, and how; commands change it, panes draw it.
 *
 * Invariants: `trace` is NULL exactly when no lesson is open (the menu); `stage` also is while a
 * recording is looked at; acting on the program first returns to now. A goal is what the program is
 * running for: app_advance() works towards it in small slices, so that whoever drives (the loop, a
 * script) can stop between them.
 */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "lesson/lesson.h"
#include "model/facts.h"
#include "model/history.h"
#include "net/clients.h"
#include "stage/stage.h"
#include "trace/trace_file.h"
#include "view/view.h"

enum {
	APP_SLICE = 2000, /* lines that one app_advance() runs at most */
	APP_LIMIT = 10000, /* lines that one `run` of a script may take */
	APP_LOOKED_AT = 64, /* sockets: with more of them the kernel is not looked at every line */
	APP_CLIENTS =
		20064, /* descriptors for ten thousand built-in clients and what else there is */
	APP_ASKED = 200, /* bytes of a command that asks */
	APP_TIME_TO_READ = 2, /* seconds that what is said keeps its place, once it may go */
	APP_SPEED = 4 /* lines a second, until somebody says otherwise */
};

struct options {
	const char *lesson, *program, *script, *steps, *lessons, *theme, *record, *replay;
	const char *words; /* --words: the table to print, NULL not asked */
	const char *check; /* --check-lessons: the folder, "" the usual one, NULL not asked */
	int port; /* 0 any */
	struct in_addr bind;
	enum language language;
	bool is_headless, is_ascii, wants_list;
	size_t history; /* bytes */
	uint64_t limit; /* lines a `run` may take; 0 no limit */
	int color; /* 0 auto, 1 always, -1 never */
};

enum goal {
	GOAL_NONE, /* paused */
	GOAL_STEPS, /* `left` more lines */
	GOAL_NEXT, /* the next line of the frame that ran when it began */
	GOAL_TAG, /* line `goal_line` */
	GOAL_BLOCK, /* until it blocks with nothing ready */
	GOAL_GO /* on and on, at the set speed */
};

enum advance {
	ADVANCE_DONE, /* nothing to do until a command or the kernel says something */
	ADVANCE_MORE, /* call again at once */
	ADVANCE_BLOCKED, /* call again when the watch descriptor wakes */
	ADVANCE_LATER /* call again at app_deadline() */
};

/* How the present was when somebody looked away from it. */
struct app_left_socket {
	uint32_t unread;
	uint8_t tcp_state;
};
struct app_left {
	bool is_away;
	struct app_left_socket *sockets; /* [id] */
	uint32_t count, queued;
	unsigned waiting_count;
	struct model_waiting waiting[MODEL_WAITING];
};

struct app {
	struct options options;
	struct lessons *lessons;
	struct stage *stage; /* NULL in the menu and while a recording is looked at */
	struct trace *trace; /* the stage's, or the recording's; NULL in the menu */
	struct trace recorded; /* the recording */
	struct recording recording; /* --record */
	unsigned recorded_runs; /* that have begun */
	char *recording_fault; /* the first sentence of what could not be recorded whole, or NULL */
	struct clients *clients;
	struct history history;
	struct history present; /* at now, while `history` is not */
	struct app_left away;
	struct view view;
	struct canvas canvas;
	uint64_t runs; /* programs put on the stage so far */
	uint64_t cursor; /* HISTORY_NOW, or the step looked at */
	enum goal goal;
	uint64_t left; /* lines: of GOAL_STEPS; of `run` before its limit; 0 any number */
	bool has_limit; /* left is a limit, not a goal: one line more is too much */
	uint64_t sends_since; /* ns: `run` waits for room to send; 0 it does not */
	bool is_opening; /* on its way to the first wait */
	unsigned goal_line;
	uint32_t goal_frame;
	unsigned goal_depth;
	unsigned single_line; /* that a single step or next is to run; 0 none */
	bool stepped[EVENT_LINES + 1]; /* in this run, lines that were run so, each by itself */
	uint64_t next_line_at; /* when a paced line is due, ns of CLOCK_MONOTONIC */
	uint64_t looked_at; /* when the kernel was last looked at */
	bool breaks[EVENT_LINES + 1];
	bool resting_breaks[EVENT_LINES + 1]; /* what `set breaks off` has put aside */
	bool hit_limit; /* `run` took more lines than it may: a script is over */
	bool wants_quit;
	char asked[APP_ASKED]; /* the command that a question stands about; empty: none stands */
	bool is_agreed; /* to the command that runs: it need not ask */
	bool is_dirty; /* something that is seen has changed */
	bool wants_redraw; /* the terminal itself must be painted anew (^L) */
	bool wants_theme; /* options.theme has changed */
	bool is_interactive; /* with a screen */
	int watch; /* epoll of the program's sockets and built-in clients; -1 headless */
	int dump_rows, dump_columns; /* the screen of scripts: what dump draws */
	FILE *dump_to; /* where dump and help go in scripts */
	uint64_t virtual_time; /* ns, in scripts */
	struct facts facts; /* of this run, as far as they were read */
	struct view_task *tasks; /* of the lesson on the stage; NULL without one */
	struct view_tried *tried; /* every lesson of the menu, and what else was opened */
	unsigned tried_count;
	bool judges_next_run; /* what was done is forgotten, and this run may have done it */
	bool keeps_ticks; /* across sessions: the file is ours, or not there yet */
	uint64_t judge_at; /* when a wait becomes as long as a task asks for, ns */
	uint64_t praise_at; /* when what was done can be said, ns */
	uint64_t said_at; /* when view.message was, ns */
	uint64_t passes_at; /* steps after which it tells of the past; UINT64_MAX never */
	bool has_told_limit; /* how many files may be open */
	bool has_returned; /* to now, by this command: its answer says so too */
	bool is_praise; /* view.message says that a task is done */
};

/* Opens what the options say but the lesson. False with one sentence in *why (to free). */
bool app_open(struct app *app, const struct options *options, bool is_interactive, char **why);
void app_close(struct app *app);

/* Puts a lesson's program on the stage, ending the one that is there. False with app_say()'s
 * message when that cannot be. */
bool app_start(struct app *app, const struct lesson *lesson, const struct lesson_program *program);

/* On a screen, sends the new program on to its first wait. */
void app_begin(struct app *app);

/* Whether a program that is being opened has come to nothing yet that waits for anybody: it has no
 * sockets. If it ends so, or goes on and on, it begins once more, and is shown from before its
 * first line: it has done nothing outside. */
bool app_has_no_wait(const struct app *app);

/* The same run once more, before its first line, and nothing else of the view changes. */
void app_start_anew(struct app *app);

/* Sets what the program runs for; `left` as in the struct. With a screen `run` has no limit. */
void app_aim(struct app *app, enum goal goal, uint64_t left);

/* Pauses the program: it runs for nothing any more. */
void app_stop(struct app *app);

/* Puts a recording in the place of a program: options.replay. False with one sentence in *why. */
bool app_replay(struct app *app, char **why);

/* Writes what is new to the recording, where there is one. */
void app_record(struct app *app);
/* Each run is recorded to a file of its own: the first to --record's, a later one to NAME.2.EXT and
 * on. False (and said) when that cannot be opened; true also where nothing is recorded. */
bool app_begin_recording(struct app *app, const struct lesson_program *program);
/* The file name of what is being recorded, as it may be printed, without its folders; NULL: nothing
 * is. */
const char *app_recording(const struct app *app);
/* Ends the recording; false when it, or an earlier one, could not be written whole, with one
 * sentence in *why. */
bool app_end_recording(struct app *app, char **why);
/* The start has failed after all: the file is as it was. */
void app_forget_recording(struct app *app);

/* One line of answer, in the language of the view; the second is for errors. */
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) void
app_say(struct app *app, const char *english, const char *russian, ...);
__attribute__((format(printf, 2, 4), format(printf, 3, 4))) void
app_refuse(struct app *app, const char *english, const char *russian, ...);

/* What was just said is of where the program stands: it goes, once read, when that has run on. */
void app_let_pass(struct app *app);

/* How something is done here: by its key on a screen, by its command in a script. */
const char *app_how(const struct app *app, const char *key, const char *command);
/* That no lesson is open, and what to do about it. */
void app_refuse_no_lesson(struct app *app);

/* Before a command acts on the program: returns to now, saying so if it was in the past. False
 * when there is no program, or it has ended (said). */
bool app_may_act(struct app *app);

/* Works towards the goal for a slice. */
enum advance app_advance(struct app *app);
/* When app_advance() or app_observe() is due next, ns of CLOCK_MONOTONIC; UINT64_MAX never. */
uint64_t app_deadline(const struct app *app);
/* Something at the watch descriptor: clients read, the kernel is looked at. False with errno when
 * it cannot be asked what. */
bool app_wake(struct app *app);
/* Looks at the kernel's side and marks the screen dirty if that has changed; lets what was said go,
 * and judges tasks, when their time has come. */
void app_observe(struct app *app);

/* The things to try, in app_tasks.c. Opening a lesson gives app->tasks; judging asks their
 * conditions of what has happened since; announcing, before the screen is drawn, says what was done
 * as soon as nothing else is being said. */
void app_open_tasks(struct app *app, const struct lesson *lesson);
void app_judge_tasks(struct app *app);
void app_read_facts(struct app *app); /* up to now */
void app_announce_tasks(struct app *app);
/* When either has something to do, ns of CLOCK_MONOTONIC; UINT64_MAX never. */
uint64_t app_tasks_due(const struct app *app);
void app_end_run(struct app *app); /* a last judgement; the next run's facts begin anew */
void app_know_tasks(struct app *app); /* of every lesson of the menu */
void app_close_tasks(struct app *app);

/* What is done, kept across sessions: in app_ticks.c, which tells the file's form. With a screen
 * only: scripts leave the user's files alone. */
void app_load_ticks(struct app *app);
void app_save_ticks(struct app *app); /* with what another asyncviz has written meanwhile */
/* Nothing is done any more, here and in the file; this run is not judged, the next one is. */
void app_forget_ticks(struct app *app);

/* Tells view.news what has come in the present while the past is looked at, in app_past.c. */
void app_tell_news(struct app *app);
void app_forget_past(struct app *app); /* before the trace goes */

/* Whether the limit on descriptors leaves room for so many built-in clients, each with its own end
 * and the server's; false when not (said, with how many there is room for). */
bool app_has_room(struct app *app, unsigned long clients);
/* Says once, when there are many, how many more that limit allows where nothing else does. */
void app_tell_limit(struct app *app, unsigned clients);

/* Whether a server may listen on that port of the options' address; false when not (said, with the
 * process that holds it where that can be seen). */
bool app_may_listen(struct app *app, uint16_t port);

/* Waiting in a call with nothing ready / at its end. */
bool app_is_blocked(const struct app *app);
bool app_has_ended(const struct app *app);
/* On and on, at any speed, and not to a certain line. */
bool app_is_going(const struct app *app);

/* Writes where the server listens to view.address; nothing before it does. */
void app_name_address(struct app *app);

/* The moment looked at. Valid until the next call of any app function. */
const struct model *app_model(struct app *app);
/* Composes the screen of rows x columns onto app->canvas. */
void app_compose(struct app *app, int rows, int columns);

uint64_t app_now(void); /* ns of CLOCK_MONOTONIC */
static inline uint64_t app_earlier(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

#endif
