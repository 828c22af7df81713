/*
 * Which process of this machine holds a socket, found by its inode (see kernel_inode()).
 *
 * To know it every descriptor of every process must be looked at, so one walk over them seeks all
 * inodes that were asked for, and the answer may come later. Invariants: no call takes more than
 * PROCESS_TURN and one read of a directory; walking takes at most one part in PROCESS_REST
 * of the time, however many processes, descriptors and inodes there are; an inode that a whole walk
 * has not met, begun after it was asked for, is nobody's. This process itself is passed over.
 */
#ifndef NET_PROCESS_H
#define NET_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	PROCESS_TURN = 3000000, /* nanoseconds of processor time, walking in one go */
	PROCESS_REST = 20, /* a turn is followed by as many times its own length of doing nothing */
	PROCESS_INODES =
		32768 /* that are remembered; with more all are forgotten, and sought anew */
};

struct process {
	pid_t pid;
	char name[64]; /* its comm, ended by a NUL; any bytes: for the screen only through show() */
};

enum process_answer { PROCESS_LATER, PROCESS_NOBODY, PROCESS_FOUND };

/* All zeroes is a search that was asked nothing. Holds no descriptor between two calls. */
struct process_search {
	struct process_sought *sought; /* by inode, rising */
	size_t count, room;
	size_t open; /* of them not answered yet */
	uint32_t walks; /* that have begun */
	bool is_walking;
	long at_process, at_descriptor; /* where the walk goes on: of telldir() */
	pid_t process; /* whose descriptors at_descriptor is in */
	uint64_t begun; /* this turn, ns of processor time */
	uint64_t rests_until; /* ns of CLOCK_MONOTONIC */
	struct process named; /* the last process whose name was read, in walk number named_in */
	uint32_t named_in;
};

/*
 * Asks for an inode, or asks again: PROCESS_FOUND fills *out. PROCESS_NOBODY, quietly, where the
 * holder belongs to another user or container, or has gone; PROCESS_LATER: ask again. Of several
 * processes that share the socket it is the first that is met, in most cases the one that opened
 * it.
 */
enum process_answer process_of(struct process_search *s, uint32_t inode, struct process *out);

/* The same for one inode, at once: asks again and again, for `most` nanoseconds. */
bool process_find(uint32_t inode, uint64_t most, struct process *out);

void process_forget(struct process_search *s);

#endif
