/*
 * Descriptors of the tool itself: kept out of the way of the lesson's, which must be small numbers
 * (a select() set ends at 1023) that nobody else takes.
 *
 * Invariants: what fd_high() returns is closed on exec and belongs to the caller.
 */
#ifndef BASE_FD_H
#define BASE_FD_H

#include <stdbool.h>
#include <stddef.h>

enum { FD_HIGH = 1024, FD_LIMIT_WANTED = 65536 };

/*
 * Moves fd to FD_HIGH or above and closes the old number; returns the new one. Where the limit of
 * descriptors forbids that, returns fd itself. A negative fd comes back as it is, errno untouched,
 * so that a failed open() may be passed on. Call it before fd enters an epoll set.
 */
int fd_high(int fd);

/* Opens /dev/null wherever 0, 1 or 2 is closed, so that nothing is read there, and nothing written:
 * that fails. The first thing in main(); dies on failure. */
void fd_sanitise(void);

/* The soft RLIMIT_NOFILE, and how many descriptors are open; 0 where /proc does not tell. */
size_t fd_limit(void);
size_t fd_count_open(void);

/* Raises the soft RLIMIT_NOFILE up to FD_LIMIT_WANTED or the hard limit; never lowers it. Returns
 * the limit in force, a count of descriptors. */
size_t fd_raise_limit(void);

/* Writes everything, waiting where needed; false with errno when it cannot. SIGPIPE is ignored or
 * handled by the caller. */
bool fd_write_all(int fd, const void *bytes, size_t length);

#endif
