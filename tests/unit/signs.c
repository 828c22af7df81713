/* The words and signs that panes speak in: each means one thing, help names them all, and the phase
 * is that of the moment. On lesson 5 made by hand. */
#include "by_hand.h"

#include "view/pane.h"
#include "view/signs.h"

static int tear_down(void **state)
{
	(void)state;
	canvas_free(&canvas);
	bytes_free(&picture);
	return 0;
}

/* Below: two signs of one look would be one sign. */
static void in_ascii_no_sign_means_two_things(void **state)
{
	(void)state;
	struct view v = {.is_ascii = true};
	for (int a = 0; a < SIGN_COUNT; a++) {
		assert_int_equal(strlen(sign_mark(&v, (enum sign)a)), 1);
		for (int b = 0; b < a; b++)
			assert_string_not_equal(sign_mark(&v, (enum sign)a),
			                        sign_mark(&v, (enum sign)b));
	}
	assert_string_equal(sign_mark(&v, SIGN_CAME), "+");
	assert_string_equal(sign_mark(&v, SIGN_GONE), "-");
	assert_string_equal(sign_mark(&v, SIGN_NEXT), ">");
	assert_string_equal(sign_mark(&v, SIGN_RUNNING), "*");
	assert_string_equal(sign_leads_to(&v), "->");
}

static void a_screen_in_ascii_keeps_to_them(void **state)
{
	(void)state;
	struct model m;
	wakes_a_reader(&m);
	struct view v = a_view(&m, 45, 140, ENGLISH);
	v.is_ascii = true;
	expect(&m, &v,
	       TEXTS("+[1 server.py]--", "+ 2 tasks --", "|+client(client1) ",
	             "| server   -> server() ", "|-client1  -> client(client1)", "|>37 ",
	             "|*event_loop() ", "|)<module> ", "|=server() "));
	v.is_live = false;
	expect(&m, &v, TEXTS("+[1 server.py]..", ":>37 "));
	v.overlay = OVERLAY_HELP;
	expect(&m, &v, TEXTS("s Right "));
	expect_none(&m, &v, "s >");
	model_free(&m);
}

static void help_names_every_sign_and_word(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	for (int ascii = 0; ascii < 2; ascii++) {
		for (int language = ENGLISH; language <= RUSSIAN; language++) {
			struct view v = a_view(&m, 100, 110, (enum language)language);
			struct sign_row row;
			unsigned count = 0;
			v.is_ascii = ascii;
			v.overlay = OVERLAY_HELP;
			const char *text = draw(&m, &v);
			for (; sign_row(&v, count, &row); count++) {
				if (!strstr(text, row.mark) || !strstr(text, row.text))
					fail_msg("no %s, %s in:\n%s", row.mark, row.text, text);
			}
			assert_int_equal(count, 5 + 2 + SIGN_COUNT + 1);
		}
	}
	model_free(&m);
}

/* D8: it waits while it sleeps; before that it asks; a line that asks nobody does neither. */
static void it_waits_only_while_it_sleeps(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	expect(&m, &v, TEXTS("│ WAIT  blocked in select() │"));
	step(&m, 35); /* while not tasks */
	expect(&m, &v, TEXTS("│ RUN  next: line 35 │"));
	step(&m, 36);
	expect(&m, &v, TEXTS("│ ASK  next: line 36 │"));
	step(&m, 37);
	expect(&m, &v, TEXTS("│ READY  next: line 37 │"));
	step(&m, 45);
	expect(&m, &v, TEXTS("│ PARK  next: line 45 │"));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("│ ОТЛОЖЕНА  дальше строка 45 │"));
	step(&m, 36);
	expect(&m, &v, TEXTS("│ УЗНАЁТ  дальше строка 36 │"));
	happen(&m, EVENT_WAIT, CALL_SELECT, 0, 0, 0);
	expect(&m, &v, TEXTS("│ ЖДЁТ  спит в select() │"));
	model_free(&m);
}

/* A text that speaks of a call makes none. */
static void a_call_in_quotes_asks_nobody(void **state)
{
	(void)state;
	static const char *const lines[] = {"print(\"Before accept()\")",
	                                    "client, address = server.accept()  # waits",
	                                    "data = client.recv(4096)",
	                                    "client.send(data)",
	                                    "def send(what):",
	                                    "for key, _ in selector.select():",
	                                    "total = sum(range(10))",
	                                    "print('x')  # recv() comes later"};
	static const bool asks[] = {false, true, true, true, false, true, false, false};
	struct lesson_program program = lesson_program_server;
	program.python = lines;
	program.python_count = sizeof lines / sizeof *lines;
	for (unsigned i = 0; i < program.python_count; i++)
		assert_int_equal(phase_of_line(&program, i + 1) == PHASE_ASK, asks[i]);
}

/* The step and the name of this program give way before what nc is told and what it does. */
static void at_80_columns_the_status_says_what_is_needed(void **state)
{
	(void)state;
	struct model m;
	wakes_a_reader(&m);
	for (int language = ENGLISH; language <= RUSSIAN; language++) {
		struct view v = a_view(&m, 24, 80, (enum language)language);
		expect(&m, &v,
		       language == RUSSIAN ? TEXTS("\n") : TEXTS("READY  next: line 37 │ "));
		expect(&m, &v, TEXTS(v.lesson->title, "127.0.0.1:5000"));
		expect_none(&m, &v, "5 generators");
	}
	model_free(&m);
}

/* F16 */
static void the_number_of_a_pane_stands_in_its_title(void **state)
{
	(void)state;
	static const int sizes[][2] = {{10, 40},  {12, 60},  {24, 80},
	                               {30, 100}, {45, 140}, {60, 200}};
	static const char *const titles[][2] = {{"server.py", "server.py"},
	                                        {"tasks", "tasks"},
	                                        {"frames", "фреймы"},
	                                        {"kernel", "ядро"},
	                                        {"output", "вывод"}};
	struct model m;
	char title[40];
	wakes_a_reader(&m);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		for (int pane = PANE_LISTING; pane <= PANE_OUTPUT; pane++)
			for (int language = ENGLISH; language <= RUSSIAN; language++) {
				struct view v = a_view(&m, sizes[i][0], sizes[i][1],
				                       (enum language)language);
				v.focus = (enum pane_id)pane;
				snprintf(title, sizeof title, "▸%d %s ", pane + 1,
				         titles[pane][language]);
				expect(&m, &v, TEXTS(title));
			}
	model_free(&m);
}

static void of_a_closed_socket_it_is_said_whose_it_was(void **state)
{
	(void)state;
	struct model m;
	struct bytes record = {0};
	runs_a_client(&m);
	happen(&m, EVENT_CLOSE, LISTENER + 1, 0, 0, 0);
	step(&m, 30);
	struct view v = a_view(&m, 45, 140, ENGLISH);
	expect(&m, &v, TEXTS("client_socket = closed (client1)", "client(client1)"));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("client_socket = закрыт (client1)"));
	record_value(&record, &m, &twin, client_socket(1));
	assert_string_equal(bytes_text(&record), "closed");
	bytes_free(&record);
	model_free(&m);
}

/* D7 */
static void the_kernels_numbers_have_one_name_at_every_size(void **state)
{
	(void)state;
	struct model m;
	wakes_a_reader(&m);
	for (int columns = 72; columns <= 200; columns += 4)
		for (int rows = 24; rows <= 60; rows += 12) {
			struct view v = a_view(&m, rows, columns, RUSSIAN);
			expect(&m, &v, TEXTS("не прочитано 3 Б", "fd 10", "fd 3"));
			if (columns >= 80)
				expect(&m, &v, TEXTS("не отправлено 0 Б"));
			expect_none(&m, &v, "к чтению");
		}
	for (int columns = 40; columns < 72; columns += 4) {
		struct view v = a_view(&m, 24, columns, RUSSIAN);
		v.focus = PANE_KERNEL;
		expect(&m, &v, TEXTS("client1 fd 10  не прочитано 3 Б"));
	}
	model_free(&m);
}

/* D10 */
static void the_marks_of_an_end_are_those_of_its_traceback(void **state)
{
	(void)state;
	static const char *const lines[] = {"Traceback (most recent call last):",
	                                    "  File \"server.py\", line 53, in <module>",
	                                    "    event_loop()",
	                                    "  File \"server.py\", line 43, in event_loop",
	                                    "    reason, sock = next(task)",
	                                    "  File \"server.py\", line 24, in client",
	                                    "    request = client_socket.recv(4096)",
	                                    "ConnectionResetError: [Errno 104] reset"};
	struct model m;
	runs_a_client(&m);
	happen_text(&m, EVENT_RAISE, ERROR_CONNECTION_RESET, 104, "[Errno 104] reset");
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	step(&m, 48); /* the innocent except */
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		happen_text(&m, EVENT_PRINT, 2, 0, lines[i]);
	for (int i = 0; i < 2; i++)
		happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	happen(&m, EVENT_END, 0, 0, 0, 0);
	struct view v = a_view(&m, 100, 200, ENGLISH);
	expect(&m, &v, TEXTS("│×24 ", "│▷43 ", "│ 48 ", "│▷53 "));
	v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v,
	       TEXTS("│×24 ", "line 43, in event_loop", "line 24, in client",
	             "ConnectionResetError: [Errno 104] reset"));
	model_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_ascii_no_sign_means_two_things),
		cmocka_unit_test(a_screen_in_ascii_keeps_to_them),
		cmocka_unit_test(help_names_every_sign_and_word),
		cmocka_unit_test(it_waits_only_while_it_sleeps),
		cmocka_unit_test(a_call_in_quotes_asks_nobody),
		cmocka_unit_test(at_80_columns_the_status_says_what_is_needed),
		cmocka_unit_test(the_number_of_a_pane_stands_in_its_title),
		cmocka_unit_test(of_a_closed_socket_it_is_said_whose_it_was),
		cmocka_unit_test(the_kernels_numbers_have_one_name_at_every_size),
		cmocka_unit_test(the_marks_of_an_end_are_those_of_its_traceback),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
