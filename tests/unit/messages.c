/* What commands say, in both languages: in scripts no keys, of the moment no word that means
 * something else, of the limits nothing before it matters; and words that go with numbers. */
#include "command/command.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/fd.h"

static struct app app;
static char *printed;
static size_t printed_size;

static void open_app(const char *lesson, enum language language, bool is_interactive)
{
	char *why = NULL;
	struct options o = {
		.language = language,
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
	};
	if (!app_open(&app, &o, is_interactive, &why))
		fail_msg("%s", why);
	app.view.rows = 24;
	app.view.columns = 80;
	app.dump_to = open_memstream(&printed, &printed_size);
	if (lesson)
		assert_int_equal(command_execute(&app, lesson), COMMAND_DONE);
}

static void close_app(void)
{
	FILE *to = app.dump_to;
	app_close(&app);
	fclose(to);
	free(printed);
	printed = NULL;
}

static const char *say(const char *line)
{
	app.view.message[0] = '\0';
	command_execute(&app, line);
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		;
	return app.view.message;
}

static void expect(const char *line, const char *said)
{
	if (strcmp(say(line), said) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", line, app.view.message, said);
}

/* --- scripts ------------------------------------------------------------------------------------*/

/* Whether a word of the sentence is a key's name, or what one does with a key. */
static const char *key_in(const char *text)
{
	static const char *const keys[] = {
		"s",     "n",   "u",       "r",       "c",        "R",       "b",
		"x",     "m",   "t",       "w",       "q",        "Tab",     "press",
		"Press", "key", "клавиша", "клавишу", "клавишей", "нажмите", "Нажмите",
	};
	static const char between[] = " .,:;()\"/-";
	char words[sizeof app.view.message], *rest = words;
	snprintf(words, sizeof words, "%s", text);
	for (char *word; (word = strsep(&rest, between));)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (!strcmp(word, keys[i]))
				return keys[i];
	return NULL;
}

/* There are none in a script. */
static void a_script_is_told_of_commands_and_of_no_keys(void **unused)
{
	(void)unused;
	static const char *const lines[] = {
		"back",
		"goto 1",
		"step",
		"goto live",
		"break",
		"break recv",
		"break nonsense",
		"connect",
		"send 1 hi",
		"run",
		"until send",
		"continue",
		"back 3",
		"run",
		"set breaks off",
		"set breaks on",
		"break recv",
		"connect 2",
		"match next",
		"search x",
		"try 1",
		"try 99",
		"words",
		"speed fast",
		"wait 1",
		"pause",
		"next",
		"shutdown 1",
		"close 1",
		"run",
		"reset 2",
		"run",
		"connect",
		"step",
		"restart",
		"lesson 77",
		"lesson 1 nonsense",
		"nonsense",
		"focus 99",
		"expect nothing",
	};
	static const char *const lessons[] = {NULL,       "lesson 0", "lesson 1",
	                                      "lesson 2", "lesson 3", "lesson 5"};
	for (size_t i = 0; i < sizeof lessons / sizeof *lessons; i++) {
		for (enum language l = ENGLISH; l <= RUSSIAN; l++) {
			open_app(lessons[i], l, false);
			for (size_t k = 0; k < sizeof lines / sizeof *lines; k++) {
				const char *said = say(lines[k]), *key = key_in(said);
				if (key)
					fail_msg("%s: \"%s\" names the key %s", lines[k], said,
					         key);
				app_announce_tasks(&app);
				if (key_in(app.view.message))
					fail_msg("\"%s\" names a key", app.view.message);
			}
			close_app();
		}
	}
}

static void the_same_is_said_with_keys_on_a_screen(void **unused)
{
	(void)unused;
	open_app("lesson 0", ENGLISH, false);
	expect("connect", "There is no server to connect to yet: run runs to the first wait.");
	close_app();
	open_app("lesson 5", ENGLISH, true);
	app_stop(&app);
	expect("connect", "There is no server to connect to yet: r runs to the first wait.");
	expect("match next", "There is nothing to search for yet: first /.");
	close_app();
	open_app("lesson 5", RUSSIAN, true);
	app_stop(&app);
	expect("connect", "Подключаться пока не к кому: r доведёт до первого ожидания.");
	close_app();
}

/* --- moments ------------------------------------------------------------------------------------*/

/* The kernel pane says REAL, and in Russian that was the word for now. */
static void now_is_the_current_moment(void **unused)
{
	(void)unused;
	open_app("lesson 5", RUSSIAN, true);
	say("run");
	say("back 2");
	expect("step 2", "Это текущий момент.");
	say("back 2");
	expect("goto live", "Это текущий момент.");
	say("back 2");
	expect("connect", "Вернулись к текущему моменту. client1 подключается.");
	say("back 2");
	expect("run", "Вернулись к текущему моменту: прошлое можно только смотреть.");
	close_app();
}

static void who_waits_is_said_to_sleep(void **unused)
{
	(void)unused;
	open_app("lesson 5", RUSSIAN, true);
	say("run");
	expect("run", "Никто не готов: программа спит в select().");
	expect("step", "Никто не готов: программа спит и проснётся сама, когда что-нибудь придёт.");
	close_app();
	open_app("lesson 5", ENGLISH, true);
	say("run");
	expect("run", "Nobody is ready: the program sleeps in select().");
	expect("step", "Nobody is ready: the program sleeps, and wakes when something comes.");
	expect("wait 1",
	       "No need to wait: on the screen time passes by itself. wait is for scripts.");
	close_app();
}

/* --- breakpoints --------------------------------------------------------------------------------*/

static unsigned count_breaks(void)
{
	unsigned count = 0;
	for (unsigned line = 0; line <= EVENT_LINES; line++)
		count += app.breaks[line];
	return count;
}

/* Breakpoints rest and come back, and whoever stops at one hears how it goes. */
static void breakpoints_that_were_put_aside_come_back(void **unused)
{
	(void)unused;
	open_app("lesson 5", ENGLISH, false);
	say("break recv");
	say("break send");
	expect("set breaks off", "Off: 2 breakpoints. set breaks on brings back what was there.");
	assert_int_equal(count_breaks(), 0);
	expect("set breaks on", "On: 2 breakpoints.");
	assert_int_equal(count_breaks(), 2);
	say("run");
	say("connect");
	say("run");
	say("send 1 hi");
	expect("run", "Stopped at the breakpoint in line 24: break removes it.");
	say("restart");
	assert_int_equal(count_breaks(), 2);
	say("set breaks off");
	say("lesson 1"); /* of another program they mean nothing */
	expect("set breaks on", "There are no breakpoints.");
	close_app();
}

/* --- limits -------------------------------------------------------------------------------------*/

/* It is told when it begins to matter, and once. */
static void the_limit_on_files_is_told_when_there_are_many_clients(void **unused)
{
	(void)unused;
	enum { LIMIT = 600 };
	struct rlimit before, low;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	low = before;
	low.rlim_cur = LIMIT;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	open_app("lesson 3", RUSSIAN, false);
	assert_string_equal(app.view.message, "");
	say("run");
	expect("connect", "client1 подключается.");
	expect("connect 99", "client2–client100 подключаются.");
	say("run");
	expect("connect 2",
	       "Больше 600 клиентов не подключить: столько файлов разрешает открыть система.");
	expect("connect", "client103 подключается.");
	say("lesson 2"); /* where select() has a limit of its own */
	say("run");
	app.has_told_limit = false;
	assert_null(strstr(say("connect 101"), "600"));
	close_app();
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

/* --- numbers ------------------------------------------------------------------------------------*/

static void words_go_with_their_number(void **unused)
{
	(void)unused;
	static const struct say_forms client = {{"client", "clients"},
	                                        {"клиент", "клиента", "клиентов"}};
	static const struct {
		unsigned long n;
		const char *en, *ru;
	} counted[] = {
		{0, "clients", "клиентов"},   {1, "client", "клиент"},
		{2, "clients", "клиента"},    {4, "clients", "клиента"},
		{5, "clients", "клиентов"},   {11, "clients", "клиентов"},
		{12, "clients", "клиентов"},  {14, "clients", "клиентов"},
		{20, "clients", "клиентов"},  {21, "clients", "клиент"},
		{22, "clients", "клиента"},   {101, "clients", "клиент"},
		{111, "clients", "клиентов"},
	};
	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		unsigned long n = counted[i].n;
		assert_string_equal(say_counted(ENGLISH, n, &client), counted[i].en);
		assert_string_equal(say_counted(RUSSIAN, n, &client), counted[i].ru);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_script_is_told_of_commands_and_of_no_keys),
		cmocka_unit_test(the_same_is_said_with_keys_on_a_screen),
		cmocka_unit_test(now_is_the_current_moment),
		cmocka_unit_test(who_waits_is_said_to_sleep),
		cmocka_unit_test(breakpoints_that_were_put_aside_come_back),
		cmocka_unit_test(the_limit_on_files_is_told_when_there_are_many_clients),
		cmocka_unit_test(words_go_with_their_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
