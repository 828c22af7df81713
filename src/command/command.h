/*
 * Commands: one language at the prompt, in scripts, behind keys and in tests. One file a command,
 * each exporting one const struct; the registry is made from the file names by the build.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "app.h"

enum command_answer {
	COMMAND_DONE,
	COMMAND_FAILED, /* said why; a script ends with status 1 */
	COMMAND_MISUSED, /* arguments that it does not take: command_execute() says the usage */
	COMMAND_OVER /* the script is over (quit) */
};

/* What may lie over the panes while a command's key still works. */
enum {
	OVER_HELP = 1 << OVERLAY_HELP,
	OVER_MENU = 1 << OVERLAY_MENU,
	OVER_TRY = 1 << OVERLAY_TRY,
	OVER_PAGE = 1 << OVERLAY_PAGE,
	OVER_ALL = OVER_HELP | OVER_MENU | OVER_TRY | OVER_PAGE
};

/* Under which heading help lists it, as the manual does. */
enum command_topic { TOPIC_MOVING, TOPIC_SCREEN, TOPIC_CLIENTS, TOPIC_SCRIPTS };

enum command_argument {
	ARGUMENT_NONE,
	ARGUMENT_CLIENT,
	ARGUMENT_TAG,
	ARGUMENT_LESSON,
	ARGUMENT_SETTING,
	ARGUMENT_WORD
};

struct command {
	const char *name;
	enum command_topic topic;
	const char *usage; /* "step [N]" */
	const char *help[2]; /* one line, by language */
	const char *word[2]; /* for the key hints */
	unsigned hint; /* its place among the hints of the last row, from 1; 0 none */
	enum hint_kind hint_kind;
	unsigned spare; /* there only where there is room: the highest goes first; 0 stays */
	const char *keys; /* as shown in help, "" for none */
	const char *keys_russian; /* where a key has a name there; NULL: the same */
	unsigned works_over; /* OVER_...; the key of any other command does nothing there */
	bool is_forgotten; /* its key leaves no line in the prompt's history */
	bool works_in_past;
	bool acts; /* on the program: returns to now first; does nothing once it has ended */
	enum command_argument argument; /* what Tab completes */
	const char *const *words; /* for ARGUMENT_WORD, ended by NULL */
	/* rest: what follows the name, without blanks at its ends; never NULL */
	enum command_answer (*run)(struct app *app, const char *rest);
};

extern const struct command *const commands[];
extern const size_t command_count;

/* Runs one line: blank lines and # comments do nothing. Refusals are said by app_refuse(). */
enum command_answer command_execute(struct app *app, const char *line);
const struct command *command_find(const char *name, size_t length);
/* Whether its usage has room for this rest of a line: some, where it wants some. */
bool command_takes(const struct command *c, const char *rest);

/* --- for commands: reading arguments ---------------------------------------------------------- */
/* A whole number in [least, most], all of the text; false (and said) otherwise. */
bool command_number(struct app *app, const char *text, unsigned long least, unsigned long most,
                    unsigned long *number);
/* "3" or "client3" at the start of rest; *after is what follows. 0 (and said) when it is none. */
int command_client(struct app *app, const char *rest, const char **after);

/* The same where nothing may follow. */
int command_only_client(struct app *app, const char *rest);
/* Says why a client does not do it. COMMAND_FAILED when there is no such client; what a client
 * itself does wrong (it has left, it has half-closed) is its own affair, and a script goes on. */
enum command_answer command_client_refuses(struct app *app, int client, const struct say *why);

/* Closes what lies over the screen; but without a program the menu is all there is, and stays. */
void command_close_overlay(struct app *app);
/* Opens something to read, over the menu about the lesson that is marked there; closes it where it
 * is what is open. */
void command_turn_page(struct app *app, enum page page);
/* Whether the menu is what is looked at, or a page that was opened over it. */
bool command_is_over_menu(const struct app *app);
/* Draws the screen as it is by now, for what goes by the places of things on it. */
void command_compose(struct app *app);
/* app_aim(), and on a screen the first push at once, so that two quick key presses are two steps.
 * Says so where the program stands still all the same. */
void command_push(struct app *app, enum goal goal, uint64_t left);

/* --- completion: candidates for the word that ends at `point` of `line`; malloc'ed, NULL-ended */
char **command_complete(struct app *app, const char *line, size_t point, size_t *word_start);

#endif
