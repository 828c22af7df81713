/*
 * Tests of net/process.h against children that hold sockets. The test's own descriptors are passed
 * over by the search, so a socket that only it holds is nobody's.
 */
#include "net/process.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fd.h"

enum {
	PATIENCE = 20000, /* milliseconds */
	MANY = 100, /* sockets */
	CROWD = 15000, /* descriptors: more than one turn takes */
	MOST_PART = PROCESS_REST / 2 /* of the time, in which walking may be seen */
};

struct child {
	pid_t pid;
	uint32_t inodes[MANY];
};

static uint32_t inode_of(int fd)
{
	struct stat s;

	assert_int_equal(fstat(fd, &s), 0);
	return (uint32_t)s.st_ino;
}

/* A child that holds so many sockets, behind so many other descriptors. */
static struct child child_open(const char *name, int sockets, int others)
{
	struct child c = {0};
	int held[MANY], ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	for (int i = 0; i < sockets; i++) {
		held[i] = socket(AF_INET, SOCK_STREAM, 0);
		c.inodes[i] = inode_of(held[i]);
	}
	c.pid = fork();
	if (!c.pid) {
		prctl(PR_SET_NAME, name);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (int i = 0; i < others; i++)
			if (dup(ready[0]) < 0)
				_exit(1);
		for (int i = 0; others && i < sockets; i++)
			if (fcntl(held[i], F_DUPFD, others) < 0 || close(held[i]))
				_exit(1);
		if (write(ready[1], "r", 1) == 1)
			pause();
		_exit(0);
	}
	for (int i = 0; i < sockets; i++)
		close(held[i]);
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return c;
}

static void child_end(struct child *c)
{
	int status;

	kill(c->pid, SIGKILL);
	assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
}

static uint64_t clock_of(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* Asks until there is an answer. */
static enum process_answer ask(struct process_search *s, uint32_t inode, struct process *out)
{
	enum process_answer answer;
	int patience = PATIENCE;

	while ((answer = process_of(s, inode, out)) == PROCESS_LATER && patience-- > 0)
		poll(NULL, 0, 1);
	return answer;
}

static void holder_is_found_until_it_has_gone(void **unused)
{
	(void)unused;
	static const char name[] = "a\033[2J\nb\n"; /* as hostile as it may be */
	struct process_search s = {0}, later = {0};
	struct child c = child_open(name, 1, 0);
	struct process found;

	assert_int_equal(ask(&s, c.inodes[0], &found), PROCESS_FOUND);
	assert_int_equal(found.pid, c.pid);
	assert_string_equal(found.name, name);
	child_end(&c);
	assert_int_equal(ask(&later, c.inodes[0], &found), PROCESS_NOBODY);
	assert_int_equal(process_of(&later, 0, &found), PROCESS_NOBODY);
	process_forget(&s);
	process_forget(&later);
}

static void one_walk_answers_for_all_that_were_asked_for(void **unused)
{
	(void)unused;
	struct process_search s = {.rests_until = UINT64_MAX};
	struct child one = child_open("one", MANY, 0), other = child_open("other", MANY, 0);
	struct process found;

	for (int i = 0; i < MANY; i++) {
		assert_int_equal(process_of(&s, one.inodes[i], &found), PROCESS_LATER);
		assert_int_equal(process_of(&s, other.inodes[i], &found), PROCESS_LATER);
	}
	s.rests_until = 0;
	for (int i = MANY; i-- > 0;) {
		assert_int_equal(ask(&s, one.inodes[i], &found), PROCESS_FOUND);
		assert_int_equal(found.pid, one.pid);
		assert_int_equal(ask(&s, other.inodes[i], &found), PROCESS_FOUND);
		assert_int_equal(found.pid, other.pid);
		assert_string_equal(found.name, "other");
	}
	assert_int_equal(s.walks, 1);
	assert_int_equal(s.open, 0);
	child_end(&one);
	child_end(&other);
	process_forget(&s);
}

/* A process with very many descriptors makes names late, and nothing else. */
static void walking_takes_a_small_part_of_the_time(void **unused)
{
	(void)unused;
	struct process_search s = {0};
	struct child c = child_open("crowd", 1, CROWD);
	struct process found;
	uint64_t begun = clock_of(CLOCK_MONOTONIC), used = 0, turns = 0;
	enum process_answer answer = PROCESS_LATER;

	while (answer == PROCESS_LATER) {
		uint64_t before = clock_of(CLOCK_PROCESS_CPUTIME_ID), rest = s.rests_until;
		answer = process_of(&s, c.inodes[0], &found);
		used += clock_of(CLOCK_PROCESS_CPUTIME_ID) - before;
		turns += s.rests_until != rest;
		assert_true(clock_of(CLOCK_MONOTONIC) - begun < PATIENCE * 1000000ull);
		if (answer == PROCESS_LATER)
			poll(NULL, 0, 1);
	}
	assert_int_equal(answer, PROCESS_FOUND);
	assert_int_equal(found.pid, c.pid);
	assert_int_equal(s.walks, 1); /* it went on where it stood */
	assert_true(turns > 1);
	assert_true(used / turns < 4 * PROCESS_TURN);
	/* The rest after the last turn is not waited for. */
	assert_true((used - used / turns) * MOST_PART < clock_of(CLOCK_MONOTONIC) - begun);
	child_end(&c);
	process_forget(&s);
}

/* The first child's descriptors have been passed when its socket is asked for. */
static void asked_for_while_a_walk_goes_on_is_sought_by_the_next(void **unused)
{
	(void)unused;
	struct process_search s = {0};
	struct child passed = child_open("passed", 1, 0), c = child_open("crowd", 1, CROWD);
	int own = socket(AF_INET, SOCK_STREAM, 0), patience = PATIENCE;
	struct process found;

	do
		assert_int_equal(process_of(&s, inode_of(own), &found), PROCESS_LATER);
	while (s.process != c.pid && patience-- > 0 && poll(NULL, 0, 1) == 0);
	assert_int_equal(s.process, c.pid);
	assert_int_equal(ask(&s, passed.inodes[0], &found), PROCESS_FOUND);
	assert_int_equal(found.pid, passed.pid);
	assert_int_equal(s.walks, 2);
	assert_int_equal(ask(&s, inode_of(own), &found), PROCESS_NOBODY);
	close(own);
	child_end(&passed);
	child_end(&c);
	process_forget(&s);
}

/* However many are asked for, what is remembered is bounded. */
static void too_many_inodes_are_forgotten(void **unused)
{
	(void)unused;
	struct process_search s = {.rests_until = UINT64_MAX};
	struct process found;

	for (uint32_t i = 1; i <= 2 * PROCESS_INODES + 1; i++)
		process_of(&s, i * 2654435761u, &found);
	assert_int_equal(s.count, 1);
	assert_int_equal(s.open, 1);
	process_forget(&s);
}

static int set_up(void **unused)
{
	(void)unused;
	fd_raise_limit();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(holder_is_found_until_it_has_gone),
		cmocka_unit_test(one_walk_answers_for_all_that_were_asked_for),
		cmocka_unit_test(walking_takes_a_small_part_of_the_time),
		cmocka_unit_test(asked_for_while_a_walk_goes_on_is_sought_by_the_next),
		cmocka_unit_test(too_many_inodes_are_forgotten),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
