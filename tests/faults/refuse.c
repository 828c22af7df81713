/*
 * Put before the C library by LD_PRELOAD: the call that $REFUSE names fails, the $REFUSE_AT-th time
 * it is made and, with $REFUSE_ON, each time from then on. So a test meets what no machine does
 * when it is asked to. With $REFUSE_COUNTS the end says how often it was made.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>

static long calls;

/* Without the environment nothing is refused; getenv() allocates nothing. */
static int refuses(const char *name)
{
	const char *wanted = getenv("REFUSE"), *at = getenv("REFUSE_AT");
	if (!wanted || strcmp(wanted, name) != 0)
		return 0;
	calls++;
	return calls == (at ? atol(at) : 1) || (getenv("REFUSE_ON") && calls > (at ? atol(at) : 1));
}

__attribute__((destructor)) static void tell(void)
{
	if (getenv("REFUSE") && getenv("REFUSE_COUNTS"))
		dprintf(2, "%s: %ld calls\n", getenv("REFUSE"), calls);
}

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

static int has_no_memory(void)
{
	int refused = refuses("memory");
	if (refused)
		errno = ENOMEM;
	return refused;
}

void *malloc(size_t size)
{
	return has_no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return has_no_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return has_no_memory() ? NULL : __libc_realloc(old, size);
}

#define NEXT(function) ((__typeof__(&function))dlsym(RTLD_NEXT, #function))

int setsockopt(int fd, int level, int option, const void *value, socklen_t size)
{
	if (refuses("setsockopt") || (option == SO_LINGER && refuses("linger"))) {
		errno = EPERM;
		return -1;
	}
	return NEXT(setsockopt)(fd, level, option, value, size);
}

int epoll_ctl(int fd, int what, int whom, struct epoll_event *event)
{
	if (what == EPOLL_CTL_DEL ? refuses("epoll_del") : refuses("epoll_add")) {
		errno = ENOMEM;
		return -1;
	}
	return NEXT(epoll_ctl)(fd, what, whom, event);
}

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	if (refuses("ppoll")) {
		errno = EINVAL;
		return -1;
	}
	return NEXT(ppoll)(fds, count, timeout, mask);
}

/* What ppoll() is where it is checked. */
int __ppoll_chk(struct pollfd *fds, nfds_t count, const struct timespec *timeout,
                const sigset_t *mask, size_t size)
{
	(void)size;
	return ppoll(fds, count, timeout, mask);
}

/* Of terminfo: nothing is known of a type. */
int setupterm(const char *type, int fd, int *error);
int setupterm(const char *type, int fd, int *error)
{
	if (refuses("setupterm")) {
		*error = 0;
		return -1;
	}
	return NEXT(setupterm)(type, fd, error);
}

int select(int count, fd_set *readers, fd_set *writers, fd_set *others, struct timeval *timeout)
{
	if (refuses("select")) {
		errno = ENOMEM;
		return -1;
	}
	return NEXT(select)(count, readers, writers, others, timeout);
}

int epoll_pwait(int fd, struct epoll_event *events, int most, int timeout, const sigset_t *mask)
{
	if (refuses("epoll_pwait")) {
		errno = EINVAL;
		return -1;
	}
	return NEXT(epoll_pwait)(fd, events, most, timeout, mask);
}

int epoll_wait(int fd, struct epoll_event *events, int most, int timeout)
{
	if (refuses("epoll_wait")) {
		errno = EINVAL;
		return -1;
	}
	return NEXT(epoll_wait)(fd, events, most, timeout);
}
