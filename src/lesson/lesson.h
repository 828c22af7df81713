/*
 * A lesson as data: its listings, its texts in one language, and which program of this binary is
 * the twin of which listing. Read once from the lessons folder, const ever after; knows nothing of
 * what happens when a program runs.
 *
 * Invariants: lines and columns of texts are as in the files; every text is valid UTF-8 that went
 * through the show gate, with Markdown's marks taken out; strings belong to the lesson.
 */
#ifndef LESSON_LESSON_H
#define LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/say.h"
#include "stage/program.h"

struct condition;

/* `line` is where the part begins in the guide. */
struct lesson_text {
	const char *heading; /* "ignores-eof/recv when is_empty(request)" */
	const char *name; /* of a tag: "recv" */
	const char *program; /* when it is for one program only, else NULL */
	const char *condition; /* of a variant, as it stands there; NULL: it is for all moments */
	const struct condition *when; /* the same, read; NULL when it is not well formed */
	const char *text;
	unsigned line;
};

/* Whom to ask whether a variant's condition holds at the moment that is looked at. */
struct lesson_moment {
	bool (*holds)(const void *context, const struct condition *when);
	const void *context;
};

struct lesson_word {
	const char *term, *explanation;
	unsigned line; /* of the guide */
};

struct lesson_task { /* a "Try" */
	const char *title, *condition; /* the condition as it stands there, lines and all */
	const struct condition *when; /* the same, read; NULL when it is not well formed */
	const char *text; /* what to do */
	const char *explanation;
	const char *const *hints;
	unsigned hint_count;
	unsigned line, condition_line;
};

/* One answer to choose. It is right when its tag is the first of all choices' tags to come after
 * the question, or, where the outcome is "waits", when the program waits before any of them. */
struct lesson_choice {
	const char *outcome, *text;
};

struct lesson_question { /* a "Predict" */
	const char *tag, *program; /* as in lesson_text */
	const char *question, *reason;
	const struct lesson_choice *choices;
	unsigned choice_count;
	unsigned line;
};

struct lesson_program {
	const char *name, *description; /* "server", one sentence */
	const struct program *twin;
	const char *const *python; /* the listing's lines, tags cut off; python[0] is line 1 */
	unsigned python_count;
	const char *const *c; /* the twin's source */
	unsigned c_count;
	const unsigned
		*c_line; /* line of the listing -> line of the twin, 0 none; [1..python_count] */
	unsigned line;
};

struct lesson {
	unsigned number; /* 5 */
	const char *name; /* "generators" */
	const char *folder; /* "05-generators" */
	const char *title, *goal;
	unsigned goal_line, programs_line; /* of the section ## Programs; 0 without one */
	const struct lesson_word *words;
	unsigned word_count;
	const struct lesson_program *programs; /* the first is the default */
	unsigned program_count;
	const struct lesson_text *texts;
	unsigned text_count;
	const struct lesson_task *tasks;
	unsigned task_count;
	const struct lesson_question *questions;
	unsigned question_count;
	const char *demo; /* path of demo.play, NULL when there is none */
};

/* What an item of the map is about is told by its first word: the name of a lesson that shows it,
 * or LESSON/PROGRAM. One that is not there (yet) is as good as any other word. */
struct map_item {
	const char *shown_by; /* "generators", "select/busy-handler" */
	const char *text;
	unsigned line;
};

struct map_part {
	const char *heading; /* NULL: the first one, under the title */
	const char *text; /* NULL: none */
	const struct map_item *items;
	unsigned item_count;
	unsigned line;
};

struct course_map {
	const char *title;
	const struct map_part *parts; /* one at least, which has a text */
	unsigned part_count;
};

struct lessons; /* all of them, by number */

/*
 * Where the lessons are: `wanted` (--lessons) if not NULL, else $ASYNCVIZ_LESSONS, else lessons/
 * beside the running program, else in XDG_DATA_HOME, else the folder of the
 * installation, else in XDG_DATA_DIRS.
 * The path is the caller's to free; NULL with *why when `wanted` (or the variable) is no folder or
 * nothing is found.
 */
char *lessons_folder(const char *wanted, char **why);

/*
 * Reads every lesson of the folder that this binary has twins for (00-template is left out of the
 * menu but found by number 0). NULL with *why (one sentence naming file and line, the caller's to
 * free) when a guide cannot be read or a listing is not the one its twin was built for.
 */
struct lessons *lessons_open(const char *folder, enum language language, char **why);
void lessons_close(struct lessons *all);

unsigned lessons_count(const struct lessons *all);
const struct lesson *lessons_at(const struct lessons *all, unsigned i);
/* The entries of the menu: each lesson by its first program, and below it the others. */
struct lessons_entry {
	const struct lesson *lesson;
	const struct lesson_program *program;
};
unsigned lessons_entries(const struct lessons *all);
/* Both NULL when there are not so many. */
struct lessons_entry lessons_entry(const struct lessons *all, unsigned entry);
/* Which one a program is; 0 also when it is none. */
unsigned lessons_entry_of(const struct lessons *all, const struct lesson_program *program);
/* NULL when the folder has none. */
const struct course_map *lessons_map(const struct lessons *all);
/* The number of the lesson that shows an item; 0 where none of these does. */
unsigned map_item_lesson(const struct map_item *item, const struct lessons *all);
/* By number ("5", "05"), name ("generators") or folder; NULL when there is none. */
const struct lesson *lessons_find(const struct lessons *all, const char *number_or_name);
/* Whether these words mean the lesson in this folder, "05-generators". */
bool lesson_is_meant(const char *folder, const char *number_or_name);
/* NULL name: the default program. NULL when there is none of that name. */
const struct lesson_program *lesson_program(const struct lesson *l, const char *name);

/* What the guide says of a line at a moment, or NULL. The first that holds, or has no condition, of
 * the program's variants, the program's text, the general variants, the general text. Moment NULL:
 * no condition holds. */
const struct lesson_text *lesson_text_at(const struct lesson *l, const struct lesson_program *p,
                                         unsigned line, const struct lesson_moment *moment);
/* The tag of a line, or NULL; the line of a tag, or 0. */
const char *program_tag_at(const struct program *p, unsigned line);
unsigned program_tag_line(const struct program *p, const char *tag);
/* The loop's phase on that line. */
enum phase program_phase(const struct program *p, unsigned line);

/* Whom to ask for the commands, which are not known here and which demonstrations are made of. */
struct lesson_commands {
	/* What is wrong with this line (no blanks around it) of the lesson's demonstration, to be
	 * freed; NULL nothing. *stage: the program that it meets, NULL another lesson's; a line may
	 * put another one there. */
	char *(*fault)(const char *line, const struct lesson *l,
	               const struct lesson_program **stage);
};

/* Checks every lesson of the folder, printing `file:line: what is wrong` to standard error for each
 * mistake; returns how many there are. */
unsigned lessons_check(const char *folder, const struct lesson_commands *commands);

/* The programs of this binary: made from the file names of lessons/ by the build. */
extern const struct program *const programs[];
extern const size_t program_count;

#endif
