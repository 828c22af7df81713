/*
 * Where the screen is opened: hostile variables, folders, locales and signals, terminals inside
 * terminals. The picture comes up all the same, or one sentence says why not.
 */
#include "harness.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { VARIABLES = 10, HUGE = 20000 };

/* Opens the lesson, looks back, and leaves: it draws, hears keys and restores the terminal. */
static void expect_works(const struct term_options *options)
{
	struct term t;
	term_start(&t, options);
	term_expect(&t, "blocked in select()");
	term_type(&t, "u");
	term_expect(&t, "PAST");
	term_type(&t, ":goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	term_expect_restored(&t);
	term_end(&t);
}

/* C8: nothing is known of it: one sentence, or the usual type is taken for it. */
static void a_type_of_terminal_that_is_none(void **state)
{
	(void)state;
	static const char *const types[] = {"",
	                                    "unknown-terminal",
	                                    "../../etc/passwd",
	                                    "/",
	                                    "\033[31m",
	                                    "%n%s",
	                                    "xterm\n",
	                                    "-",
	                                    ".",
	                                    "~"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		expect_works(&(struct term_options){.type = types[i]});
}

/* C22: vt100, the console, screen, tmux; each knows other sequences. */
static void types_of_every_kind(void **state)
{
	(void)state;
	static const char *const types[] = {"vt100",         "vt220", "linux", "screen",
	                                    "tmux-256color", "rxvt",  "ansi"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct term t;
		term_start(&t, &(struct term_options){.type = types[i]});
		term_expect(&t, "server.py");
		term_type(&t, "q");
		assert_int_equal(term_wait(&t), 0);
		term_end(&t);
	}
}

/* C9, G4: what cannot be read is not waited for. */
static void terminfo_from_nowhere(void **state)
{
	(void)state;
	static const char *const variables[][4] = {
		{"TERMINFO=/dev/zero"},
		{"TERMINFO=/nowhere", "TERMINFO_DIRS=/dev/null:/proc/self/mem"},
		{"TERMINFO=/etc/passwd", "TERMCAP=/dev/zero"},
		{"TERMINFO=b64:AAAA", "TERMPATH=/dev/zero"},
		{"TERMINFO=hex:1a01ffffffffffffffffff"},
		{"ESCDELAY=-1", "NCURSES_NO_UTF8_ACS=x", "NCURSES_ASSUMED_COLORS=-1,999999"},
		{"ESCDELAY=99999999999999999999", "NCURSES_TRACE=65535", "BAUDRATE=0"},
	};
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		expect_works(&(struct term_options){.variables = variables[i]});
}

/* G3: whatever they say. */
static void sizes_in_variables_are_not_believed(void **state)
{
	(void)state;
	static const char *const values[] = {"0", "-5", "abc", "20000", "99999", "4294967296"};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char lines[40], columns[40];
		snprintf(lines, sizeof lines, "LINES=%s", values[i]);
		snprintf(columns, sizeof columns, "COLUMNS=%s", values[i]);
		const char *const variables[] = {lines, columns, NULL};
		expect_works(&(struct term_options){.variables = variables});
	}
}

/* C16, G6: bytes and keys are understood all the same. */
static void locales_that_are_none(void **state)
{
	(void)state;
	static const char *const values[] = {"C",     "POSIX", "xx",       "xx_YY.KOI8-R",
	                                     "tr_TR", "de_DE", "\033[31m", "../../dev/zero"};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		char all[40], lang[40];
		struct term t;
		snprintf(all, sizeof all, "LC_ALL=%s", values[i]);
		snprintf(lang, sizeof lang, "LANG=%s", values[i]);
		const char *const variables[] = {all, lang, NULL};
		term_start(&t, &(struct term_options){.variables = variables});
		term_expect(&t, "blocked in select()");
		term_type(&t, "\377\200u"); /* no UTF-8, and a key */
		term_expect(&t, "PAST");
		term_type(&t, ":goto 3\377\r\025q");
		term_expect(&t, "3");
		term_end(&t);
	}
}

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* G5: macros that quit, and what would make readline wait, ring or draw by itself; of special files,
 * inclusion and macros without end tells inputrc.c. */
static void a_hostile_inputrc(void **state)
{
	(void)state;
	char folder[] = "/tmp/asyncviz-inputrc-XXXXXX", path[64], text[400], variable[80];
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/inputrc", folder);
	snprintf(variable, sizeof variable, "INPUTRC=%s", path);
	snprintf(text, sizeof text,
	         "$include /nowhere\n$if\n$if\n$else\nset nonsense on\nset "
	         "keyseq-timeout -1\nset bell-style audible\nset completion-query-items -5\n"
	         "\"\\C-m\n: : :\n\"\\e[31m\": \"\\C-a\\C-k\"\nset bracketed-paste on\n"
	         "set show-mode-in-prompt on\nset emacs-mode-string "
	         "\"\\1\\e]0;x\\a\\2\"\n\377\376\n");
	write_file(path, text);
	const char *const variables[] = {variable, NULL};
	expect_works(&(struct term_options){.variables = variables});
	for (int i = 0; i < 3; i++) {
		static const char *const others[] = {"INPUTRC=/dev/null/x", "INPUTRC=/",
		                                     "INPUTRC=/proc/self/mem"};
		const char *const other[] = {others[i], NULL};
		expect_works(&(struct term_options){.variables = other});
	}
	unlink(path);
	rmdir(folder);
}

/* F19: a folder, a FIFO, more than fits, bytes of any kind. */
static void a_history_that_is_none(void **state)
{
	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		char folder[] = "/tmp/asyncviz-state-XXXXXX", place[64], path[80];
		assert_non_null(mkdtemp(folder));
		snprintf(place, sizeof place, "%s/asyncviz", folder);
		snprintf(path, sizeof path, "%s/history", place);
		assert_int_equal(mkdir(place, 0700), 0);
		if (kind == 0)
			assert_int_equal(mkdir(path, 0700), 0);
		if (kind == 1)
			assert_int_equal(mkfifo(path, 0600), 0);
		if (kind >= 2)
			write_file(path, "\033]0;x\a\n\377\376\r\n#1\n#\n\n");
		if (kind == 3)
			assert_int_equal(truncate(path, 1l << 33), 0);
		struct term t;
		term_start(&t, &(struct term_options){.state = folder});
		term_expect(&t, "blocked in select()");
		term_type(&t, ":");
		term_expect_last_row(&t, ":", 1);
		for (int i = 0; i < 5; i++)
			term_press(&t, VTERM_KEY_UP);
		term_type(&t, "\025goto 3\r");
		term_expect(&t, "PAST 3 of");
		assert_false(term_wrote(&t, "\033]0;x"));
		term_type(&t, "q");
		assert_int_equal(term_wait(&t), 0);
		term_end(&t);
		kind == 0 ? rmdir(path) : unlink(path);
		rmdir(place);
		rmdir(folder);
	}
}

/* D8: a parent that ignored or blocked them: they do their work all the same. */
static void inherited_signals(void **state)
{
	(void)state;
	static const int numbers[] = {SIGTERM, SIGINT, SIGWINCH, SIGTSTP, SIGUSR1};
	sigset_t set, before;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		sigaddset(&set, numbers[i]);
		signal(numbers[i], SIG_IGN);
	}
	sigprocmask(SIG_BLOCK, &set, &before);
	struct term t;
	term_start(&t, NULL);
	sigprocmask(SIG_SETMASK, &before, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		signal(numbers[i], SIG_DFL);
	term_expect(&t, "blocked in select()");
	term_resize(&t, 24, 80);
	term_expect_at_bottom(&t, "quit");
	kill(t.pid, SIGINT);
	term_expect(&t, "Ctrl-C once more");
	kill(t.pid, SIGTERM);
	assert_int_equal(term_wait(&t), 128 + SIGTERM);
	term_expect_restored(&t);
	term_end(&t);
}

/* C21: what another program wrote there goes with Ctrl-L. */
static void a_picture_that_was_written_over(void **state)
{
	(void)state;
	static const char wall[] = "\033[5;3HBroadcast message from root";
	struct term t;
	term_start(&t, NULL);
	term_expect(&t, "blocked in select()");
	term_expect_silence(&t, 50);
	vterm_input_write(t.vterm, wall, sizeof wall - 1);
	assert_true(term_shows(&t, "Broadcast"));
	term_type(&t, "\f");
	term_expect_gone(&t, "Broadcast");
	term_end(&t);
}

/* The state of a process in /proc: T is stopped. */
static char state_of(pid_t pid)
{
	char path[40], text[400] = "";
	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	const char *after = strrchr(text, ')');
	return after ? after[2] : 0;
}

static const char *program(void)
{
	const char *named = getenv("ASYNCVIZ");
	return named ? named : "./asyncviz";
}

/* C19: in a shell's background it is stopped by the kernel, and does not spin or draw. */
static void started_in_the_background(void **state)
{
	(void)state;
	int master, ready[2];
	pid_t pid = 0, job = 0;
	struct winsize size = {30, 100, 0, 0};
	assert_int_equal(pipe(ready), 0);
	pid = forkpty(&master, NULL, NULL, &size);
	if (pid == 0) {
		signal(SIGTTOU, SIG_IGN); /* as shells do, so that the job is what is stopped */
		job = fork();
		setpgid(job, job);
		if (job == 0) {
			signal(SIGTTOU, SIG_DFL);
			setpgid(0, 0);
			setenv("TERM", "xterm-256color", 1);
			execl(program(), "asyncviz", "--lesson", "5", "--port", "0", NULL);
			_exit(127);
		}
		_exit(write(ready[1], &job, sizeof job) < 0 || waitpid(job, NULL, 0) < 0);
	}
	assert_int_equal(read(ready[0], &job, sizeof job), sizeof job);
	char bytes[4096];
	struct pollfd polled = {.fd = master, .events = POLLIN};
	for (int waited = 0; state_of(job) != 'T' && waited < HARNESS_PATIENCE; waited += 10)
		assert_true(poll(&polled, 1, 10) <= 0 || read(master, bytes, sizeof bytes) < 0);
	assert_int_equal(state_of(job), 'T');
	kill(job, SIGKILL);
	waitpid(pid, NULL, 0);
	close(master);
	close(ready[0]);
	close(ready[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_type_of_terminal_that_is_none),
		cmocka_unit_test(types_of_every_kind),
		cmocka_unit_test(terminfo_from_nowhere),
		cmocka_unit_test(sizes_in_variables_are_not_believed),
		cmocka_unit_test(locales_that_are_none),
		cmocka_unit_test(a_hostile_inputrc),
		cmocka_unit_test(a_history_that_is_none),
		cmocka_unit_test(inherited_signals),
		cmocka_unit_test(a_picture_that_was_written_over),
		cmocka_unit_test(started_in_the_background),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
