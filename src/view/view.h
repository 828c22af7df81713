/*
 * What somebody looks at, and how: the input of compose() besides the model. Plain values, written
 * by the app and by commands; panes only read them.
 */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "lesson/lesson.h"
#include "model/model.h"
#include "view/canvas.h"

enum pane_id {
	PANE_LISTING,
	PANE_COLLECTIONS,
	PANE_FRAMES,
	PANE_KERNEL,
	PANE_OUTPUT,
	PANE_NARRATION,
	PANE_COUNT
};

enum overlay { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_MENU, OVERLAY_TRY, OVERLAY_PAGE };

/* Something to read: of the lesson that is marked in the menu, or the map of the course. */
enum page { PAGE_TRIES, PAGE_WORDS, PAGE_MAP };

/* Running, to the next wait, has no set speed; going has one, and waits for nobody to go on. */
enum pace { PACE_PAUSED, PACE_STEPPING, PACE_RUNNING, PACE_GOING };

/* When a hint of the last row is there, and what it says then. */
enum hint_kind {
	HINT_PLAIN,
	HINT_PAST, /* of use only there, and in a recording */
	HINT_STEP, /* of no use at the end, where only the past is left, */
	HINT_RUNS, /* and of none in the past either, where nothing runs */
	HINT_PACE, /* the same; while the program goes, the key pauses it */
	HINT_AGAIN, /* of no use in the past; at the end it is what all look for */
	HINT_SOURCE, /* useless without a C source; while that is shown, the key brings Python */
	HINT_TASKS, /* "try 2/5", where there is room for it; useless where nothing can be tried */
	HINT_LEAVE /* its word, which all know, gives way later than those of others */
};

/* A line of help or of key hints; the app makes them from the tables of commands and keys. */
struct view_hint {
	const char *topic; /* the heading in help under which it stands */
	const char *keys; /* "s →", may be "" */
	const char *command; /* usage, may be "" */
	const char *text;
	bool in_hints; /* also among the hints of the last row, by its short word */
	const char *word;
	enum hint_kind kind;
	unsigned spare; /* where room is short the highest of these goes first; 0 stays */
	const char *brief; /* the word where room is short; NULL the same, "" none at all */
	const char *past; /* the word for the last of its keys in the past; NULL the same */
};

/* How far somebody has come with a "Try" of the lesson. */
struct view_task {
	bool is_done;
	bool is_said; /* that it is done */
	bool is_read; /* its explanation was before somebody's eyes */
	unsigned hints; /* that were asked for */
};

/* The same of a whole lesson. */
struct view_tried {
	const struct lesson *lesson;
	struct view_task *tasks; /* one for each of the lesson's */
};

struct view {
	enum language language;
	bool is_ascii;
	int rows, columns;
	/* the lesson; all NULL in the menu before the first one */
	const struct lesson *lesson;
	const struct lesson_program *program;
	const struct lessons *lessons; /* for the menu */
	/* the moment */
	bool is_live; /* looking at now, or at the end of a recording */
	bool is_recording; /* nothing runs: what is looked at was written down before */
	uint64_t first_step, last_step; /* what history holds */
	bool was_dropped; /* history no longer begins at step 1 */
	uint64_t opened_at; /* the step of the first wait, to which opening has run; 0 none */
	enum pace pace;
	unsigned speed; /* lines a second, 0 as fast as it can */
	char address[64]; /* "127.0.0.1:5000" */
	/* the look */
	bool shows_c;
	enum overlay overlay;
	unsigned menu_choice; /* index into the entries of the lessons */
	enum page page;
	bool page_is_over_menu; /* then closing it leads back there */
	int page_scroll;
	const struct view_tried *tried; /* how far one is with each lesson */
	unsigned tried_count;
	const struct view_task *tasks; /* one for each of the lesson's; NULL: nothing is watched */
	unsigned try_choice; /* index into them */
	int try_scroll; /* rows away from where the list would stand by itself */
	enum pane_id focus;
	int scroll
		[PANE_COUNT]; /* rows away from where the pane would stand by itself; of the listing
	                           its cursor says that */
	int sideways[PANE_COUNT];
	int cursor; /* a line of what the listing shows, in sight; 0: it stands by itself */
	int drawn_line; /* of the listing: the one that was about to run when it was drawn last, */
	int listing_top, listing_rows; /* and the row at its top then; 0 rows: it was not drawn */
	int stands[PANE_COUNT]; /* the row at a pane's top, unscrolled; it follows what changes */
	int section_stands[MODEL_COLLECTIONS];
	uint64_t rested_at; /* the step that was drawn last while the program was paused */
	bool has_leapt; /* from there to here in more steps than anybody follows */
	int section_rows[MODEL_COLLECTIONS]; /* as last drawn: sections stay as they have grown */
	bool has_ended; /* the program, at the moment that is shown */
	int traceback; /* rows of output that explain the end; 0: it was no exception */
	int help_scroll;
	bool shows_words; /* not all of the help, but the lesson's words alone */
	char search[64]; /* empty: none */
	const bool *breaks; /* [line] of the listing; may be NULL */
	/* [line] of the listing: the first step before it, 0 none so far; NULL: nobody knows */
	const uint64_t *first_stops;
	char message[240]; /* one line of answer to the last command; empty: none */
	bool message_is_error;
	char news[160]; /* what has come in the present meanwhile; empty: nothing */
	/* the prompt, when it is open */
	bool prompt_is_open;
	char prompt_sign; /* before the text: ':', '/', or 0 where the text has a sign of its own */
	const char *prompt_text;
	int prompt_cursor; /* column of the cursor within prompt_text */
	const char *const *completions;
	unsigned completion_count;
	const struct view_hint *hints;
	unsigned hint_count;
};

/* Where the panes stand begins anew, as if nothing had been drawn yet. */
void view_forget(struct view *v);

/* Draws everything on the canvas, which gets the view's size. The view is only read, but for the
 * scroll offsets, which are clamped to what the panes hold, and where panes stand and why. */
void view_compose(struct canvas *c, const struct model *m, struct view *v);

/* How many of the lesson's tasks are done; tasks must not be NULL. */
unsigned view_tasks_done(const struct view *v);
/* The same of any lesson, as far as anything of it is known; and which those are, NULL unknown. */
unsigned view_done_of(const struct view *v, const struct lesson *l);
const struct view_task *view_tasks_of(const struct view *v, const struct lesson *l);
/* The lesson that comes after this one in the menu, then from its top, and has something left to
 * try; NULL when all is done. */
const struct lesson *view_next_lesson(const struct view *v);

/* The lines that the listing shows, Python's or C's, and which of them is about to run, or is the
 * one on which the program has ended. v->program must not be NULL. */
struct shown {
	const char *const *line; /* line[0] is line 1 */
	int count, now; /* now 0: none */
	bool is_c;
};
struct shown view_shown(const struct model *m, const struct view *v);
/* The line of the listing that stands for a shown one; 0 none. */
unsigned view_listing_line(const struct view *v, int line);
/* Where a program that has ended stood at last, caught or not; 0 unknown. */
unsigned view_last_line(const struct model *m);

/* The listing goes back to the line about to run. */
static inline void view_go_home(struct view *v)
{
	v->cursor = v->sideways[PANE_LISTING] = 0;
}

/* What the traceback that ended the program names: whether this line; which one last, where it was
 * raised, 0 none; and the rows of the output that it fills, 0 without one. */
bool traceback_names(const struct model *m, const char *program, unsigned line);
unsigned traceback_last(const struct model *m, const char *program);
int traceback_rows(const struct model *m);

/* --- how things of a model are called ----------------------------------------------------------*/

/* On the screen. A value: client1, client(client1), b'hi\n', ... */
void view_value(struct bytes *out, const struct model *m, const struct view *v, value what);
/* "client(client1)": a frame by its function and the arguments it was first seen with. */
void view_frame_name(struct bytes *out, const struct model *m, const struct view *v,
                     uint32_t frame);
/* "server", "client1", or "closed (client1)". */
void view_socket_name(struct bytes *out, const struct model *m, const struct view *v,
                      uint32_t socket);

/* The same in records, where a closed socket is "closed" in any language, wherever it stands. */
void record_value(struct bytes *out, const struct model *m, const struct program *p, value what);
void record_frame_name(struct bytes *out, const struct model *m, const struct program *p,
                       uint32_t frame);
void record_socket_name(struct bytes *out, const struct model *m, uint32_t socket);

#endif
