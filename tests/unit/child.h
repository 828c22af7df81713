/* What ends or changes a process is done by a child of the test. */
#ifndef UNIT_CHILD_H
#define UNIT_CHILD_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs act in a child whose standard error is caught; returns the exit status. */
static inline int run_child(void (*act)(void), char *said, size_t size)
{
	int status, ends[2];
	size_t length = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		act();
		_exit(0);
	}
	close(ends[1]);
	while ((got = read(ends[0], said + length, size - 1 - length)) > 0)
		length += (size_t)got;
	said[length] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Fails a child by its exit status; assert_*() would go on in the parent's tests. */
static inline void need(bool fact)
{
	if (!fact)
		_exit(99);
}

#endif
