/*
 * The way back, kept ready as plain bytes. It calls nothing but what signal-safety(7) allows: no
 * curses, no stdio, no memory.
 */
#include "terminal/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/die.h"

enum { STACK_SIZE = 64 * 1024 };

static struct {
	volatile sig_atomic_t is_armed;
	int fd;
	struct termios found;
	char sequences[RESTORE_SEQUENCES];
	size_t length;
} state = {.fd = -1};

static void write_patiently(const char *next, size_t length)
{
	while (length > 0) {
		ssize_t written = write(state.fd, next, length);
		if (written > 0) {
			next += written;
			length -= (size_t)written;
		} else if (written < 0 && errno == EAGAIN) {
			struct pollfd out = {.fd = state.fd, .events = POLLOUT};
			if (poll(&out, 1, RESTORE_PATIENCE) != 1 || !(out.revents & POLLOUT))
				return;
		} else if (written == 0 || errno != EINTR) {
			return;
		}
	}
}

/* In the background the terminal's modes are another program's, and tcsetattr() would stop us. */
static int is_in_background(void)
{
	pid_t owner = tcgetpgrp(state.fd);
	return owner >= 0 && owner != getpgrp();
}

void restore_now(void)
{
	int saved = errno;
	if (!state.is_armed)
		return;
	state.is_armed = 0;
	if (is_in_background()) {
		write_patiently(state.sequences, state.length);
	} else {
		/* Ctrl-S may hold the terminal: without IXON the kernel lets it go on. */
		struct termios flowing = state.found;
		flowing.c_iflag &= ~(tcflag_t)IXON;
		flowing.c_oflag &= ~(tcflag_t)OPOST;
		tcsetattr(state.fd, TCSANOW, &flowing);
		write_patiently(state.sequences, state.length);
		tcsetattr(state.fd, TCSANOW, &state.found);
	}
	errno = saved;
}

/* SA_RESETHAND has made the default action come back: raised again, the signal ends the program
 * with the status that its parent expects. */
static void on_fault(int signal_number)
{
	restore_now();
	raise(signal_number);
}

static void catch_faults(void)
{
	static const int faults[] = {SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGFPE, SIGSYS, SIGTRAP};
	static char stack[STACK_SIZE]; /* the usual one may be what overflowed */
	sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
	struct sigaction action = {.sa_handler = on_fault,
	                           .sa_flags = (int)(SA_ONSTACK | SA_RESETHAND)};
	sigfillset(&action.sa_mask);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		sigaction(faults[i], &action, NULL);
}

void restore_prepare(int fd, const struct termios *found, const char *sequences)
{
	state.fd = fd;
	state.found = *found;
	state.length = strnlen(sequences, sizeof state.sequences);
	memcpy(state.sequences, sequences, state.length);
	catch_faults();
	atexit(restore_now);
	die_set_restore(restore_now);
}

void restore_arm(void)
{
	state.is_armed = 1;
}
