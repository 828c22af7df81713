/*
 * README's first five minutes, typed word for word into three windows, each with a shell in it, the
 * way a newcomer reads: `so` is typed, *so* is then to be seen. What is typed goes to the window
 * that was named last; a command and a line for nc end with Enter, a key of asyncviz does not.
 *
 * One thing differs: port 5000 is whoever's it is on this machine, so ./asyncviz and nc are two
 * scripts that put a port in its place which nobody has.
 */
#include "harness.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOWS = 3, TEXT_SIZE = 1024 };

struct window {
	struct term term;
	bool has_asyncviz; /* so what is typed are keys */
};

struct reader {
	struct window windows[WINDOWS];
	unsigned at; /* the window that was named last */
	char folder[64];
	unsigned keys; /* pressed before Hello World was seen */
	bool is_greeted;
};

static char *readme; /* the whole text */

static const char *const window_words[][WINDOWS] = {
	{"first window", "second window", "third window"},
	{"ервом окне", "тором окне", "ретьем окне"},
};
static const char *const first_window[] = {"first window", "первое окно"};
static const struct {
	const char *word;
	unsigned times;
} repeated[] = {{" three times", 3}, {" four times", 4}, {" три раза", 3}, {" четыре раза", 4}};

/* --- what stands in for ./asyncviz and nc ------------------------------------------------------*/

static unsigned free_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &size), 0);
	close(fd);
	return ntohs(at.sin_port);
}

static void write_script(const struct reader *r, const char *name, const char *text, unsigned port)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", r->folder, name);
	FILE *file = fopen(path, "we");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\nport=%u\n%s\n", port, text);
	fclose(file);
	assert_int_equal(chmod(path, 0700), 0);
}

static void open_windows(struct reader *r)
{
	static const char *const no_arguments[] = {NULL};
	char path[PATH_MAX], prompt[] = "PS1=$ ";
	unsigned port = free_port();
	strcpy(r->folder, "/tmp/asyncviz-readme-XXXXXX");
	assert_non_null(mkdtemp(r->folder));
	write_script(r, "asyncviz", "exec \"$TRIED\" \"$@\" --port $port", port);
	write_script(r, "nc", "[ \"$2\" = 5000 ] && PATH=${PATH#*:} exec nc \"$1\" $port", port);
	snprintf(path, sizeof path, "PATH=%s:%s", r->folder, getenv("PATH"));
	assert_int_equal(chdir(r->folder), 0);
	for (unsigned i = 0; i < WINDOWS; i++) {
		const char *const variables[] = {path, prompt, NULL};
		const struct term_options o = {.arguments = no_arguments, .variables = variables};
		term_start(&r->windows[i].term, &o);
		term_expect(&r->windows[i].term, "$");
	}
}

static void close_windows(struct reader *r)
{
	char line[128];
	for (unsigned i = 0; i < WINDOWS; i++)
		term_end(&r->windows[i].term);
	assert_int_equal(chdir("/"), 0);
	snprintf(line, sizeof line, "rm -r %s", r->folder);
	assert_int_equal(system(line), 0);
}

/* --- reading -----------------------------------------------------------------------------------*/

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Every key changes the row at the top: the step, or what is done there. */
static void press(struct reader *r, const char *key)
{
	struct term *t = &r->windows[r->at].term;
	char before[TEXT_SIZE], now[TEXT_SIZE];
	long end = term_now() + HARNESS_PATIENCE;
	term_look(t);
	term_row(t, 0, before, sizeof before);
	if (!strcmp(key, "End"))
		term_press(t, VTERM_KEY_END);
	else
		term_type(t, key);
	r->keys += !r->is_greeted;
	do {
		term_take(t, 20);
		term_row(t, 0, now, sizeof now);
	} while (!strcmp(before, now) && term_now() < end);
	if (!strcmp(before, now)) {
		term_print(t);
		fail_msg("%s changed nothing", key);
	}
}

static void type(struct reader *r, const char *text, const char *after)
{
	struct window *w = &r->windows[r->at];
	unsigned times = 1;
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++)
		if (begins(after, repeated[i].word))
			times = repeated[i].times;
	if (w->has_asyncviz) {
		while (times-- > 0)
			press(r, text);
		return;
	}
	w->has_asyncviz = begins(text, "./asyncviz");
	term_type(&w->term, text);
	term_type(&w->term, "\r");
}

/* Each run of blanks as one: the screen puts its numbers under one another. */
static void join_blanks(char *text)
{
	char *to = text;
	for (const char *from = text; *from; from++)
		if (!isspace((unsigned char)*from))
			*to++ = *from;
		else if (to == text || to[-1] != ' ')
			*to++ = ' ';
	*to = '\0';
}

static bool shows(struct term *t, const char *text)
{
	char row[TEXT_SIZE];
	for (int i = 0; i < t->rows; i++) {
		term_row(t, i, row, sizeof row);
		join_blanks(row);
		if (strstr(row, text))
			return true;
	}
	return false;
}

static void see(struct reader *r, const char *text)
{
	struct term *t = &r->windows[r->at].term;
	long end = term_now() + HARNESS_PATIENCE;
	while (!shows(t, text) && term_now() < end)
		term_take(t, 20);
	if (!shows(t, text)) {
		term_print(t);
		fail_msg("not seen: %s", text);
	}
	r->is_greeted |= !strcmp(text, "Hello World");
}

/* Takes what stands between two signs; returns what follows. */
static const char *between(const char *at, char sign, char *text)
{
	size_t length = strcspn(at + 1, (char[]){sign, '\0'});
	assert_true(length < TEXT_SIZE && at[1 + length] == sign);
	snprintf(text, TEXT_SIZE, "%.*s", (int)length, at + 1);
	return at + length + 2;
}

static void turn_to_window(struct reader *r, const char *at, unsigned language)
{
	for (unsigned i = 0; i < WINDOWS; i++)
		if (begins(at, window_words[language][i]))
			r->at = i;
	if (begins(at, first_window[language]))
		r->at = 0;
}

/* `recv()` is a name, not a thing to type. */
static bool is_name(const char *text)
{
	return strchr(text, '(') != NULL;
}

static void follow(struct reader *r, const char *steps, unsigned language)
{
	char text[TEXT_SIZE];
	for (const char *at = steps; *at;) {
		turn_to_window(r, at, language);
		if (*at == '`') {
			at = between(at, '`', text);
			if (!is_name(text))
				type(r, text, at);
		} else if (*at == '*') {
			at = between(at, '*', text);
			see(r, text);
		} else {
			at++;
		}
	}
}

/* The numbered list below a heading, in one line. To free. */
static char *list_of(const char *heading)
{
	const char *at = strstr(readme, heading), *end;
	assert_non_null(at);
	at = strstr(at, "\n1. ");
	assert_non_null(at);
	end = strstr(at, "\n\n");
	assert_non_null(end);
	char *list = strndup(at, (size_t)(end - at));
	assert_non_null(list);
	join_blanks(list);
	return list;
}

static void read_along(const char *heading, unsigned language)
{
	struct reader r = {0};
	char *steps = list_of(heading);
	open_windows(&r);
	follow(&r, steps, language);
	assert_true(r.is_greeted);
	assert_int_equal(r.keys, 8);
	close_windows(&r);
	free(steps);
}

static void the_first_five_minutes_lead_to_hello_world(void **state)
{
	(void)state;
	read_along("\n## The first five minutes\n", 0);
}

static void the_first_five_minutes_in_russian_too(void **state)
{
	(void)state;
	read_along("\n## Первые пять минут\n", 1);
}

/* --- the text, and the program that is tried ---------------------------------------------------*/

static int read_readme(void **state)
{
	char path[PATH_MAX];
	FILE *file = fopen("README.md", "re");
	size_t size = 0;
	(void)state;
	if (!file || !realpath(getenv("ASYNCVIZ") ? getenv("ASYNCVIZ") : "./asyncviz", path))
		return -1;
	ssize_t length = getdelim(&readme, &size, '\0', file);
	fclose(file);
	setenv("TRIED", path, 1);
	setenv("ASYNCVIZ", "/bin/sh", 1);
	return length > 0 ? 0 : -1;
}

static int free_readme(void **state)
{
	(void)state;
	free(readme);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_five_minutes_lead_to_hello_world),
		cmocka_unit_test(the_first_five_minutes_in_russian_too),
	};
	if (system("command -v nc >/dev/null 2>&1") != 0) {
		puts("1..0 # SKIP nc is missing");
		return 0;
	}
	return cmocka_run_group_tests(tests, read_readme, free_readme);
}
