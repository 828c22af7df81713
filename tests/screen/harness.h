/*
 * A program on a pseudo terminal with libvterm as its screen: what it shows is read from the
 * cells, what is typed goes through the same way as a user's.
 *
 * Invariants: nothing here sleeps - whoever waits, waits for a text, an end or a byte, and at most
 * HARNESS_PATIENCE ms. The slave side is held open here, so the kernel does not tidy up after a
 * program that left its modes behind. Every failure prints the screen. One state folder a program,
 * empty at its start, removed by term_end().
 */
#ifndef HARNESS_H
#define HARNESS_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <sys/types.h>
#include <termios.h>

#include <cmocka.h>
#include <vterm.h>

enum { HARNESS_PATIENCE = 20000, HARNESS_ROWS = 30, HARNESS_COLUMNS = 100, HARNESS_WIDEST = 700 };

struct term_options {
	int rows, columns; /* 0: the usual ones */
	const char *type; /* TERM; NULL is xterm-256color, "" unsets it */
	const char *const
		*arguments; /* after the program's name, ended by NULL; NULL is lesson 5 */
	const char *const *variables; /* "NAME=value", ended by NULL */
	const char *state; /* XDG_STATE_HOME; NULL is a new folder */
	bool ignores_hangup;
	bool is_detached; /* the terminal does not control it: no SIGHUP will tell of its end */
};

struct term {
	VTerm *vterm;
	VTermScreen *screen;
	int rows, columns; /* of the emulated terminal */
	int master, slave;
	pid_t pid;
	bool has_ended, is_alternate, has_cursor;
	int status; /* of waitpid(), once it has ended */
	VTermPos cursor;
	struct termios found;
	char *bytes; /* all that it wrote */
	size_t length, capacity;
	char state[64];
	bool owns_state;
};

/* Starts $ASYNCVIZ, or ./asyncviz. */
void term_start(struct term *t, const struct term_options *options);
/* Kills it if it still runs, and frees everything. */
void term_end(struct term *t);

void term_type(struct term *t, const char *text); /* UTF-8, as it is */
void term_press(struct term *t, VTermKey key);
void term_hang_up(struct term *t); /* the terminal vanishes */
void term_resize(struct term *t, int rows, int columns);

/* Waits until the screen shows the text in one row (or no longer does). The test fails if not. */
void term_expect(struct term *t, const char *text);
void term_expect_gone(struct term *t, const char *text);
/* Waits until the last row is exactly this, with the cursor in that column; -1: in any. */
void term_expect_last_row(struct term *t, const char *text, int column);
/* Waits until the last row contains it. */
void term_expect_at_bottom(struct term *t, const char *part);
/* Waits until the cursor can be seen, or not. */
void term_expect_cursor(struct term *t, bool wanted);
bool term_shows(struct term *t, const char *text);
/* Reads what there is, without waiting. */
void term_look(struct term *t);
/* Waits until the program has written nothing for that many ms; fails if it never stops. */
void term_expect_silence(struct term *t, int ms);

/* The row that has the text, -1 for none, and the cell in which the text begins. */
int term_find(struct term *t, const char *text, VTermScreenCell *cell);
void term_row(struct term *t, int row, char *text, size_t size);
/* The port in "127.0.0.1:PORT" on the screen, one that the kernel chose. */
unsigned term_port(struct term *t);

/* Waits for its end; returns the exit status, or 1000 and the signal that killed it. */
int term_wait(struct term *t);
/* Fails unless modes, alternate screen, cursor and paste mode are as before. */
void term_expect_restored(struct term *t);
/* Whether it ever wrote those bytes. */
bool term_wrote(const struct term *t, const char *bytes);

/* --- what waiting is made of -------------------------------------------------------------------*/
long term_now(void); /* ms */
/* Waits at most `ms` for bytes and takes them; false when none came. */
bool term_take(struct term *t, int ms);
/* Prints the screen with a failing test. */
void term_print(struct term *t);

#endif
