/*
 * Tests of command/command.h: every command with arguments that it takes and that it does not, with
 * no lesson open, live, in the past and after the program's end; lines that nobody meant; and what
 * Tab offers. The app has no screen here, as in a script; what dump and help print goes to memory.
 */
#include "command/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/fd.h"
#include "command/hints.h"
#include "command/keys.h"

enum state { NO_LESSON, LIVE, PAST, ENDED, STATES };

/* --- an app in a state -------------------------------------------------------------------------*/

static struct app app;
static char *printed;
static size_t printed_size;

/* As a script does: the command, then the program for as long as it runs for something. */
static enum command_answer execute(const char *line)
{
	app.view.message[0] = '\0';
	app.view.message_is_error = false;
	enum command_answer answer = command_execute(&app, line);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
	return answer;
}

static void must(const char *line)
{
	if (execute(line) != COMMAND_DONE || app.view.message_is_error)
		fail_msg("%s: %s", line, app.view.message);
}

static void open_app(enum state state)
{
	char *why = NULL;
	struct options o = {
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
	};
	if (!app_open(&app, &o, false, &why))
		fail_msg("%s", why);
	app.dump_to = open_memstream(&printed, &printed_size);
	if (state == NO_LESSON)
		return;
	must("lesson 5");
	must("run");
	must("connect 2");
	must("run");
	must("send 1 hello");
	must("run");
	if (state == PAST)
		must("back 5");
	if (state != ENDED)
		return;
	must("reset 2");
	must("run");
	assert_true(app_has_ended(&app));
}

static void close_app(void)
{
	FILE *to = app.dump_to;
	app_close(&app);
	fclose(to);
	free(printed);
	printed = NULL;
}

static int tear_down(void **unused)
{
	(void)unused;
	if (app.dump_to)
		close_app();
	return 0;
}

/* What is said is one line that a terminal does not act on. */
static void assert_message_is_safe(const char *line)
{
	for (const char *p = app.view.message; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			fail_msg("%s: byte %d in: %s", line, *p, app.view.message);
}

static const struct command *command_named(const char *name)
{
	const struct command *c = command_find(name, strlen(name));
	if (!c)
		fail_msg("there is no command %s", name);
	return c;
}

/* --- what a moment says --------------------------------------------------------------------------*/

static bool is_waiting(uint32_t client)
{
	const struct model *m = app_model(&app);
	unsigned count = 0;
	for (unsigned i = 0; i < m->waiting_count; i++)
		count += m->waiting[i].name == client;
	assert_in_range(count, 0, 1);
	return count;
}

/* The listener counts it until accept() meets it; but it is nobody any more. */
static void reset_client_waits_no_more(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("lesson 1");
	must("run");
	must("connect 4");
	must("dump");
	assert_true(is_waiting(1) && is_waiting(2) && is_waiting(3) && is_waiting(4));
	must("reset 2");
	must("dump");
	assert_false(is_waiting(2));
	assert_true(is_waiting(1) && is_waiting(3) && is_waiting(4));
	must("run");
	must("dump");
	assert_false(is_waiting(1));
	assert_true(is_waiting(3) && is_waiting(4));
	uint64_t now = app_model(&app)->step;
	for (app.cursor = 1; app.cursor <= now; app.cursor++) {
		const struct model *m = app_model(&app);
		for (uint32_t i = 0; i < m->socket_count; i++)
			if (m->sockets[i].descriptor > 0 && m->sockets[i].name)
				assert_false(is_waiting(m->sockets[i].name));
	}
	close_app();
}

/* --- places of the screen, in a script that draws only now and then -----------------------------*/

static void what_is_scrolled_after_a_step_stays_there(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("lesson 5");
	app.view.focus = PANE_LISTING;
	must("dump");
	must("step");
	must("scroll down");
	must("dump");
	assert_int_equal(app.view.scroll[PANE_LISTING], 1);
	close_app();
}

static void what_is_found_after_a_step_is_shown(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("lesson 5");
	must("dump");
	must("step");
	must("search Done");
	must("expect (\"Done\")");
	close_app();
}

static void another_program_is_searched_from_its_own_line(void **unused)
{
	(void)unused;
	open_app(LIVE);
	must("search tasks");
	assert_true(app.view.found > 0);
	must("lesson 1");
	assert_int_equal(app.view.found, 0);
	close_app();
}

/* --- good arguments, and wrong ones ------------------------------------------------------------*/

/* Lines that are right; the state in which each was tried is no reason to crash or to misspeak. */
// clang-format off
static const char *const right[] = {
	"back", "back 3", "break", "break recv", "close 1", "close client2", "connect",
	"connect 3", "continue", "dump", "escape", "expect 5", "focus 2", "focus next", "goto 1",
	"goto 4", "goto first", "goto live", "goto now", "help", "lesson 5", "lesson generators",
	"lesson 5 server", "lesson 5 ignores-eof", "lesson 05-generators", "map", "match next",
	"match previous", "menu", "next", "pause", "quit", "read 1 off", "read 1 on", "redraw",
	"reset 1", "restart", "run", "scroll down", "scroll up page", "search", "search recv",
	"send 1 hello", "send client1", "set ascii off", "set ascii on", "set breaks off",
	"set breaks on", "set theme dark", "set theme light", "set theme mono",
	"set size 100x30", "shutdown 1", "speed +", "speed -", "speed 1", "speed 1000",
	"speed max", "step", "step 7", "swap", "try", "try 2", "try forget", "try hint", "until recv",
	"wait 0", "wait 1.5", "words",
};
// clang-format on

/* Lines that no state makes right. */
// clang-format off
static const char *const wrong[] = {
	"back -1", "back 0", "back 1 2", "back x", "break no-such-tag", "close", "close 0",
	"close 1 2", "close 99", "close client", "close clientx", "close -1", "connect -1",
	"connect 0", "connect 20001", "connect 1 2", "connect two", "continue now", "dump it",
	"escape it", "expect", "focus", "focus 0", "focus 99", "focus tasks", "goto", "goto -1",
	"goto 0", "goto 999999999", "goto live now", "goto 99999999999999999999", "help me",
	"lesson", "lesson 999", "lesson nothing", "lesson 5 nothing", "lesson 5 server x",
	"map 5",
	"match", "match first", "menu card", "next one", "pause now", "quit it", "read",
	"read 1", "read 1 maybe", "read 1 on off", "read 99 on", "read on", "redraw it", "reset",
	"reset 99", "restart it", "run fast", "scroll", "scroll down pages", "scroll sideways",
	"send", "send 99 hello", "send hello", "set", "set ascii", "set ascii maybe",
	"set breaks", "set breaks maybe", "set theme", "set theme pink", "set colour on", "set size", "set size 0x0", "set size 10",
	"set size 10x", "set size 10x10x10", "set size axb", "shutdown", "shutdown 99",
	"shutdown 1 2", "speed", "speed 0", "speed 1001", "speed fast", "step -1", "step 0",
	"step x", "step 1.5", "step 99999999999", "swap it", "try 0", "try 99",
	"try it", "until", "until no-such-tag",
	"until 999", "wait", "wait -1", "wait 1s", "wait nan", "wait 86401", "wait 1e9",
	"words socket",
};
// clang-format on

static bool names_command(const char *line, const struct command *c)
{
	size_t length = strlen(c->name);
	return !strncmp(line, c->name, length) && (!line[length] || line[length] == ' ');
}

static bool has_line_for(const struct command *c, const char *const *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (names_command(lines[i], c))
			return true;
	return false;
}

static void every_command_is_tried_here(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < command_count; i++) {
		const struct command *c = commands[i];
		if (!has_line_for(c, right, sizeof right / sizeof *right))
			fail_msg("%s is not among the right lines", c->name);
		if (!has_line_for(c, wrong, sizeof wrong / sizeof *wrong) &&
		    strcmp(c->name, "search") != 0)
			fail_msg("%s is not among the wrong lines", c->name);
	}
}

static void right_lines_are_done_while_live(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
		open_app(LIVE);
		enum command_answer answer = execute(right[i]);
		enum command_answer usual = strcmp(right[i], "quit") ? COMMAND_DONE : COMMAND_OVER;
		if (answer != usual || app.view.message_is_error)
			fail_msg("%s: answer %d, %s", right[i], answer, app.view.message);
		assert_message_is_safe(right[i]);
		close_app();
	}
}

/* Refused with a sentence and without any effect on the program. */
static void wrong_lines_fail_while_live(void **unused)
{
	(void)unused;
	open_app(LIVE);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		uint64_t steps = app.trace->steps;
		enum command_answer answer = execute(wrong[i]);
		if (answer != COMMAND_FAILED || !app.view.message_is_error || !app.view.message[0])
			fail_msg("%s: answer %d, \"%s\"", wrong[i], answer, app.view.message);
		if (app.trace->steps != steps || app.cursor != HISTORY_NOW)
			fail_msg("%s has changed something", wrong[i]);
		assert_message_is_safe(wrong[i]);
	}
	close_app();
}

static void lines_of_every_kind_are_survived_in_every_state(void **unused)
{
	(void)unused;
	for (enum state state = NO_LESSON; state < STATES; state++)
		for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
			open_app(state);
			execute(right[i]);
			assert_message_is_safe(right[i]);
			execute("dump");
			execute("step");
			close_app();
		}
	for (enum state state = NO_LESSON; state < STATES; state++) {
		open_app(state);
		for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
			execute(wrong[i]);
			assert_message_is_safe(wrong[i]);
		}
		close_app();
	}
}

/* --- states ------------------------------------------------------------------------------------*/

/* The line with which a command that acts is tried. */
static const char *right_line(const struct command *c)
{
	for (size_t i = 0; i < sizeof right / sizeof *right; i++)
		if (names_command(right[i], c))
			return right[i];
	return c->name;
}

static void commands_that_act_say_that_no_lesson_is_open(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	for (size_t i = 0; i < command_count; i++) {
		if (!commands[i]->acts)
			continue;
		execute(right_line(commands[i]));
		if (!strstr(app.view.message, "No lesson is open"))
			fail_msg("%s: %s", commands[i]->name, app.view.message);
		assert_null(app.stage);
	}
	close_app();
}

static void commands_that_act_return_to_now_first(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < command_count; i++) {
		if (!commands[i]->acts)
			continue;
		open_app(PAST);
		assert_true(app.cursor != HISTORY_NOW);
		command_execute(&app, right_line(commands[i]));
		if (app.cursor != HISTORY_NOW)
			fail_msg("%s acts in the past", commands[i]->name);
		if (!strstr(app.view.message, "Back to now"))
			fail_msg("%s says only: %s", commands[i]->name, app.view.message);
		close_app();
	}
}

/* What happens later is no answer to that command. */
static void back_to_now_is_said_once(void **unused)
{
	(void)unused;
	open_app(PAST);
	command_execute(&app, "run");
	assert_non_null(strstr(app.view.message, "Back to now"));
	app_say(&app, "Something happened.", "Что-то случилось.");
	assert_string_equal(app.view.message, "Something happened.");
	close_app();
}

static void the_only_step_is_the_present(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("lesson 0");
	assert_int_equal(app.trace->steps, 1);
	must("back");
	assert_true(app.cursor == HISTORY_NOW);
	must("step 3");
	must("back 2");
	assert_true(app.cursor != HISTORY_NOW);
	close_app();
}

/* A step that waits for its line does not go: the key lets it go. */
static void the_key_that_pauses_lets_go_what_only_steps(void **unused)
{
	(void)unused;
	open_app(LIVE);
	app.goal = GOAL_STEPS;
	assert_string_equal(keys_command(&app, 'c'), "continue");
	app.goal = GOAL_GO;
	assert_string_equal(keys_command(&app, 'c'), "pause");
	app.goal = GOAL_BLOCK;
	assert_string_equal(keys_command(&app, 'c'), "pause");
	app.goal = GOAL_NONE;
	close_app();
}

static void looking_leaves_the_program_where_it_is(void **unused)
{
	(void)unused;
	static const char *const looks[] = {
		"back",        "back 2",     "goto 1",      "step", "step 3",
		"dump",        "break",      "scroll down", "swap", "focus next",
		"search recv", "match next", "expect PAST"};
	open_app(PAST);
	uint64_t steps = app.trace->steps;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		must(looks[i]);
		assert_int_equal(app.trace->steps, steps);
		assert_true(app.cursor != HISTORY_NOW);
	}
	close_app();
}

static void commands_that_act_do_nothing_after_the_end(void **unused)
{
	(void)unused;
	open_app(ENDED);
	uint64_t steps = app.trace->steps;
	for (size_t i = 0; i < command_count; i++) {
		if (!commands[i]->acts)
			continue;
		assert_int_equal(execute(right_line(commands[i])), COMMAND_DONE);
		if (!strstr(app.view.message, "has ended") || app.view.message_is_error)
			fail_msg("%s: %s", commands[i]->name, app.view.message);
		assert_int_equal(app.trace->steps, steps);
	}
	must("step");
	assert_non_null(strstr(app.view.message, "has ended"));
	must("back");
	must("goto live");
	must("restart");
	assert_false(app_has_ended(&app));
	must("run");
	assert_true(app_is_blocked(&app));
	close_app();
}

/* --- what moves --------------------------------------------------------------------------------*/

static void cursor_goes_back_and_forth_over_history(void **unused)
{
	(void)unused;
	open_app(LIVE);
	uint64_t last = app.trace->steps;
	must("back");
	assert_int_equal(app.cursor, last - 1);
	must("back 3");
	assert_int_equal(app.cursor, last - 4);
	must("step 2");
	assert_int_equal(app.cursor, last - 2);
	must("step 2");
	assert_int_equal(app.cursor, HISTORY_NOW);
	assert_non_null(strstr(app.view.message, "now"));
	must("back 1000000000");
	assert_int_equal(app.cursor, 1);
	must("back");
	assert_int_equal(app.cursor, 1);
	assert_non_null(strstr(app.view.message, "History begins here"));
	must("goto 7");
	assert_int_equal(app.cursor, 7);
	must("goto first");
	assert_int_equal(app.cursor, 1);
	must("goto 7");
	assert_int_equal(app_model(&app)->step, 7);
	must("goto live");
	assert_int_equal(app.cursor, HISTORY_NOW);
	assert_int_equal(app.trace->steps, last);
	close_app();
}

static void program_runs_as_far_as_it_is_told(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("lesson 5");
	assert_int_equal(app.trace->steps, 1);
	must("step");
	assert_int_equal(app.trace->steps, 2);
	must("step 3");
	assert_int_equal(app.trace->steps, 5);
	must("until select");
	assert_int_equal(stage_at(app.stage), program_tag_line(app.view.program->twin, "select"));
	must("run");
	assert_true(app_is_blocked(&app));
	must("connect");
	must("break accept");
	must("run");
	assert_int_equal(stage_at(app.stage), program_tag_line(app.view.program->twin, "accept"));
	must("break accept");
	unsigned depth = app.stage->depth;
	must("next");
	assert_int_equal(app.stage->depth, depth);
	close_app();
}

static void run_stops_at_its_limit(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	app.options.limit = 20;
	must("lesson 5");
	execute("run");
	assert_true(app.hit_limit);
	assert_non_null(strstr(app.view.message, "20"));
	close_app();
}

/* A client's own mistake is its own affair; a client that never was is a mistake of the script. */
static void clients_may_err_and_scripts_may_not(void **unused)
{
	(void)unused;
	open_app(LIVE);
	must("close 2");
	assert_int_equal(execute("send 2 hello"), COMMAND_DONE);
	assert_non_null(strstr(app.view.message, "client2 has left"));
	must("shutdown 1");
	assert_int_equal(execute("send 1 hello"), COMMAND_DONE);
	assert_true(app.view.message_is_error);
	assert_int_equal(execute("send 3 hello"), COMMAND_FAILED);
	assert_non_null(strstr(app.view.message, "client3 does not exist"));
	close_app();
}

/* A number is a line, not the name of one; two clients are both named, of more the ends. */
static void answers_name_what_was_meant(void **unused)
{
	(void)unused;
	open_app(LIVE);
	assert_int_equal(execute("break 400"), COMMAND_FAILED);
	assert_string_equal(app.view.message, "Line 400 does not run or does not exist.");
	assert_int_equal(execute("until 1"), COMMAND_FAILED);
	assert_string_equal(app.view.message, "Line 1 does not run or does not exist.");
	assert_int_equal(execute("break nothing"), COMMAND_FAILED);
	assert_non_null(strstr(app.view.message, "no tag \"nothing\""));
	must("connect 2");
	assert_string_equal(app.view.message, "client3 and client4 are connecting.");
	must("connect 3");
	assert_string_equal(app.view.message, "client5 to client7 are connecting.");
	close_app();
}

/* Of the keys, the space bar alone has a name in each language. */
static void keys_are_called_as_in_the_users_language(void **unused)
{
	(void)unused;
	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		bool is_there = false;
		open_app(NO_LESSON);
		app.view.language = language;
		hints_give(&app);
		for (unsigned i = 0; i < app.view.hint_count; i++)
			is_there |= !strcmp(app.view.hints[i].keys,
			                    language == RUSSIAN ? "c Пробел" : "c Space");
		assert_true(is_there);
		close_app();
	}
}

static void dump_is_the_screen_in_its_size(void **unused)
{
	(void)unused;
	open_app(LIVE);
	must("set size 90x25");
	must("dump");
	fflush(app.dump_to);
	unsigned rows = 0;
	for (const char *p = printed; *p; p++)
		rows += *p == '\n';
	assert_int_equal(rows, 25);
	assert_non_null(strstr(printed, "Connection from"));
	assert_int_equal(execute("expect client2"), COMMAND_DONE);
	assert_int_equal(execute("expect no such text"), COMMAND_FAILED);
	assert_non_null(strstr(app.view.message, "\"no such text\""));
	close_app();
}

static void help_names_every_command(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	must("help");
	fflush(app.dump_to);
	for (size_t i = 0; i < command_count; i++)
		if (!strstr(printed, commands[i]->usage))
			fail_msg("help does not name %s", commands[i]->usage);
	close_app();
}

/* --- lines that nobody meant -------------------------------------------------------------------*/

static void blank_lines_and_comments_do_nothing(void **unused)
{
	(void)unused;
	static const char *const lines[] = {"",       " ",         "\t \t", "\r",
	                                    "# step", "   # step", "#",     "\n"};
	open_app(LIVE);
	uint64_t steps = app.trace->steps;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		must(lines[i]);
		assert_string_equal(app.view.message, "");
	}
	assert_int_equal(app.trace->steps, steps);
	must("  step \t 2 \r\n");
	assert_int_equal(app.trace->steps, steps);
	must("send 1 hi");
	must("\t step\t2\t");
	assert_int_equal(app.trace->steps, steps + 2);
	close_app();
}

static void unknown_commands_are_named_and_made_safe(void **unused)
{
	(void)unused;
	static const struct {
		const char *line, *said;
	} table[] = {
		{"stepp", "\"stepp\""},
		{"ste", "\"ste\""},
		{"STEP", "\"STEP\""},
		{"step;run", "\"step;run\""},
		{"\x1b[2J", "\"\\e[2J\""},
		{"\x9b"
	         "2J",
	         "\\x9b"},
		{"\xff\xfe", "\\xff\\xfe"},
		{"\xe2\x80\xae"
	         "tfel",
	         "\\u{202E}"},
		{"\a\b\x7f", "\\x07\\x08\\x7f"},
	};
	open_app(LIVE);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		assert_int_equal(execute(table[i].line), COMMAND_FAILED);
		if (!strstr(app.view.message, table[i].said))
			fail_msg("%s is not in: %s", table[i].said, app.view.message);
		assert_message_is_safe(table[i].line);
	}
	close_app();
}

static void hostile_arguments_are_refused_and_made_safe(void **unused)
{
	(void)unused;
	open_app(LIVE);
	for (size_t i = 0; i < command_count; i++) {
		static const char *const bad[] = {"\x1b]0;x\a",
		                                  "\xff\xff",
		                                  "%s%n%s%n",
		                                  "-1",
		                                  "1\x1b",
		                                  "\xe2\x80\xae",
		                                  "999999999999999999999999"};
		for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
			char line[100];
			snprintf(line, sizeof line, "%s %s", commands[i]->name, bad[k]);
			if (!strcmp(commands[i]->name, "search"))
				continue; /* takes any text */
			enum command_answer answer = execute(line);
			if (answer != COMMAND_FAILED)
				fail_msg("%s: answer %d, %s", line, answer, app.view.message);
			assert_message_is_safe(line);
		}
	}
	close_app();
}

/* Lines of up to a megabyte, as a script may hold. */
static void long_lines_are_refused(void **unused)
{
	(void)unused;
	enum { LONG = 1 << 20 };
	char *line = malloc(LONG + 1);
	open_app(LIVE);
	for (size_t i = 0; i < command_count; i++) {
		size_t length = strlen(commands[i]->name);
		memset(line, 'a', LONG);
		line[LONG] = '\0';
		memcpy(line, commands[i]->name, length);
		line[length] = ' ';
		assert_int_equal(execute(line), COMMAND_FAILED);
		assert_message_is_safe(commands[i]->name);
	}
	memset(line, 'a', LONG);
	assert_int_equal(execute(line), COMMAND_FAILED);
	assert_int_equal(
		execute("search "
	                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
		COMMAND_FAILED);
	free(line);
	close_app();
}

/* Bytes at random, with a command's name before half of them. */
static void random_bytes_are_survived(void **unused)
{
	(void)unused;
	unsigned seed = 4;
	open_app(LIVE);
	for (int i = 0; i < 20000; i++) {
		char line[60];
		size_t at = 0, size = (size_t)(rand_r(&seed) % 20);
		if (rand_r(&seed) % 2) {
			const struct command *c = commands[(size_t)rand_r(&seed) % command_count];
			if (c == command_named("connect") || c == command_named("dump"))
				continue;
			at = (size_t)snprintf(line, sizeof line, "%s ", c->name);
		}
		for (size_t k = 0; k < size; k++)
			line[at++] = (char)(1 + rand_r(&seed) % 255);
		line[at] = '\0';
		execute(line);
		assert_message_is_safe(line);
	}
	close_app();
}

/* --- Tab ---------------------------------------------------------------------------------------*/

/* The candidates in one line: "close connect continue". */
static void assert_offers(const char *line, const char *expected, size_t expected_start)
{
	struct bytes all = {0};
	size_t start;
	char **words = command_complete(&app, line, strlen(line), &start);
	for (char **word = words; word && *word; word++) {
		bytes_addf(&all, "%s%s", word == words ? "" : " ", *word);
		free(*word);
	}
	free(words);
	assert_string_equal(bytes_text(&all), expected);
	assert_int_equal(start, expected_start);
	bytes_free(&all);
}

static void tab_offers_commands_and_then_their_arguments(void **unused)
{
	(void)unused;
	open_app(LIVE);
	assert_offers("co", "connect continue", 0);
	assert_offers("  und", "", 2);
	assert_offers("  unt", "until", 2);
	assert_offers("send ", "client1 client2", 5);
	assert_offers("send client2", "client2", 5);
	assert_offers("close x", "", 6);
	assert_offers("until want_", "want_accept want_recv want_send", 6);
	assert_offers("break gre", "greet", 6);
	assert_offers("lesson gen", "generators", 7);
	assert_offers("goto ", "first live", 5);
	assert_offers("speed m", "max", 6);
	assert_offers("nonsense ", "", 9);
	assert_offers("step ", "", 5);
	assert_offers("\xff", "", 0);
	close_app();
}

static void tab_offers_every_command_to_an_empty_line(void **unused)
{
	(void)unused;
	open_app(NO_LESSON);
	size_t start, count = 0;
	char **words = command_complete(&app, "", 0, &start);
	for (; words && words[count]; count++) {
		assert_ptr_equal(command_find(words[count], strlen(words[count])), commands[count]);
		free(words[count]);
	}
	free(words);
	assert_int_equal(count, command_count);
	assert_offers("send ", "", 5);
	assert_offers("until ", "", 6);
	close_app();
}

/* --- keys ---------------------------------------------------------------------------------------*/

static void assert_key(enum overlay overlay, uint32_t key, const char *line)
{
	app.view.overlay = overlay;
	const char *is = keys_command(&app, key);
	if (!is != !line || (line && strcmp(is, line) != 0))
		fail_msg("key %x over %d: %s, not %s", key, overlay, is ? is : "nothing", line);
}

static void keys_mean_what_is_open(void **unused)
{
	(void)unused;
	open_app(LIVE);
	static const struct {
		uint32_t key;
		const char *over_panes, *over_help, *over_menu;
	} cases[] = {
		{'s', "step", NULL, NULL},
		{'q', "quit", "escape", "quit"},
		{'j', "scroll down", "scroll down", "scroll down"},
		{'5', "focus 5", NULL, "lesson 5"},
		{'0', NULL, NULL, "lesson 0"},
		{' ', "continue", "escape", "lesson 1"},
		{':', "prompt", "prompt", "prompt"},
		{'/', "prompt /", "prompt /", "prompt /"},
		{'m', "menu", NULL, "menu"},
		{'?', "help", "help", "help"},
		{KEYS_ESCAPE, "escape", "escape", "escape"},
		{KEYS_CONTROL + 'l', "redraw", "redraw", "redraw"},
		{KEYS_HOME, "goto first", NULL, NULL},
		{KEYS_OTHER, NULL, NULL, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_key(OVERLAY_NONE, cases[i].key, cases[i].over_panes);
		assert_key(OVERLAY_HELP, cases[i].key, cases[i].over_help);
		assert_key(OVERLAY_MENU, cases[i].key, cases[i].over_menu);
	}
	close_app();
}

static void ranges_are_named(void **unused)
{
	(void)unused;
	static const char *const cases[][2] = {
		{"wait -1", "from 0 to 86400"},
		{"wait 1e9", "from 0 to 86400"},
		{"set size 65535x65535", "1x1 to 9999x9999"},
	};
	open_app(LIVE);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(execute(cases[i][0]), COMMAND_FAILED);
		assert_non_null(strstr(app.view.message, cases[i][1]));
	}
	close_app();
}

static void a_restart_tells_of_clients_where_there_were_some(void **unused)
{
	(void)unused;
	open_app(LIVE);
	must("restart");
	assert_non_null(strstr(app.view.message, "clients were disconnected"));
	must("run");
	must("restart");
	assert_null(strstr(app.view.message, "clients"));
	close_app();
}

static void goto_names_what_history_holds(void **unused)
{
	(void)unused;
	open_app(LIVE);
	char held[60];
	snprintf(held, sizeof held, "from 1 to %llu.", (unsigned long long)app.trace->steps);
	assert_int_equal(execute("goto -3"), COMMAND_FAILED);
	assert_non_null(strstr(app.view.message, held));
	assert_int_equal(execute("goto 99999"), COMMAND_FAILED);
	assert_non_null(strstr(app.view.message, "There is no step 99999"));
	close_app();
}

static void looking_around_is_not_remembered(void **unused)
{
	(void)unused;
	assert_true(keys_is_history("step") && keys_is_history("goto 1"));
	assert_false(keys_is_history("scroll up page") || keys_is_history("focus next") ||
	             keys_is_history("prompt /") || keys_is_history("quit") ||
	             keys_is_history("match next") || keys_is_history("menu"));
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
		cmocka_unit_test_teardown(reset_client_waits_no_more, tear_down),
		cmocka_unit_test_teardown(what_is_scrolled_after_a_step_stays_there, tear_down),
		cmocka_unit_test_teardown(what_is_found_after_a_step_is_shown, tear_down),
		cmocka_unit_test_teardown(another_program_is_searched_from_its_own_line, tear_down),
		cmocka_unit_test_teardown(every_command_is_tried_here, tear_down),
		cmocka_unit_test_teardown(right_lines_are_done_while_live, tear_down),
		cmocka_unit_test_teardown(wrong_lines_fail_while_live, tear_down),
		cmocka_unit_test_teardown(lines_of_every_kind_are_survived_in_every_state,
	                                  tear_down),
		cmocka_unit_test_teardown(commands_that_act_say_that_no_lesson_is_open, tear_down),
		cmocka_unit_test_teardown(commands_that_act_return_to_now_first, tear_down),
		cmocka_unit_test_teardown(back_to_now_is_said_once, tear_down),
		cmocka_unit_test_teardown(the_only_step_is_the_present, tear_down),
		cmocka_unit_test_teardown(the_key_that_pauses_lets_go_what_only_steps, tear_down),
		cmocka_unit_test_teardown(looking_leaves_the_program_where_it_is, tear_down),
		cmocka_unit_test_teardown(commands_that_act_do_nothing_after_the_end, tear_down),
		cmocka_unit_test_teardown(cursor_goes_back_and_forth_over_history, tear_down),
		cmocka_unit_test_teardown(program_runs_as_far_as_it_is_told, tear_down),
		cmocka_unit_test_teardown(run_stops_at_its_limit, tear_down),
		cmocka_unit_test_teardown(clients_may_err_and_scripts_may_not, tear_down),
		cmocka_unit_test_teardown(answers_name_what_was_meant, tear_down),
		cmocka_unit_test_teardown(keys_are_called_as_in_the_users_language, tear_down),
		cmocka_unit_test_teardown(dump_is_the_screen_in_its_size, tear_down),
		cmocka_unit_test_teardown(help_names_every_command, tear_down),
		cmocka_unit_test_teardown(blank_lines_and_comments_do_nothing, tear_down),
		cmocka_unit_test_teardown(unknown_commands_are_named_and_made_safe, tear_down),
		cmocka_unit_test_teardown(hostile_arguments_are_refused_and_made_safe, tear_down),
		cmocka_unit_test_teardown(long_lines_are_refused, tear_down),
		cmocka_unit_test_teardown(random_bytes_are_survived, tear_down),
		cmocka_unit_test_teardown(keys_mean_what_is_open, tear_down),
		cmocka_unit_test_teardown(ranges_are_named, tear_down),
		cmocka_unit_test_teardown(a_restart_tells_of_clients_where_there_were_some, tear_down),
		cmocka_unit_test_teardown(goto_names_what_history_holds, tear_down),
		cmocka_unit_test_teardown(looking_around_is_not_remembered, tear_down),
		cmocka_unit_test_teardown(tab_offers_commands_and_then_their_arguments, tear_down),
		cmocka_unit_test_teardown(tab_offers_every_command_to_an_empty_line, tear_down),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
