/*
 * Signals as data: every one that would end or stop the program is blocked and read from a
 * descriptor; only faults of the program itself (SIGSEGV and the like) are left to handlers.
 *
 * Invariants: what a parent ignored or blocked is forgotten (dispositions and mask are set, not
 * inherited); SIGPIPE is ignored; SIGTTIN and SIGTTOU keep stopping a program in the background.
 */
#ifndef LOOP_SIGNALS_H
#define LOOP_SIGNALS_H

/* Sets everything and returns the signalfd, non-blocking and above FD_HIGH. Dies on failure. */
int signals_open(void);

/* The dispositions once more, for after a library that installs handlers of its own. */
void signals_reset(void);

/* The next signal that came, or 0. One that a write over RLIMIT_FSIZE caused is passed over: the
 * write itself says so. */
int signals_next(int fd);

/* Stops this process as SIGTSTP would have; returns when it goes on. */
void signals_stop_here(void);

#endif
