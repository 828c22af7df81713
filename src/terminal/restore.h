/*
 * Gives the terminal back as it was found, whatever ends the program.
 *
 * Invariants: restore_now() may be called any number of times, from a signal handler too, and does
 * nothing while the terminal is not ours; it never waits for a terminal that stopped reading
 * longer than RESTORE_PATIENCE. This is the terminal's restore-on-exit state, global on purpose.
 */
#ifndef TERMINAL_RESTORE_H
#define TERMINAL_RESTORE_H

#include <stddef.h>
#include <termios.h>

enum { RESTORE_PATIENCE = 300, RESTORE_SEQUENCES = 256 }; /* ms; bytes */

/* What to write and set; fd is non-blocking where that could be had. Catches every fault of the
 * program, exit() and die() from now on. The sequences are copied, cut at RESTORE_SEQUENCES. */
void restore_prepare(int fd, const struct termios *found, const char *sequences);

/* The terminal is ours from now on. */
void restore_arm(void);
void restore_now(void);

#endif
