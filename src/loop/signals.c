/*
 * One signalfd for all that ends, stops or resizes the program. No handler runs here, so nothing
 * needs to be safe in one.
 */
#include "loop/signals.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"

/* Left alone: what the program itself did wrong, what may not be caught, job control of a program
 * in the background, and what does nothing by default. */
static const int left_out[] = {SIGSEGV, SIGBUS,  SIGABRT, SIGILL,  SIGFPE,  SIGSYS, SIGTRAP,
                               SIGKILL, SIGSTOP, SIGTTIN, SIGTTOU, SIGCHLD, SIGURG, SIGPIPE};

static sigset_t read_from_descriptor(void)
{
	sigset_t set;
	sigfillset(&set);
	for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
		sigdelset(&set, left_out[i]);
	return set;
}

void signals_reset(void)
{
	sigset_t set = read_from_descriptor();
	for (int signal_number = 1; signal_number <= SIGRTMAX; signal_number++)
		if (sigismember(&set, signal_number) == 1)
			signal(signal_number, SIG_DFL);
	signal(SIGTTIN, SIG_DFL);
	signal(SIGTTOU, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGPIPE, SIG_IGN);
}

int signals_open(void)
{
	sigset_t set = read_from_descriptor();
	signals_reset();
	if (sigprocmask(SIG_SETMASK, &set, NULL) < 0)
		die_errno("cannot set the signal mask");
	int fd = fd_high(signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
	if (fd < 0)
		die_errno("cannot read signals");
	return fd;
}

int signals_next(int fd)
{
	struct signalfd_siginfo info;
	while (read(fd, &info, sizeof info) == (ssize_t)sizeof info)
		if (info.ssi_signo != SIGXFSZ || info.ssi_pid != (uint32_t)getpid())
			return (int)info.ssi_signo;
	return 0;
}

/* Raised with its default action, not SIGSTOP: in an orphaned process group, where nobody could
 * send SIGCONT, the kernel then stops nothing. */
void signals_stop_here(void)
{
	sigset_t stop;
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	signal(SIGTSTP, SIG_DFL);
	raise(SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &stop, NULL); /* stops in here */
	sigprocmask(SIG_BLOCK, &stop, NULL);
}
