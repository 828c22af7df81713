/*
 * Every key and every command in every state: after each the program lives and answers, the screen
 * holds a change or a sentence, and the way back leads to the very screen that was there at first.
 * Keys are read from the table in src/command/keys.c, commands from `help`. What a key should do is
 * said by other tests; here it must do something, unless it is named as one that may keep quiet.
 */
#include "harness_attempts.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PICTURE = 40000, LINE = 80, LEAST_TEXT = 300, SMALL_ROWS = 8, SMALL_COLUMNS = 30 };
enum {
	NOT_YET = 2000, /* ms: until a refusal that was missed is asked for again */
	TURN = 2, /* between two looks */
	WHOLE = 50 /* of silence: no part of a picture is on its way */
};

struct state {
	const char *name;
	const char *enter, *shows; /* typed after the known beginning, and what is then seen */
	const char *then; /* typed when that has come to its first wait; NULL nothing */
	bool is_overlay, is_prompt, is_small, has_client;
};

struct player {
	struct term t;
	const struct state *state;
	char port[8];
	char base[PICTURE], before[PICTURE];
	int client; /* from outside; -1 none */
	unsigned token, faults;
};

static struct attempts keys, lines;

/* --- looking ------------------------------------------------------------------------------------*/

/* What is done stays done: the count beside its key is no part of the way back. */
static void forget_count(char *row)
{
	char *count = strstr(row, "t try ");
	if (count)
		memcpy(count + 6, "0/0", 3);
}

static void take_picture(struct term *t, char *picture)
{
	size_t length = 0;
	for (int row = 0; row < t->rows; row++) {
		term_row(t, row, picture + length, PICTURE - length - 2);
		forget_count(picture + length);
		length += strlen(picture + length);
		picture[length++] = '\n';
	}
	picture[length] = '\0';
}

/* The last row, with a cursor: somebody may type there. */
static bool is_asking(struct player *p)
{
	return p->t.has_cursor;
}

static bool is_same(struct player *p, const char *picture)
{
	char now[PICTURE];
	take_picture(&p->t, now);
	return !strcmp(now, picture);
}

static bool is_base(struct player *p)
{
	return !is_asking(p) && is_same(p, p->base);
}

static bool has_changed(struct player *p)
{
	return !is_same(p, p->before);
}

/* After a command: the prompt is closed again as well. */
static bool has_answered(struct player *p)
{
	return !is_asking(p) && has_changed(p);
}

static bool is_large(struct player *p)
{
	return !term_shows(&p->t, "asyncviz needs");
}

static bool is_large_and_changed(struct player *p)
{
	return is_large(p) && has_changed(p);
}

/* In small turns: not everything that is waited for shows itself by bytes. */
static bool comes(struct player *p, bool (*holds)(struct player *), int ms)
{
	long end = term_now() + ms;
	while (!holds(p)) {
		if (term_now() >= end)
			return false;
		term_take(&p->t, TURN);
	}
	return true;
}

static void wait_for(struct player *p, bool (*holds)(struct player *), const char *what)
{
	if (comes(p, holds, HARNESS_PATIENCE))
		return;
	print_error("%s: never %s\n", p->state->name, what);
	term_print(&p->t);
	fail();
}

static bool has_text(struct player *p)
{
	char picture[PICTURE];
	unsigned count = 0;
	take_picture(&p->t, picture);
	for (const char *c = picture; *c; c++)
		count += (unsigned char)*c > ' ';
	return count >= LEAST_TEXT;
}

/* --- moving -------------------------------------------------------------------------------------*/

static bool is_refused(struct player *p)
{
	char seen[LINE];
	snprintf(seen, sizeof seen, "\"t%u\": try help", p->token);
	return term_shows(&p->t, seen);
}

static bool is_refused_no_more(struct player *p)
{
	return !is_refused(p);
}

static void type_nonsense(struct player *p)
{
	char typed[LINE];
	snprintf(typed, sizeof typed, ":t%u\r", ++p->token);
	term_type(&p->t, typed);
}

/* Types a command that is none: when its refusal is seen, all before it has been done. Where a
 * program runs, it may stop or end before that is drawn, and what is said of it takes the place, but
 * only once. The next empty prompt takes the refusal away. */
static void synchronise(struct player *p)
{
	bool runs = p->state->then || p->state->has_client;
	type_nonsense(p);
	if (runs && !comes(p, is_refused, NOT_YET))
		type_nonsense(p);
	wait_for(p, is_refused, "refusing what it does not know");
	term_type(&p->t, ":\r");
	wait_for(p, is_refused_no_more, "without the refusal");
	term_expect_cursor(&p->t, false);
}

static void start(struct player *p)
{
	const char *const arguments[] = {"--lesson", "5", "--port", p->port, "--lang", "en", NULL};
	const struct term_options options = {.arguments = arguments};
	term_start(&p->t, &options);
	term_expect(&p->t, "blocked in select()");
	synchronise(p);
	term_expect(&p->t, "lines have run to open the server"); /* where the refusal stood */
	term_expect_silence(&p->t, WHOLE);
	take_picture(&p->t, p->base);
}

/* Not before the program has been restarted: it would see the end, go on, and say so. */
static void hang_up(struct player *p)
{
	if (p->client >= 0)
		close(p->client);
	p->client = -1;
}

/* Back to the screen of the beginning, from whatever was done. */
static void go_back(struct player *p)
{
	struct term *t = &p->t;
	if (is_asking(p))
		term_type(t, "\005\025\r"); /* to the end, all of it away, Enter */
	term_type(t, ":\r"); /* a question that stands takes the colon for a no */
	term_type(t, "\005\025\r:escape\r");
	synchronise(p);
	if (term_shows(t, "┌ help") || term_shows(t, "+ help"))
		term_type(t, "?");
	if (term_shows(t, "┌ try") || term_shows(t, "+ try"))
		term_type(t, "t");
	if (term_shows(t, "┌ lessons") || term_shows(t, "+ lessons"))
		term_type(t, "m");
	if (term_shows(t, "1 server.c") || term_shows(t, "1 ignores-eof.c"))
		term_type(t, "x");
	term_type(t, ":set ascii off\r:set breaks off\r:search\r:focus 1\r:speed 4\r");
	term_type(t, ":try forget\r"); /* what was tried in passing is counted in the last row */
	bool is_same_program = term_shows(t, "5 Generators and select │");
	/* y, in case it asks: a client is connected in some states, and a key of nothing else. */
	term_type(t, is_same_program ? ":goto live\r:restart\ry" : ":lesson 5\ry");
	synchronise(p);
	hang_up(p);
	wait_for(p, is_base, "as at the beginning");
}

static void connect_from_outside(struct player *p)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)atoi(p->port)),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	p->client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(p->client, (struct sockaddr *)&address, sizeof address), 0);
	char answer[64];
	struct pollfd polled = {.fd = p->client, .events = POLLIN};
	assert_int_equal(write(p->client, "hi\n", 3), 3);
	assert_int_equal(poll(&polled, 1, HARNESS_PATIENCE), 1);
	assert_int_equal(read(p->client, answer, sizeof answer), 12);
}

static void enter(struct player *p)
{
	const struct state *s = p->state;
	take_picture(&p->t, p->before);
	term_type(&p->t, s->enter);
	if (s->has_client)
		connect_from_outside(p);
	if (*s->shows)
		term_expect(&p->t, s->shows);
	if (s->then) {
		synchronise(p);
		term_expect(&p->t, "blocked in select()");
		term_type(&p->t, s->then);
		term_expect_gone(&p->t, "blocked in select()");
	}
	if (s->is_overlay || s->is_prompt) {
		if (s->is_prompt)
			term_expect_cursor(&p->t, true);
		return;
	}
	synchronise(p);
	if (s->has_client)
		term_expect(&p->t, "unread 0 B");
	take_picture(&p->t, p->before);
	if (s->is_small) {
		term_resize(&p->t, SMALL_ROWS, SMALL_COLUMNS);
		term_expect(&p->t, "asyncviz needs");
	}
}

/* --- judging ------------------------------------------------------------------------------------*/

static bool starts(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static bool is_one_of(const char *does, const char *const *list)
{
	for (; *list; list++)
		if (starts(does, *list))
			return true;
	return false;
}

/* Scrolling at an end, another pane in focus, a screen painted anew, nothing left to close. */
static bool may_be_quiet(const struct player *p, const struct attempt *a)
{
	static const char *const always[] = {"scroll ", "focus 1", "focus 2",    "focus 3",
	                                     "focus 4", "focus 5", "focus next", "redraw",
	                                     "escape",  NULL};
	static const char *const in_overlay[] = {"help", "prompt", NULL};
	static const char *const in_try[] = {"help", "prompt", "menu", "try", "focus", NULL};
	static const char *const in_menu[] = {"help", "prompt", "menu", "focus", NULL};
	const char *state = p->state->name;
	if (starts(a->does, "escape") && (p->state->is_prompt || p->state->is_overlay))
		return false;
	if (!*a->does || is_one_of(a->does, always))
		return true;
	if (p->state->is_prompt)
		return (unsigned char)*a->bytes < ' ';
	if (p->state->is_small)
		return starts(a->does, "prompt");
	if (!p->state->is_overlay)
		return false;
	if (a->is_command)
		return !strcmp(a->does, "swap"); /* what lies below has changed */
	return !is_one_of(a->does, starts(state, "menu")  ? in_menu
	                           : starts(state, "try") ? in_try
	                                                  : in_overlay);
}

static void blame(struct player *p, const struct attempt *a, const char *what)
{
	p->faults++;
	print_error("%s: %s (%s): %s\n", p->state->name, a->is_command ? "command" : "key", a->does,
	            what);
	term_print(&p->t);
}

static bool reads_all(struct player *p)
{
	int left = 0;
	return ioctl(p->t.slave, FIONREAD, &left) == 0 && left == 0;
}

static bool answers(struct player *p, const struct attempt *a)
{
	bool (*holds)(struct player *) = a->is_command ? has_answered : has_changed;
	if (p->state->is_small) {
		wait_for(p, reads_all, "taken");
		term_resize(&p->t, HARNESS_ROWS, HARNESS_COLUMNS);
		wait_for(p, is_large, "large");
		holds = is_large_and_changed;
	}
	if (may_be_quiet(p, a))
		return true;
	return comes(p, holds, HARNESS_PATIENCE);
}

static bool is_quit(const struct player *p, const struct attempt *a)
{
	bool is_only_text = p->state->is_prompt || starts(p->state->name, "help") ||
	                    starts(p->state->name, "try");
	return starts(a->does, "quit") && (a->is_command || !is_only_text);
}

static void quit(struct player *p)
{
	if (p->state->has_client) {
		term_expect(&p->t, "y/n");
		term_type(&p->t, "y");
	}
	assert_int_equal(term_wait(&p->t), 0);
	term_expect_restored(&p->t);
	term_end(&p->t);
	hang_up(p);
	start(p);
}

static void attempt(struct player *p, const struct attempt *a)
{
	enter(p);
	if (p->state->is_overlay)
		take_picture(&p->t, p->before);
	term_type(&p->t, a->bytes);
	if (is_quit(p, a)) {
		quit(p);
		return;
	}
	if (!answers(p, a))
		blame(p, a, "neither a change nor a sentence");
	if (!comes(p, has_text, HARNESS_PATIENCE)) /* a picture may come in parts */
		blame(p, a, "an empty screen");
	if (waitpid(p->t.pid, NULL, WNOHANG) != 0) {
		p->t.has_ended = true;
		blame(p, a, "it has died");
		fail();
	}
	go_back(p);
}

/* A port that was free a moment ago: a restart must find the same one. */
static void choose_port(struct player *p)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
	snprintf(p->port, sizeof p->port, "%u", ntohs(address.sin_port));
	close(fd);
}

static void everything_is_answered(void **state)
{
	static struct player p;
	p = (struct player){.state = *state, .client = -1};
	choose_port(&p);
	start(&p);
	for (unsigned i = 0; i < keys.count; i++)
		attempt(&p, &keys.tried[i]);
	for (unsigned i = 0; i < lines.count && !p.state->is_prompt; i++)
		attempt(&p,
		        &lines.tried[i]); /* at an open prompt a line is only more of its text */
	assert_int_equal(p.faults, 0);
	term_type(&p.t, "q");
	assert_int_equal(term_wait(&p.t), 0);
	term_end(&p.t);
}

static struct state states[] = {
	{.name = "blocked", .enter = "", .shows = "blocked in select()"},
	{.name = "middle", .enter = ":connect\r:until accept\r", .shows = "next: line"},
	{.name = "ended",
         .enter = ":connect\r:run\r:reset 1\r:run\r",
         .shows = "ended: ConnectionResetError"},
	{.name = "past", .enter = ":goto 9\r", .shows = "PAST 9 of"},
	{.name = "prompt", .enter = ":", .shows = "", .is_prompt = true},
	{.name = "help", .enter = "?", .shows = "┌ help", .is_overlay = true},
	{.name = "menu", .enter = "m", .shows = "┌ lessons", .is_overlay = true},
	{.name = "try", .enter = "t", .shows = "┌ try", .is_overlay = true},
	{.name = "small", .enter = "", .shows = "", .is_small = true},
	{.name = "spinning", /* the classic bug: it answers one who says no more, for ever */
         .enter = ":lesson 5 ignores-eof\r",
         .shows = "· ignores-eof",
         .then = ":connect\r:shutdown 1\r:speed max\r:continue\r"},
	{.name = "going", .enter = ":speed max\rc", .shows = "", .has_client = true},
};

/* Within the group: a failure before it would end in status 255, and say nothing. */
static int read_attempts(void **state)
{
	(void)state;
	attempts_of_keys(&keys);
	attempts_of_commands(&lines);
	return 0;
}

int main(void)
{
	enum { STATES = sizeof states / sizeof *states };
	struct CMUnitTest tests[STATES];
	for (size_t i = 0; i < STATES; i++)
		tests[i] = (struct CMUnitTest){.name = states[i].name,
		                               .test_func = everything_is_answered,
		                               .initial_state = &states[i]};
	return cmocka_run_group_tests(tests, read_attempts, NULL);
}
