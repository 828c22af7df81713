/*
 * Clients of every kind before the real screen: each is served, and the kernel pane says which
 * process is at the other end. One that is not installed is skipped, with a word.
 */
#include "harness.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 50, COLUMNS = 300, HEARD_SIZE = 1000, WORDS = 5, PLACES = 3 };

/* The address follows: as two words, or as that of a page. A browser asks by itself. */
static const struct kind {
	const char *words[WORDS];
	bool is_browser;
} kinds[] = {
	{{"nc.openbsd"}, false},
	{{"nc.traditional"}, false},
	{{"ncat"}, false},
	{{"telnet"}, false},
	{{"curl", "-s", "-N", "--http0.9"}, true},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct client {
	const char *name;
	pid_t pid;
	int in, out;
};

static const char *const places[PLACES] = {"/usr/bin", "/bin", "/usr/local/bin"};

/* Where it is installed; false where it is not. */
static bool find(const char *name, char path[64])
{
	for (int i = 0; i < PLACES; i++) {
		snprintf(path, 64, "%s/%s", places[i], name);
		if (!access(path, X_OK))
			return true;
	}
	return false;
}

static _Noreturn void become(const char *path, const struct kind *kind, unsigned port)
{
	char page[64], number[16];
	char *words[WORDS + 3] = {NULL};
	int count = 0;
	for (int i = 0; i < WORDS && kind->words[i]; i++)
		words[count++] = (char *)kind->words[i];
	snprintf(page, sizeof page, "http://127.0.0.1:%u/", port);
	snprintf(number, sizeof number, "%u", port);
	words[count++] = kind->is_browser ? page : (char *)"127.0.0.1";
	if (!kind->is_browser)
		words[count++] = number;
	execv(path, words);
	_exit(127);
}

static void start(struct client *c, const char *path, const struct kind *kind, unsigned port)
{
	int in[2], out[2];
	assert_int_equal(pipe2(in, O_CLOEXEC), 0);
	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	c->name = kind->words[0];
	c->pid = fork();
	assert_true(c->pid >= 0);
	if (c->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(in[0], 0);
		dup2(out[1], 1);
		dup2(out[1], 2);
		become(path, kind, port);
	}
	close(in[0]);
	close(out[1]);
	c->in = in[1];
	c->out = out[0];
}

/* What it prints of its own may come first. */
static void expect_answer(const struct client *c)
{
	char heard[HEARD_SIZE] = "";
	size_t length = 0;
	while (!strstr(heard, "Hello World\n")) {
		struct pollfd polled = {.fd = c->out, .events = POLLIN};
		ssize_t size = 0;
		if (poll(&polled, 1, HARNESS_PATIENCE) == 1)
			size = read(c->out, heard + length, sizeof heard - 1 - length);
		if (size <= 0)
			print_error("%s has only said: %s\n", c->name, heard);
		assert_true(size > 0);
		length += (size_t)size;
		heard[length] = '\0';
	}
}

static void leave(const struct client *c)
{
	kill(c->pid, SIGKILL);
	waitpid(c->pid, NULL, 0);
	close(c->in);
	close(c->out);
}

/* Those that are here, each served before the next one comes. */
static int start_all(struct term *t, struct client clients[KINDS])
{
	int count = 0;
	for (int i = 0; i < KINDS; i++) {
		char path[64];
		struct client *c = &clients[count];
		if (!find(kinds[i].words[0], path)) {
			print_message("# %s is not installed (make deps): left out\n",
			              kinds[i].words[0]);
			continue;
		}
		start(c, path, &kinds[i], term_port(t));
		count++;
		if (!kinds[i].is_browser)
			assert_int_equal(write(c->in, "hi\n", 3), 3);
		expect_answer(c);
	}
	return count;
}

/* A21: a browser too. */
static void each_is_served_and_shown_by_its_name_and_process(void **state)
{
	(void)state;
	struct term t;
	struct client clients[KINDS];
	term_start(&t, &(struct term_options){.rows = ROWS, .columns = COLUMNS});
	term_expect(&t, "blocked in select()");
	term_type(&t, ":speed max\r");
	term_expect(&t, "as fast as it can");
	term_type(&t, "c");
	int count = start_all(&t, clients);
	if (!count)
		skip();
	for (int i = 0; i < count; i++) {
		char who[64];
		snprintf(who, sizeof who, "%s, pid %d", clients[i].name, (int)clients[i].pid);
		term_expect(&t, who);
	}
	for (int i = 0; i < count; i++) {
		char who[64];
		snprintf(who, sizeof who, ", pid %d", (int)clients[i].pid);
		leave(&clients[i]);
		term_expect_gone(&t, who);
	}
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_served_and_shown_by_its_name_and_process),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
