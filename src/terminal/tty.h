/*
 * The terminal device: its modes, its size, and bytes to and from it without ever waiting.
 *
 * Invariants: the descriptor is an open file of our own (so non-blocking here is not non-blocking
 * for the shell) wherever the device can be opened; what was not taken yet is kept in `unsent`,
 * and nobody draws while there is any. A device that has gone sets is_gone, once and for good.
 */
#ifndef TERMINAL_TTY_H
#define TERMINAL_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "base/bytes.h"

struct tty {
	int fd;
	bool is_own; /* fd is ours alone; else it is standard input's file, and waits */
	bool is_gone;
	struct termios found; /* as it was */
	struct bytes unsent;
};

/* False with errno when the modes cannot be read. Changes nothing yet. */
bool tty_open(struct tty *tty);
void tty_close(struct tty *tty);

/* Bytes as they are typed, none of them echoed; signals and flow control as before. */
void tty_set_modes(struct tty *tty);

/* Rows and columns, each within 1 and the canvas's limits; a size of 0 is not known: 24 or 80. */
void tty_size(const struct tty *tty, int *rows, int *columns);

/* What can be read now; 0 when there is nothing. */
size_t tty_read(struct tty *tty, char *bytes, size_t size);
/* Writes what can be written now; the rest waits for tty_flush(). */
void tty_write(struct tty *tty, const char *bytes, size_t length);
void tty_flush(struct tty *tty);
static inline bool tty_is_behind(const struct tty *tty)
{
	return tty->unsent.length > 0;
}

#endif
