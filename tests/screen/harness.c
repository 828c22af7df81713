/*
 * The pseudo terminal and the program on it: starting, typing, its end. What stands on the screen is
 * read in harness_look.c; what is right or wrong is said by the tests.
 */
#include "harness.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

enum { KILLED = 1000, MOST_ARGUMENTS = 16 };

long term_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct term *t = user;
	if (property == VTERM_PROP_ALTSCREEN)
		t->is_alternate = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		t->has_cursor = value->boolean;
	return 1;
}

static int on_cursor(VTermPos to, VTermPos from, int is_visible, void *user)
{
	(void)from, (void)is_visible;
	((struct term *)user)->cursor = to;
	return 1;
}

/* --- starting and ending -----------------------------------------------------------------------*/

static void open_emulator(struct term *t)
{
	static const VTermScreenCallbacks callbacks = {
		.settermprop = on_property,
		.movecursor = on_cursor,
	};
	t->vterm = vterm_new(t->rows, t->columns);
	vterm_set_utf8(t->vterm, 1);
	t->screen = vterm_obtain_screen(t->vterm);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_reset(t->screen, 1);
	t->has_cursor = true;
}

static void set_variables(const struct term *t, const struct term_options *o)
{
	static const char *const unset[] = {"LC_ALL",   "LANG",      "NO_COLOR", "CLICOLOR_FORCE",
	                                    "CLICOLOR", "COLORFGBG", "LINES",    "COLUMNS"};
	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
		unsetenv(unset[i]);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", o->type ? o->type : "xterm-256color", 1);
	if (o->type && !*o->type)
		unsetenv("TERM");
	setenv("INPUTRC", "/dev/null", 1);
	setenv("XDG_STATE_HOME", t->state, 1);
	setenv("HOME", t->state, 1);
	for (size_t i = 0; o->variables && o->variables[i]; i++)
		putenv((char *)(uintptr_t)o->variables[i]);
}

static void run_program(const struct term *t, const struct term_options *o)
{
	static const char *const usual[] = {"--lesson", "5", "--port", "0", "--lang", "en", NULL};
	const char *program = getenv("ASYNCVIZ"), *arguments[MOST_ARGUMENTS] = {"asyncviz"};
	const char *const *given = o->arguments ? o->arguments : usual;
	for (size_t i = 0; given[i]; i++)
		arguments[i + 1] = given[i];
	set_variables(t, o);
	if (o->ignores_hangup)
		signal(SIGHUP, SIG_IGN);
	execv(program ? program : "./asyncviz", (char **)(uintptr_t)arguments);
	_exit(127);
}

static void take_terminal(const struct term *t, const struct term_options *o)
{
	if (!o->is_detached) {
		if (login_tty(t->slave) < 0)
			_exit(126);
		return;
	}
	setsid();
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(t->slave, fd);
	close(t->slave);
}

static void make_state(struct term *t, const struct term_options *o)
{
	t->owns_state = !o->state;
	if (o->state) {
		snprintf(t->state, sizeof t->state, "%s", o->state);
		return;
	}
	snprintf(t->state, sizeof t->state, "/tmp/asyncviz-test-XXXXXX");
	assert_non_null(mkdtemp(t->state));
}

void term_start(struct term *t, const struct term_options *options)
{
	static const struct term_options usual;
	const struct term_options *o = options ? options : &usual;
	*t = (struct term){
		.rows = o->rows ? o->rows : HARNESS_ROWS,
		.columns = o->columns ? o->columns : HARNESS_COLUMNS,
	};
	make_state(t, o);
	open_emulator(t);
	struct winsize size = {(unsigned short)t->rows, (unsigned short)t->columns, 0, 0};
	assert_int_equal(openpty(&t->master, &t->slave, NULL, NULL, &size), 0);
	assert_int_equal(tcgetattr(t->slave, &t->found), 0);
	t->pid = fork();
	assert_true(t->pid >= 0);
	if (t->pid == 0) {
		close(t->master);
		take_terminal(t, o);
		run_program(t, o);
	}
	fcntl(t->master, F_SETFD, FD_CLOEXEC);
	fcntl(t->slave, F_SETFD, FD_CLOEXEC);
}

static void remove_state(const struct term *t)
{
	static const char *const files[] = {"history", "ticks"};
	char path[128];
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		snprintf(path, sizeof path, "%s/asyncviz/%s", t->state, files[i]);
		unlink(path);
	}
	snprintf(path, sizeof path, "%s/asyncviz", t->state);
	rmdir(path);
	rmdir(t->state);
}

void term_end(struct term *t)
{
	if (!t->has_ended) {
		kill(t->pid, SIGKILL);
		waitpid(t->pid, NULL, 0);
	}
	if (t->master >= 0)
		close(t->master);
	close(t->slave);
	vterm_free(t->vterm);
	free(t->bytes);
	if (t->owns_state)
		remove_state(t);
}

/* --- reading and writing -----------------------------------------------------------------------*/

static void keep(struct term *t, const char *bytes, size_t length)
{
	if (t->length + length + 1 > t->capacity) {
		t->capacity = (t->length + length + 1) * 2;
		t->bytes = realloc(t->bytes, t->capacity);
		assert_non_null(t->bytes);
	}
	memcpy(t->bytes + t->length, bytes, length);
	t->length += length;
	t->bytes[t->length] = '\0';
}

static void send(struct term *t, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(t->master, bytes, length);
		assert_true(written > 0);
		bytes += written;
		length -= (size_t)written;
	}
}

static void send_answers(struct term *t)
{
	char bytes[256];
	size_t length;
	while ((length = vterm_output_read(t->vterm, bytes, sizeof bytes)) > 0)
		send(t, bytes, length);
}

bool term_take(struct term *t, int ms)
{
	char bytes[16384];
	struct pollfd polled = {.fd = t->master, .events = POLLIN};
	if (poll(&polled, 1, ms) != 1) /* a closed one, -1, only lets time pass */
		return false;
	ssize_t length = read(t->master, bytes, sizeof bytes);
	if (length <= 0)
		return false;
	keep(t, bytes, (size_t)length);
	vterm_input_write(t->vterm, bytes, (size_t)length);
	send_answers(t);
	return true;
}

void term_look(struct term *t)
{
	while (term_take(t, 0))
		;
}

void term_type(struct term *t, const char *text)
{
	send(t, text, strlen(text));
}

void term_hang_up(struct term *t)
{
	close(t->master);
	t->master = -1;
}

void term_press(struct term *t, VTermKey key)
{
	vterm_keyboard_key(t->vterm, key, VTERM_MOD_NONE);
	send_answers(t);
}

void term_resize(struct term *t, int rows, int columns)
{
	struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};
	if (rows > 0 && rows <= HARNESS_WIDEST && columns > 0 && columns <= HARNESS_WIDEST) {
		t->rows = rows;
		t->columns = columns;
		vterm_set_size(t->vterm, rows, columns);
	}
	assert_int_equal(ioctl(t->master, TIOCSWINSZ, &size), 0);
}

/* --- its end -----------------------------------------------------------------------------------*/

/* The kernel hands on what was written in order, but not at once: when a last byte of our own has
 * come, nothing of the program's is on its way any more. */
static void take_rest(struct term *t)
{
	long end = term_now() + HARNESS_PATIENCE;
	if (t->master < 0)
		return;
	assert_int_equal(write(t->slave, "", 1), 1);
	while (t->length == 0 || t->bytes[t->length - 1] != '\0') {
		assert_true(term_now() < end);
		term_take(t, HARNESS_PATIENCE);
	}
	t->length--;
}

int term_wait(struct term *t)
{
	long end = term_now() + HARNESS_PATIENCE;
	while (!t->has_ended && term_now() < end) {
		term_take(t, 5);
		t->has_ended = waitpid(t->pid, &t->status, WNOHANG) == t->pid;
	}
	if (!t->has_ended) {
		print_error("it does not end\n");
		term_print(t);
		fail();
	}
	take_rest(t);
	return WIFEXITED(t->status) ? WEXITSTATUS(t->status) : KILLED + WTERMSIG(t->status);
}

bool term_wrote(const struct term *t, const char *bytes)
{
	return t->bytes && memmem(t->bytes, t->length, bytes, strlen(bytes));
}

static const char *last(const char *bytes, const char *part)
{
	const char *found = NULL;
	for (const char *next = bytes; next && (next = strstr(next, part)); next++)
		found = next;
	return found;
}

/* As many new lines as it has rows lead into the last one, if no part of it scrolls by itself. */
static bool scrolls_whole(struct term *t)
{
	for (int row = 0; row < t->rows; row++)
		vterm_input_write(t->vterm, "\n", 1);
	return t->cursor.row == t->rows - 1;
}

void term_expect_restored(struct term *t)
{
	struct termios modes;
	assert_int_equal(tcgetattr(t->slave, &modes), 0);
	assert_int_equal(modes.c_iflag, t->found.c_iflag);
	assert_int_equal(modes.c_oflag, t->found.c_oflag);
	assert_int_equal(modes.c_cflag, t->found.c_cflag);
	assert_int_equal(modes.c_lflag, t->found.c_lflag);
	assert_memory_equal(modes.c_cc, t->found.c_cc, sizeof modes.c_cc);
	assert_false(t->is_alternate);
	assert_true(t->has_cursor);
	const char *on = last(t->bytes, "\033[?2004h"), *off = last(t->bytes, "\033[?2004l");
	assert_non_null(on);
	assert_true(off > on);
	assert_true(scrolls_whole(t));
}
