/*
 * The whole screen on a model made by hand: lesson 5 at moments that matter, in both languages, at
 * sizes from nothing to the largest. No stage, no kernel: a pane cannot tell the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "view/view.h"

/* --- a lesson by hand ---------------------------------------------------------------------------*/

enum { TASKS, TO_READ, TO_WRITE, READY_TO_READ, READY_TO_WRITE };
enum { MODULE, SERVER, CLIENT, EVENT_LOOP };
enum { READ_WORD = 1, WRITE_WORD = 2 };
enum { LISTENER = 1 };

static const char *const server_names[] = {"server_socket", "client_socket", "address"};
static const char *const client_names[] = {"client_socket", "request", "response"};
static const char *const loop_names[] = {"ready_to_read", "ready_to_write", "_iterator",
                                         "sock",          "task",           "reason"};
static const struct code codes[] = {
	{.name = "module"},
	{.name = "server", .local_names = server_names, .local_count = 3},
	{.name = "client", .local_names = client_names, .local_count = 3, .argument_count = 1},
	{.name = "event_loop",
         .local_names = loop_names,
         .local_count = 6,
         .tries = {{42, 47, 48}}},
};
static const struct tag tags[] = {
	{"select", 36}, {"each_reader", 37}, {"check", 25}, {"finished", 48}, {NULL, 0}};
static const char *const words[] = {"", "read", "write"};
static const struct literal literals[] = {{"Hello World\n", 1}, {0}};
static const struct program twin = {
	.lesson = "05-generators",
	.name = "server",
	.tags = tags,
	.codes = codes,
	.code_count = 4,
	.words = words,
	.literals = literals,
	.collections = {{"tasks", COLLECTION_LIST, false},
                        {"to_read", COLLECTION_DICT, false},
                        {"to_write", COLLECTION_DICT, false},
                        {"ready_to_read", COLLECTION_LIST, true},
                        {"ready_to_write", COLLECTION_LIST, true}},
	.phases = {{36, 36, PHASE_WAIT}, {37, 40, PHASE_READY}, {44, 47, PHASE_PARK}},
};
static const char *const python[] = {
	"import socket",
	"from select import select",
	"",
	"tasks = []",
	"to_read = {}",
	"to_write = {}",
	"",
	"",
	"def server():",
	"    server_socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
	"    server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)",
	"    server_socket.bind((\"localhost\", 5000))",
	"    server_socket.listen()",
	"    while True:",
	"        yield \"read\", server_socket",
	"        client_socket, address = server_socket.accept()",
	"        print(\"Connection from\", address)",
	"        tasks.append(client(client_socket))",
	"",
	"",
	"def client(client_socket):",
	"    while True:",
	"        yield \"read\", client_socket",
	"        request = client_socket.recv(4096)",
	"        if not request:",
	"            break",
	"        response = b\"Hello World\\n\"",
	"        yield \"write\", client_socket",
	"        client_socket.send(response)",
	"    client_socket.close()",
	"",
	"",
	"def event_loop():",
	"    while any([tasks, to_read, to_write]):",
	"        while not tasks:",
	"            ready_to_read, ready_to_write, _ = select(to_read, to_write, [])",
	"            for sock in ready_to_read:",
	"                tasks.append(to_read.pop(sock))",
	"            for sock in ready_to_write:",
	"                tasks.append(to_write.pop(sock))",
	"        try:",
	"            task = tasks.pop(0)",
	"            reason, sock = next(task)",
	"            if reason == \"read\":",
	"                to_read[sock] = task",
	"            if reason == \"write\":",
	"                to_write[sock] = task",
	"        except StopIteration:",
	"            print(\"Done\")",
	"",
	"",
	"tasks.append(server())",
	"event_loop()",
};
static const struct lesson_program lesson_program_server = {
	.name = "server",
	.description = "A server of generators.",
	.twin = &twin,
	.python = python,
	.python_count = sizeof python / sizeof *python,
};
static const struct lesson_text english_texts[] = {
	{.name = "select",
         .text = "select() sleeps until one of the waiting sockets can be used. Nothing in this "
                 "program "
                 "runs "
                 "until a client does something: this is the only place where it waits."},
	{.name = "each_reader",
         .text = "The socket can be read without waiting, so the generator that waits for it goes "
                 "back to "
                 "the queue of tasks. pop() takes it out of the table and hands it over in one "
                 "go."},
	{.name = "check",
         .text = "An empty request does not mean silence: recv() returns nothing only when the "
                 "client has "
                 "left. "
                 "Whoever forgets this line spins for ever on a socket that is always ready."},
	{.name = "finished", .text = "This is how a generator says goodbye."},
};
static const struct lesson_text russian_texts[] = {
	{.name = "select",
         .text = "select() спит, пока хотя бы один из сокетов не будет готов. До этого в программе "
                 "не "
                 "выполняется ничего: это единственное место, где она ждёт."},
	{.name = "each_reader",
         .text = "Из сокета можно читать не ожидая, поэтому генератор, который его ждал, "
                 "возвращается в "
                 "очередь задач. pop() вынимает его из таблицы и сразу отдаёт."},
	{.name = "check",
         .text = "Пустой запрос — это не молчание: recv() возвращает пустую строку, только когда "
                 "клиент "
                 "ушёл. "
                 "Без этой строки цикл без конца крутится на сокете, который всегда готов."},
	{.name = "finished", .text = "Так генератор прощается."},
};
static const struct lesson_word lesson_words[][1] = {{{"socket", "one end of a connection", 7}},
                                              {{"сокет", "конец соединения", 7}}};
static const struct lesson lessons_by_hand[2] = {
	{.number = 5,
         .name = "generators",
         .title = "Generators and select",
         .goal = "Straight-line code again: a table leads from each socket to the generator that "
                 "waits for it.",
         .programs = &lesson_program_server,
         .program_count = 1,
         .words = lesson_words[ENGLISH],
         .word_count = 1,
         .texts = english_texts,
         .text_count = 4},
	{.number = 5,
         .name = "generators",
         .title = "Генераторы и select",
         .goal = "Снова прямой код без обратных вызовов: таблица ведёт от сокета к генератору, "
                 "который его ждёт.",
         .programs = &lesson_program_server,
         .program_count = 1,
         .words = lesson_words[RUSSIAN],
         .word_count = 1,
         .texts = russian_texts,
         .text_count = 4},
};
static const struct view_hint hints[] = {
	{"Moving", "s →", "step [N]", "run N lines", true, "step", HINT_PLAIN, 0},
	{"Moving", "n", "next", "to the next line of this function", true, "next", HINT_PLAIN, 0},
	{"Moving", "u ←", "back [N]", "look N steps earlier", true, "back", HINT_PLAIN, 0},
	{"Moving", "r", "run", "run until the program waits", true, "run", HINT_RUNS, 0},
	{"Moving", "c Space", "continue", "run at the set speed, or stop", true, "go", HINT_PACE, 0},
	{"Clients", "", "connect [N]", "open N built-in clients", false, NULL, HINT_PLAIN, 0},
	{"The screen", ":", "", "type a command", true, "command", HINT_PLAIN, 0},
	{"The screen", "? F1", "help", "this help", true, "help", HINT_PLAIN, 0},
	{"The screen", "q", "quit", "leave", true, "quit", HINT_PLAIN, 0},
};

/* --- a model by events --------------------------------------------------------------------------*/

enum { LOOPBACK = 0x7f000001 }; /* the address of every socket here */
static const uint8_t no_bytes[1];

static void happen(struct model *m, enum event_kind kind, uint32_t a, uint32_t b, uint32_t c,
                   uint32_t d)
{
	struct event e = {.kind = kind, .number = {a, b, c, d, LOOPBACK}, .bytes = no_bytes};
	model_apply(m, &e);
}

static void happen_text(struct model *m, enum event_kind kind, uint32_t a, uint32_t b,
                        const char *text)
{
	struct event e = {.kind = kind, .number = {a, b}};
	e.bytes = (const uint8_t *)text;
	e.size = (uint32_t)strlen(text);
	model_apply(m, &e);
}

static void step(struct model *m, uint32_t line)
{
	happen(m, EVENT_STEP, line, 0, 0, 0);
}

/* Frames: 1 module, 2 server, 3 event_loop, 10 + n client n. Sockets: 1 the listener, 1 + n. */
static uint32_t client_frame(uint32_t n)
{
	return 10 + n;
}

static value client_socket(uint32_t n)
{
	return value_of(VALUE_SOCKET, LISTENER + n);
}

static void add_client(struct model *m, uint32_t n)
{
	uint32_t socket = LISTENER + n, id = client_frame(n);
	char peer[32], line[64];
	happen(m, EVENT_SOCKET, socket, 10 + n, n, 40310 + 2 * n);
	snprintf(line, sizeof line, "Connection from ('127.0.0.1', %u)", 40310 + 2 * n);
	happen_text(m, EVENT_PRINT, 1, 0, line);
	happen(m, EVENT_FRAME, id, CLIENT, 1, 0);
	happen(m, EVENT_ARGUMENT, id, 0, client_socket(n), 0);
	happen(m, EVENT_PUSH, id, 0, 0, 0);
	step(m, 22);
	step(m, 23);
	happen(m, EVENT_YIELD, value_of(VALUE_PAIR, socket << 4 | READ_WORD), 0, 0, 0);
	happen(m, EVENT_SET, TO_READ, socket, value_of(VALUE_TASK, id), 0);
	happen(m, EVENT_KERNEL, socket, 1, 0, 0);
	snprintf(peer, sizeof peer, "nc (pid %u)", 4710 + n);
	happen_text(m, EVENT_PEER, socket, 0, n % 2 ? peer : EVENT_BUILTIN);
}

/* The event loop waits in select() with the server and some clients parked. */
static void waits_in_select(struct model *m, uint32_t clients)
{
	model_init(m);
	happen(m, EVENT_FRAME, 1, MODULE, 0, 0);
	happen(m, EVENT_PUSH, 1, 0, 0, 0);
	for (uint32_t i = TASKS; i <= TO_WRITE; i++) {
		step(m, 4 + i);
		happen(m, EVENT_BORN, i, 0, 0, 0);
	}
	happen(m, EVENT_FRAME, 2, SERVER, 1, 0);
	step(m, 53);
	happen(m, EVENT_FRAME, 3, EVENT_LOOP, 0, 0);
	happen(m, EVENT_PUSH, 3, 0, 0, 0);
	step(m, 43);
	happen(m, EVENT_PUSH, 2, 0, 0, 0);
	step(m, 10);
	happen(m, EVENT_SOCKET, LISTENER, 4, 0, 5000);
	happen(m, EVENT_LOCAL, 0, value_of(VALUE_SOCKET, LISTENER), 0, 0);
	step(m, 15);
	happen(m, EVENT_YIELD, value_of(VALUE_PAIR, LISTENER << 4 | READ_WORD), 0, 0, 0);
	happen(m, EVENT_SET, TO_READ, LISTENER, value_of(VALUE_TASK, 2), 0);
	happen(m, EVENT_KERNEL, LISTENER, 10, 0, 0);
	happen(m, EVENT_QUEUE, LISTENER, 0, 128, 0);
	for (uint32_t n = 1; n <= clients; n++)
		add_client(m, n);
	step(m, 34);
	step(m, 35);
	step(m, 36);
	happen(m, EVENT_WAIT, CALL_SELECT, 0, 0, 0);
}

/* client1 has sent, and has just been moved from to_read to tasks. */
static void wakes_a_reader(struct model *m)
{
	waits_in_select(m, 2);
	happen(m, EVENT_APPEND, READY_TO_READ, client_socket(1), 0, 0);
	happen(m, EVENT_LOCAL, 0, value_of(VALUE_LIST, READY_TO_READ), 0, 0);
	happen(m, EVENT_LOCAL, 1, value_of(VALUE_LIST, READY_TO_WRITE), 0, 0);
	happen(m, EVENT_LOCAL, 2, value_of(VALUE_INTEGER, 1), 0, 0);
	step(m, 37);
	happen(m, EVENT_LOCAL, 3, client_socket(1), 0, 0);
	step(m, 38);
	happen(m, EVENT_DELETE, TO_READ, LISTENER + 1, value_of(VALUE_TASK, client_frame(1)), 0);
	happen(m, EVENT_APPEND, TASKS, value_of(VALUE_TASK, client_frame(1)), 0, 0);
	step(m, 37);
	happen(m, EVENT_KERNEL, LISTENER + 1, 1, 3, 0);
	happen(m, EVENT_QUEUE, LISTENER, 1, 128, 0);
	happen(m, EVENT_WAITING, 0, 40318, 12, 0);
}

/* ... and then runs: it has received its request. */
static void runs_a_client(struct model *m)
{
	wakes_a_reader(m);
	step(m, 42);
	happen(m, EVENT_POP, TASKS, 0, value_of(VALUE_TASK, client_frame(1)), 0);
	happen(m, EVENT_LOCAL, 4, value_of(VALUE_TASK, client_frame(1)), 0, 0);
	step(m, 43);
	happen(m, EVENT_PUSH, client_frame(1), 0, 0, 0);
	step(m, 24);
	happen_text(m, EVENT_RECV, LISTENER + 1, 1, "hi\n");
	happen(m, EVENT_LOCAL, 1, value_of(VALUE_BYTES, 1), 0, 0);
	step(m, 25);
}

static void dies_of_a_reset(struct model *m)
{
	runs_a_client(m);
	happen_text(m, EVENT_RAISE, ERROR_CONNECTION_RESET, 104,
	            "[Errno 104] Connection reset by peer");
	happen_text(m, EVENT_PRINT, 2, 0,
	            "ConnectionResetError: [Errno 104] Connection reset by peer");
	for (int i = 0; i < 3; i++)
		happen(m, EVENT_UNWIND, 0, 0, 0, 0);
	happen(m, EVENT_END, 0, 0, 0, 0);
}

static struct view a_view(const struct model *m, int rows, int columns, enum language language)
{
	struct view v = {
		.language = language,
		.rows = rows,
		.columns = columns,
		.lesson = &lessons_by_hand[language],
		.program = &lesson_program_server,
		.is_live = true,
		.first_step = 1,
		.last_step = m->step,
		.address = "127.0.0.1:5000",
		.hints = hints,
		.hint_count = sizeof hints / sizeof *hints,
	};
	return v;
}

/* --- the tests ----------------------------------------------------------------------------------*/

static struct canvas canvas;
static struct bytes picture;

static const char *draw(const struct model *m, struct view *v)
{
	view_compose(&canvas, m, v);
	bytes_clear(&picture);
	canvas_dump(&canvas, &picture);
	return bytes_text(&picture);
}

static void expect(const struct model *m, struct view *v, const char *const *wanted)
{
	const char *text = draw(m, v);
	for (; *wanted; wanted++)
		if (!strstr(text, *wanted))
			fail_msg("no \"%s\" in:\n%s", *wanted, text);
}

static void expect_none(const struct model *m, struct view *v, const char *unwanted)
{
	const char *text = draw(m, v);
	if (strstr(text, unwanted))
		fail_msg("\"%s\" in:\n%s", unwanted, text);
}

/* The cell where this text begins. */
static const struct cell *cell_of(const struct model *m, struct view *v, const char *text)
{
	draw(m, v);
	for (int row = 0; row < canvas.rows; row++) {
		const struct cell *cells = &canvas.cells[row * canvas.columns];
		for (int i = 0; i + (int)strlen(text) <= canvas.columns; i++) {
			size_t k = 0;
			while (text[k] && cells[i + (int)k].character == (unsigned char)text[k])
				k++;
			if (!text[k])
				return &cells[i];
		}
	}
	fail_msg("no \"%s\" in:\n%s", text, bytes_text(&picture));
	return NULL;
}

static enum role role_of(const struct model *m, struct view *v, const char *text)
{
	return cell_of(m, v, text)->role;
}

static enum role role_right_of(const struct model *m, struct view *v, const char *text)
{
	return cell_of(m, v, text)[strlen(text)].role;
}

static int tear_down(void **state)
{
	(void)state;
	canvas_free(&canvas);
	bytes_free(&picture);
	return 0;
}

#define TEXTS(...)                \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

static void the_reference_picture(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	expect(&m, &v,
	       TEXTS("asyncviz  5 Generators and select │ step 12 │ LIVE │ WAIT  blocked in "
	             "select() │ "
	             "127.0.0.1:5000\n",
	             "Try:  type something in nc   or   :connect", "┌ server.py ─",
	             "│▶36              ready_to_read", "┌ tasks ─", "├ to_read ─", "├ to_write ─",
	             "│ (empty) ", "│ server   ▸ server()          paused at line 15 │",
	             "client1  ▸ client(client1)   paused at line 23 │", "─ REAL ──┐",
	             "│ server  :5000  LISTEN       waiting to be accepted  0 of 128 ",
	             "│ client1 :40312 ESTABLISHED  unread 0 B      unsent 0 B      nc (pid 4711) ",
	             "├ output ─", "Connection from ('127.0.0.1', 40312)",
	             " s step  n next  u back  r run  c go  : command  ? help  q quit\n"));
	model_free(&m);
}

static void a_small_screen_keeps_what_matters(void **state)
{
	(void)state;
	struct model m;
	wakes_a_reader(&m);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v,
	       TEXTS(" 5 Generators and select │ step 17 │ LIVE │ READY  before line 37 │ :5000",
	             "▶37", "│→client(client1)              line 23 │",
	             "│←client1  ▸ client(client1)           │", "1 of 128",
	             "queued  :40318 not accepted unread 12 B", "unread 3 B", "q quit"));
	v.focus = PANE_FRAMES;
	expect(&m, &v, TEXTS("MODELLED", "▶event_loop()", "ready_to_read  = [client1]"));
	expect_none(&m, &v, "REAL ─");
	v.rows = 45;
	v.columns = 140;
	expect(&m, &v, TEXTS("sock           = client1"));
	expect_none(&m, &v, "_iterator");
	model_free(&m);
}

/* B28, B29: in words, and in the colour of what is wrong. */
static void who_is_silent_and_who_was_refused_is_shown(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 2);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect_none(&m, &v, "silent");
	expect_none(&m, &v, "refused");
	happen(&m, EVENT_KERNEL, LISTENER + 2, 1 | EVENT_SILENT, 0, 12);
	expect(&m, &v, TEXTS("client2 :40314 silent       unread 0 B"));
	happen(&m, EVENT_REFUSED, 3, 0x7f000005, 0, 0);
	expect(&m, &v, TEXTS(" refused        3, the last from 127.0.0.5: too many at once"));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS(" отказано       3, последний с 127.0.0.5: слишком много сразу"));
	happen(&m, EVENT_KERNEL, LISTENER + 2, 1, 0, 0);
	expect_none(&m, &v, "молчит");
	model_free(&m);
}

static void a_large_screen_has_all_panes(void **state)
{
	(void)state;
	struct model m;
	runs_a_client(&m);
	struct view v = a_view(&m, 45, 140, ENGLISH);
	expect(&m, &v,
	       TEXTS("┌ server.py", "┌ tasks", "┌ kernel", "├ output", "┌ frames", "REAL",
	             "MODELLED", "▶client(client1)", "→  request       = b'hi\\n'", "▷event_loop()",
	             "‖client(client2)", "‖23          yield \"read\", client_socket",
	             "Goal:  Straight"));
	assert_int_equal(role_of(&m, &v, "25          if not request:"), ROLE_NOW);
	assert_int_equal(role_of(&m, &v, "yield \"read\""), ROLE_KEYWORD);
	assert_int_equal(role_of(&m, &v, "\"read\", client"), ROLE_STRING);
	assert_int_equal(role_of(&m, &v, "request       = b"), ROLE_CHANGED);
	assert_int_equal(role_of(&m, &v, "client_socket = client1"), ROLE_TEXT);
	assert_int_equal(role_of(&m, &v, "unread 3 B"), ROLE_STRONG);
	assert_int_equal(role_of(&m, &v, "unread 0 B"), ROLE_QUIET);
	model_free(&m);
}

static void russian_says_the_same(void **state)
{
	(void)state;
	struct model m;
	wakes_a_reader(&m);
	struct view v = a_view(&m, 45, 140, RUSSIAN);
	expect(&m, &v,
	       TEXTS("5 Генераторы и select │ шаг 17 │ СЕЙЧАС │ READY  перед строкой 37",
	             "ждёт на строке 23", "├ вывод", "┌ ядро", "НАСТОЯЩЕЕ", "┌ фреймы", "МОДЕЛЬ",
	             "(пусто)", "ждут accept()  1 из 128", "к чтению 12 Б", "Цель:"));
	model_free(&m);
}

static void the_past_is_said(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	v.is_live = false;
	v.last_step = 180;
	expect(&m, &v, TEXTS("│ PAST 12 of 180 │"));
	assert_int_equal(role_of(&m, &v, "PAST 12"), ROLE_CHOSEN);
	expect_none(&m, &v, "Try:");
	v.was_dropped = true;
	v.first_step = 7;
	v.columns = 140;
	expect(&m, &v, TEXTS("history from step 7"));
	model_free(&m);
}

static void an_end_is_explained(void **state)
{
	(void)state;
	struct model m;
	dies_of_a_reset(&m);
	struct view v = a_view(&m, 30, 140, ENGLISH);
	expect(&m, &v,
	       TEXTS("ended: ConnectionResetError",
	             "ConnectionResetError: [Errno 104] Connection reset by peer, raised in line "
	             "25 of client().",
	             "R starts it again", "×25", "→ConnectionResetError: [Errno 104]"));
	assert_int_equal(
		role_of(&m, &v, "ConnectionResetError: [Errno 104] Connection reset by peer, "),
		ROLE_ERROR);
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("выброшено в строке 25 функции client().", "R запустит её снова"));
	model_free(&m);
}

/* The longest that a lesson meets, in the rows that 80x24 has. */
static void an_answer_below_the_end_cuts_nothing(void **state)
{
	(void)state;
	struct code renamed[4];
	struct program program = twin;
	struct lesson_program other = lesson_program_server;
	memcpy(renamed, codes, sizeof codes);
	renamed[CLIENT].name = "send_message";
	program.codes = renamed;
	other.twin = &program;
	struct model m;
	dies_of_a_reset(&m);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.program = &other;
	snprintf(v.message, sizeof v.message, "ConnectionResetError ended the program.");
	expect(&m, &v,
	       TEXTS("raised in line 25\n of send_message(). Nothing",
	             "Python ends the whole program.\n ConnectionResetError ended"));
	expect_none(&m, &v, "program, and");
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("это конец программы.\n ConnectionResetError ended"));
	v.message[0] = '\0';
	expect(&m, &v, TEXTS("вместе со всеми", "u — шаг назад."));
	v.language = ENGLISH;
	expect(&m, &v, TEXTS("with it. R starts", "u looks back."));
	v.rows = 30;
	v.columns = 100;
	expect(&m, &v, TEXTS("looks back."));
	model_free(&m);
}

/* CPython's last line is an `except` that did not match; the cause was elsewhere. */
static void where_an_exception_was_raised_outlives_its_frame(void **state)
{
	(void)state;
	struct model m;
	runs_a_client(&m);
	happen_text(&m, EVENT_RAISE, ERROR_CONNECTION_RESET, 104, "reset");
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	step(&m, 48);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("▶48", " ConnectionResetError, raised in line 25 of client(). This"));
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	happen(&m, EVENT_END, 0, 0, 0, 0);
	expect(&m, &v,
	       TEXTS("×48",
	             "reset, raised in line 25 of client(). The except in line\n 48 is only for "
	             "StopIteration, so Python ends the program. R starts it"));
	expect_none(&m, &v, "Nothing catches it");
	v.language = RUSSIAN;
	expect(&m, &v,
	       TEXTS("client(). except в\n строке 48 ловит только StopIteration, и Python завершает "
	             "программу. R"));
	snprintf(v.message, sizeof v.message, "An answer.");
	expect(&m, &v, TEXTS("ловит только StopIteration.\n", " An answer.\n"));
	v.language = ENGLISH;
	expect(&m, &v, TEXTS("is only for StopIteration.\n", " An answer.\n"));
	model_free(&m);
}

/* Where the guide explains what an `except` catches, it would be wrong of what goes past it. */
static void an_except_that_does_not_match_is_not_explained_as_one_that_does(void **state)
{
	(void)state;
	struct model m;
	runs_a_client(&m);
	happen_text(&m, EVENT_RAISE, ERROR_CONNECTION_RESET, 104, "reset");
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	step(&m, 48);
	struct view v = a_view(&m, 30, 140, ENGLISH);
	expect(&m, &v,
	       TEXTS("This except is for StopIteration only: the exception goes on to the "
	             "caller."));
	expect_none(&m, &v, "says goodbye");
	v.language = RUSSIAN;
	v.lesson = &lessons_by_hand[RUSSIAN];
	expect(&m, &v, TEXTS("Этот except ловит только StopIteration: исключение летит дальше"));
	expect_none(&m, &v, "прощается");
	happen(&m, EVENT_CATCH, 0, 0, 0, 0);
	happen_text(&m, EVENT_RAISE, ERROR_STOP_ITERATION, 0, "");
	step(&m, 48);
	expect(&m, &v, TEXTS("StopIteration. Так генератор прощается."));
	model_free(&m);
}

/* In a checkpoint the frame that raised may be gone. */
static void nobody_guesses_where_an_exception_was_raised(void **state)
{
	(void)state;
	struct model m;
	model_init(&m);
	model_reset(&m, 30);
	happen(&m, EVENT_FRAME, 3, EVENT_LOOP, 0, 0);
	happen(&m, EVENT_PLACE, 3, 48, 1, 0);
	happen(&m, EVENT_PUSH, 3, 0, 0, 0);
	happen_text(&m, EVENT_RAISE, ERROR_CONNECTION_RESET, 104, "reset");
	step(&m, 48);
	happen(&m, EVENT_UNWIND, 0, 0, 0, 0);
	happen(&m, EVENT_END, 0, 0, 0, 0);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("ConnectionResetError: reset. The except in line 48"));
	expect_none(&m, &v, "raised");
	model_free(&m);
}

/* The last line but one of the words at the top says what to do while the program waits. */
static void what_waits_for_the_program_is_said(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 2);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS(" Try:  type something in nc "));
	static const struct {
		enum event_kind kind;
		uint32_t number[4], back[4];
	} cases[] = {
		{EVENT_QUEUE, {LISTENER, 1, 128}, {LISTENER, 0, 128}},
		{EVENT_KERNEL, {LISTENER + 1, 1, 3, 0}, {LISTENER + 1, 1, 0, 0}},
		{EVENT_KERNEL, {LISTENER + 2, 8, 0, 0}, {LISTENER + 2, 1, 0, 0}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const uint32_t *n = cases[i].number, *back = cases[i].back;
		happen(&m, cases[i].kind, n[0], n[1], n[2], n[3]);
		expect(&m, &v, TEXTS(" Something is ready: press s to go on."));
		expect_none(&m, &v, "Try:");
		v.pace = PACE_GOING; /* then it is about to wake by itself */
		expect_none(&m, &v, "Something is ready");
		v.pace = PACE_PAUSED;
		happen(&m, cases[i].kind, back[0], back[1], back[2], back[3]);
		expect(&m, &v, TEXTS("Try:"));
	}
	happen(&m, EVENT_KERNEL, LISTENER + 1, 1, 3, 0);
	happen(&m, EVENT_WAIT, CALL_RECV, LISTENER + 2, 0, 0); /* somebody else's bytes */
	expect(&m, &v, TEXTS("Try:"));
	happen(&m, EVENT_WAIT, CALL_ACCEPT, LISTENER, 0, 0);
	expect(&m, &v, TEXTS("Try:"));
	happen(&m, EVENT_WAIT, CALL_RECV, LISTENER + 1, 0, 0);
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS(" Что-то готово: нажмите s."));
	model_free(&m);
}

static void a_recording_is_called_one(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.is_recording = true;
	expect(&m, &v, TEXTS("│ RECORDING │"));
	expect_none(&m, &v, "LIVE");
	expect_none(&m, &v, "Try:");
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("│ ЗАПИСЬ │"));
	expect_none(&m, &v, "Попробуйте:");
	model_free(&m);
	dies_of_a_reset(&m);
	v = a_view(&m, 24, 80, ENGLISH);
	v.is_recording = true;
	expect(&m, &v, TEXTS("u looks back."));
	expect_none(&m, &v, "R starts");
	model_free(&m);
}

/* Of a program without sockets the kernel holds nothing. */
static void without_sockets_the_output_has_the_kernels_room(void **state)
{
	(void)state;
	static const char *const lines[] = {"numbers = []"};
	struct lesson_program program = lesson_program_server;
	struct model m;
	program.python = lines;
	program.python_count = 1;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 45, 140, ENGLISH);
	v.program = &program;
	expect(&m, &v, TEXTS("┌ output ──", "┌ frames ──", "┌ tasks ──"));
	expect_none(&m, &v, "kernel");
	v.focus = PANE_KERNEL;
	expect(&m, &v, TEXTS("┌ kernel ──", "├ output ──"));
	model_free(&m);
}

/* What has no collections gives their room away, but to whom asks for them. */
static void without_collections_others_have_their_room(void **state)
{
	(void)state;
	struct program bare = twin;
	struct lesson_program program = lesson_program_server;
	struct model m;
	memset(bare.collections, 0, sizeof bare.collections);
	bare.collections[READY_TO_READ] = (struct collection_type){"found", COLLECTION_LIST, true};
	program.twin = &bare;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.program = &program;
	expect(&m, &v,
	       TEXTS("┌ server.py ───────────────────────────┐┌ output ────", "┌ kernel ──"));
	expect_none(&m, &v, "collections");
	v.focus = PANE_FRAMES;
	expect(&m, &v, TEXTS("┐┌ output ────", "┌ frames ──"));
	v.focus = PANE_COLLECTIONS;
	expect(&m, &v, TEXTS("┐┌ collections ────", "(this program has none)"));
	v = a_view(&m, 30, 100, ENGLISH);
	v.program = &program;
	expect(&m, &v, TEXTS("┐┌ frames ────", "┌ kernel ──", "├ output ──"));
	expect_none(&m, &v, "collections");
	v = a_view(&m, 40, 130, ENGLISH);
	v.program = &program;
	expect(&m, &v, TEXTS("┐┌ frames ────", "┌ kernel ──", "├ output ──"));
	expect_none(&m, &v, "collections");
	v = a_view(&m, 16, 60, ENGLISH);
	v.program = &program;
	expect(&m, &v, TEXTS("┌ output ────"));
	expect_none(&m, &v, "collections");
	model_free(&m);
}

/* Below their headings, each topic once; the lesson's words can be asked for at once. */
static void help_comes_by_topic_and_with_words(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 90, 80, ENGLISH);
	v.overlay = OVERLAY_HELP;
	const char *text = draw(&m, &v);
	const char *moving = strstr(text, "│ Moving "), *screen = strstr(text, "│ The screen ");
	const char *clients = strstr(text, "│ Clients ");
	assert_non_null(moving);
	assert_non_null(clients);
	assert_true(moving < strstr(text, "back [N]") && strstr(text, "back [N]") < screen);
	assert_true(clients < strstr(text, "connect [N]"));
	assert_true(screen < strstr(text, "quit"));
	assert_null(strstr(moving + 1, "│ Moving "));
	expect(&m, &v, TEXTS("│ Words of this lesson", "│ socket  ", "one end of a connection"));
	v.rows = 24;
	expect_none(&m, &v, "Words of this lesson");
	v.shows_words = true;
	expect(&m, &v, TEXTS("one end of a connection"));
	v.rows = 14; /* the window becomes smaller: still there */
	expect(&m, &v, TEXTS("one end of a connection"));
	v.language = RUSSIAN;
	v.lesson = &lessons_by_hand[RUSSIAN];
	expect(&m, &v, TEXTS("Слова этого урока", "конец соединения"));
	v.lesson = NULL;
	v.program = NULL;
	expect_none(&m, &v, "Слова");
	model_free(&m);
}

/* Marks first; what is long goes on below itself, and nothing is cut. */
static void help_is_whole_at_every_width(void **state)
{
	(void)state;
	static const struct view_hint long_hint = {
		"Moving",
		"PgUp PgDn",
		"a command with [OPTIONS]",
		"an explanation of so many words that they take more than one row of this screen",
		false,
		NULL,
		HINT_PLAIN,
		0};
	struct model m;
	waits_in_select(&m, 1);
	for (int columns = 40; columns <= 110; columns += 10) {
		for (int language = ENGLISH; language <= RUSSIAN; language++) {
			struct view v = a_view(&m, 90, columns, (enum language)language);
			v.overlay = OVERLAY_HELP;
			v.hints = &long_hint;
			v.hint_count = 1;
			expect(&m, &v, TEXTS("×", "more", "screen", "PgUp PgDn"));
			const char *text = bytes_text(&picture);
			const char *help = strstr(text, language ? "┌ справка" : "┌ help");
			assert_non_null(help);
			assert_true(strstr(help, "WAIT") < strstr(help, "PgUp"));
			for (const char *cut = help; (cut = strstr(cut, "…")); cut++)
				fail_msg("cut:\n%s", text);
		}
	}
	struct view v = a_view(&m, 60, 80, RUSSIAN);
	v.overlay = OVERLAY_HELP;
	expect(&m, &v, TEXTS("│ НАСТОЯЩЕЕ ", "│ МОДЕЛЬ "));
	v.rows = 24;
	v.help_scroll = 1000;
	expect(&m, &v, TEXTS(" leave ")); /* scrolled to its end, and no further */
	expect_none(&m, &v, "↓ ещё");
	struct view low = a_view(&m, 12, 60, RUSSIAN); /* the last row goes on below, uncut */
	low.overlay = OVERLAY_HELP;
	for (int row = 0; row < 30; row++) {
		low.help_scroll = row;
		expect_none(&m, &low, "…");
	}
	model_free(&m);
}

static void many_clients_are_counted_and_scrolled(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 900);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("client3   ▸ ", "… and 897 more", "… and 898 more"));
	v.scroll[PANE_COLLECTIONS] = 5;
	expect(&m, &v, TEXTS("client6   ▸ ", "… 5 above, 892 below"));
	v.scroll[PANE_COLLECTIONS] = 100000;
	expect(&m, &v, TEXTS("client900 ▸ "));
	assert_in_range(v.scroll[PANE_COLLECTIONS], 890, 900);
	v.scroll[PANE_LISTING] = v.scroll[PANE_KERNEL] = 1000000;
	expect(&m, &v, TEXTS("│▷53 event_loop()", "client900 :42110"));
	for (int i = 0; i < PANE_COUNT; i++)
		v.scroll[i] = -1000000;
	expect(&m, &v, TEXTS("  1 import socket", "… and 897 more"));
	model_free(&m);
}

static int row_of_text(const char *text, const char *wanted)
{
	const char *at = strstr(text, wanted);
	int row = 0;
	assert_non_null(at);
	for (; text < at; text++)
		row += *text == '\n';
	return row;
}

/* A section grows when it must, and then stays: headings do not jump as sockets come and go. */
static void headings_stand_still_while_sockets_move(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 2);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	int before = row_of_text(draw(&m, &v), "├ to_write");
	happen(&m, EVENT_DELETE, TO_READ, LISTENER + 1, value_of(VALUE_TASK, client_frame(1)), 0);
	happen(&m, EVENT_DELETE, TO_READ, LISTENER + 2, value_of(VALUE_TASK, client_frame(2)), 0);
	step(&m, 42);
	step(&m, 43);
	assert_int_equal(row_of_text(draw(&m, &v), "├ to_write"), before);
	struct view fresh = a_view(&m, 30, 100, ENGLISH);
	assert_true(row_of_text(draw(&m, &fresh), "├ to_write") < before);
	v.rows = 45; /* another size, other shares */
	fresh.rows = 45;
	assert_int_equal(row_of_text(draw(&m, &v), "├ to_write"),
	                 row_of_text(draw(&m, &fresh), "├ to_write"));
	model_free(&m);
}

/* A loop is seen to go back: the arrow moves, and the rows only when it would leave them. */
static void the_listing_stands_still_while_the_arrow_moves(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	int select = row_of_text(draw(&m, &v), "▶36");
	int first = row_of_text(draw(&m, &v), " 33 def event_loop");
	step(&m, 37);
	assert_int_equal(row_of_text(draw(&m, &v), "▶37"), select + 1);
	step(&m, 35);
	assert_int_equal(row_of_text(draw(&m, &v), "▶35"), select - 1);
	assert_int_equal(row_of_text(draw(&m, &v), " 33 def event_loop"), first);
	step(&m, 49); /* out of sight */
	expect(&m, &v, TEXTS("▶49"));
	expect_none(&m, &v, " 33 def event_loop");
	step(&m, 36);
	assert_int_equal(row_of_text(draw(&m, &v), "▶36"), select);
	v.scroll[PANE_LISTING] = -30; /* somebody looks at the imports */
	expect_none(&m, &v, "▶36");
	v.pace = PACE_GOING;
	step(&m, 37);
	expect_none(&m, &v, "▶37");
	v.pace = PACE_PAUSED;
	step(&m, 36);
	expect(&m, &v, TEXTS("▶36"));
	model_free(&m);
}

static void a_long_line_keeps_its_call_and_is_whole_for_who_searches(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("▶36       ready_to_read, … = select(…)│", "│ 37       for sock in ready_to_read:  │"));
	v.is_ascii = true;
	expect(&m, &v, TEXTS(">36       .. = select(..) "));
	v.is_ascii = false;
	snprintf(v.search, sizeof v.search, "_to_read, ready");
	expect(&m, &v, TEXTS("▶36       ready_to_read, ready_to_wri…"));
	v = a_view(&m, 30, 100, ENGLISH); /* with room the indentation is Python's */
	expect(&m, &v, TEXTS("▶36              ready_to_read, … = select(…)"));
	model_free(&m);
}

/* While it waits in a call too: the key that let it go is the one that stops it. */
static void going_is_told_from_a_pause(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("│ WAIT  blocked in select()", " c go "));
	v.pace = PACE_GOING;
	expect(&m, &v, TEXTS("│▶WAIT  blocked in select()", " c pause "));
	expect_none(&m, &v, " c go ");
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("│▶WAIT  ждёт в select()", " c пауза "));
	v.is_live = false;
	expect_none(&m, &v, "▶WAIT");
	expect_none(&m, &v, "пауза");
	model_free(&m);
}

static void a_recording_looks_as_it_did_live(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("┌ kernel", " r run ", " c go "));
	v.is_recording = true;
	v.address[0] = '\0';
	expect(&m, &v, TEXTS("┌ kernel", " s step ", " u back "));
	expect_none(&m, &v, " r run ");
	expect_none(&m, &v, " c go ");
	model_free(&m);
}

/* A box has the whole width, or clear margins beside it; never slivers of what is under it. */
static void a_box_over_the_screen_cuts_no_word(void **state)
{
	(void)state;
	struct model m;
	runs_a_client(&m);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	v.overlay = OVERLAY_HELP;
	expect(&m, &v, TEXTS("\n┌ help ─", "┐\n"));
	v = a_view(&m, 45, 140, ENGLISH);
	v.overlay = OVERLAY_HELP;
	const char *text = draw(&m, &v);
	assert_non_null(strstr(text, "\n                      ┌ help ─"));
	assert_true(row_of_text(text, "┌ help ─") >= 5); /* below the words */
	assert_non_null(strstr(text, "┐\n"));
	model_free(&m);
}

/* Names of every length, and states in one form, stand below each other. */
static void a_hundred_clients_align(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 100);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.scroll[PANE_COLLECTIONS] = 100000;
	expect(&m, &v,
	       TEXTS("│ client99  ▸ client(client99)  line 23│",
	             "│ client100 ▸ client(client100) line 23│"));
	v = a_view(&m, 30, 100, RUSSIAN);
	expect(&m, &v,
	       TEXTS("│ server    ▸ server()                   стр. 15 │",
	             "│ client1   ▸ client(client1)            стр. 23 │"));
	model_free(&m);
	waits_in_select(&m, 1000);
	v = a_view(&m, 24, 80, ENGLISH);
	v.scroll[PANE_COLLECTIONS] = 100000;
	expect(&m, &v, TEXTS("│ client1000▸client(client1000) line 23│"));
	model_free(&m);
}

/* Who is at the other end: a larger screen never says less of it. */
static void the_process_fits_at_every_width_from_100_on(void **state)
{
	(void)state;
	static const char process[] = "nc.openbsd, pid 123456";
	struct model m;
	waits_in_select(&m, 12);
	for (uint32_t n = 1; n <= 12; n++)
		happen_text(&m, EVENT_PEER, LISTENER + n, 0, process);
	happen(&m, EVENT_KERNEL, LISTENER + 1, 1, 12, 0);
	for (int columns = 100; columns <= 200; columns++)
		for (int rows = 30; rows <= 45; rows += 15)
			for (int language = ENGLISH; language <= RUSSIAN; language++) {
				struct view v = a_view(&m, rows, columns, (enum language)language);
				expect(&m, &v, TEXTS("nc.openbsd, pid 123456 "));
				expect_none(&m, &v, "nc.openbsd, pid 12345…");
				expect_none(&m, &v, "nc.openbsd 12");
			}
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("unread 12 B  unsent 0 B   nc.openbsd, pid 123456"));
	model_free(&m);
	waits_in_select(&m, 2); /* with a name of one digit */
	happen_text(&m, EVENT_PEER, LISTENER + 1, 0, process);
	happen(&m, EVENT_KERNEL, LISTENER + 1, 1, 12, 0);
	v = a_view(&m, 24, 80, RUSSIAN);
	expect(&m, &v,
	       TEXTS("к чтению 12 Б  к отправке 0 Б   nc.openbsd 123456",
	             "к чтению 0 Б   к отправке 0 Б   встроенный"));
	v = a_view(&m, 30, 100, RUSSIAN);
	expect(&m, &v,
	       TEXTS("не прочитано 12 Б     не отправлено 0 Б      nc.openbsd, pid 123456",
	             "не прочитано 0 Б      не отправлено 0 Б      встроенный"));
	model_free(&m);
}

/* 40 clients where a dozen have room. What moves is seen where it went; then nothing jumps. */
static void what_changed_is_seen_among_many(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 40);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	expect(&m, &v, TEXTS("│ server   ▸ server()", "│ client1  :40312"));
	happen(&m, EVENT_DELETE, TO_READ, LISTENER + 7, 0, 0);
	step(&m, 42);
	expect(&m, &v, TEXTS("←client7  ▸ ", "… 39 above"));
	happen(&m, EVENT_SET, TO_READ, LISTENER + 7, value_of(VALUE_TASK, client_frame(7)), 0);
	step(&m, 43);
	expect(&m, &v, TEXTS("→client7  ▸ ", "│ client1  :40312"));
	happen_text(&m, EVENT_RECV, LISTENER + 30, 1, "hi\n");
	step(&m, 44);
	expect(&m, &v, TEXTS("│ client7  ▸ ", "│ client30 :40370", "… 28 above, 10 below"));
	step(&m, 45);
	expect(&m, &v, TEXTS("│ client7  ▸ ", "│ client30 :40370"));
	happen(&m, EVENT_CLOSE, LISTENER + 3, 0, 0, 0);
	step(&m, 46);
	expect(&m, &v, TEXTS("│←client3  :40316", "… 2 above", "│ server   :5000 "));
	v.scroll[PANE_KERNEL] = 10;
	expect_none(&m, &v, "client3  :40316");
	happen_text(&m, EVENT_RECV, LISTENER + 40, 2, "hi\n");
	step(&m, 47);
	expect_none(&m, &v, "client40 :"); /* whoever scrolls is left alone */
	v.scroll[PANE_KERNEL] = 0;
	expect(&m, &v, TEXTS("│ client40 :40390"));
	model_free(&m);
}

static void what_is_closed_is_shown_once_more(void **state)
{
	(void)state;
	struct model m;
	runs_a_client(&m);
	happen(&m, EVENT_CLOSE, LISTENER + 1, 0, 0, 0);
	step(&m, 30);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("│←client1 :40312 closed"));
	happen(&m, EVENT_LOCAL, 1, 0, 0, 0);
	step(&m, 30);
	expect_none(&m, &v, ":40312 closed");
	model_free(&m);
}

static void the_answer_and_the_prompt_are_seen(void **state)
{
	(void)state;
	static const char *const candidates[] = {"connect", "continue"};
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	snprintf(v.message, sizeof v.message, "client1 sent 3 bytes");
	expect(&m, &v, TEXTS(" client1 sent 3 bytes"));
	v.prompt_is_open = true;
	v.prompt_sign = ':';
	v.prompt_text = "con";
	v.prompt_cursor = 3;
	v.completions = candidates;
	v.completion_count = 2;
	expect(&m, &v, TEXTS("\n:con\n", "connect   continue"));
	assert_int_equal(canvas.cursor_row, 23);
	assert_int_equal(canvas.cursor_column, 4);
	char longer[301];
	memset(longer, 'x', 299);
	memcpy(longer + 299, "E", 2);
	v.prompt_text = longer;
	v.prompt_cursor = 300;
	expect(&m, &v, TEXTS("xxE\n"));
	assert_in_range(canvas.cursor_column, 70, 79);
	model_free(&m);
}

static void the_c_twin_is_shown(void **state)
{
	(void)state;
	static const char *const source[] = {"/* A twin. */", "AT(select) DO(stage_select(s));",
	                                     "END"};
	static unsigned lines[sizeof python / sizeof *python + 1];
	struct lesson_program program = lesson_program_server;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	lines[36] = 2;
	program.c = source;
	program.c_count = 3;
	program.c_line = lines;
	v.program = &program;
	v.shows_c = true;
	expect(&m, &v, TEXTS("┌ server.c ", "▶ 2 AT(select)"));
	assert_int_equal(role_of(&m, &v, "/* A twin"), ROLE_COMMENT);
	model_free(&m);
}

static void breaks_and_matches_are_marked(void **state)
{
	(void)state;
	bool breaks[EVENT_LINES + 1] = {[37] = true};
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	v.breaks = breaks;
	snprintf(v.search, sizeof v.search, "append(to_r");
	expect(&m, &v, TEXTS("│ 37●"));
	assert_int_equal(role_right_of(&m, &v, " 37"), ROLE_ERROR);
	assert_int_equal(role_right_of(&m, &v, " 38"), ROLE_TEXT);
	assert_int_equal(role_of(&m, &v, "append(to_r"), ROLE_MATCH);
	model_free(&m);
}

static void the_menu_lists_the_lessons(void **state)
{
	(void)state;
	char *why = NULL;
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	if (!all)
		fail_msg("%s", why);
	struct model m;
	model_init(&m);
	struct view v = {.rows = 24, .columns = 80, .lessons = all};
	expect(&m, &v,
	       TEXTS("┌ lessons", "▶  1  ", "   5  ", "asyncviz", "│  For those who write",
	             "│  Go from the top down"));
	v.overlay = OVERLAY_MENU; /* nothing lies under it */
	expect(&m, &v,
	       TEXTS("\n Enter open  ↑↓ choose  q quit  t try  w words  M map  ? help\n"));
	v.rows = 12; /* the lessons matter more */
	expect_none(&m, &v, "For those");
	expect(&m, &v, TEXTS("▶  1  ", "   2  ", " more ─"));
	v.rows = 24;
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("│  Для тех, кто немного пишет на Python"));
	expect(&m, &v, TEXTS("\n Enter открыть  ↑↓ выбрать  q выход  t опыты  w слова  M карта  ? "
	                     "справка\n"));
	v.program = &lesson_program_server;
	v.lesson = &lessons_by_hand[RUSSIAN];
	expect(&m, &v, TEXTS("\n Enter открыть  ↑↓ выбрать  Esc закрыть"));
	lessons_close(all);
	model_free(&m);
}

static const char *const task_hints[] = {"Connect one.", "Let it say something."};
static const struct lesson_task some_tasks[] = {
	{.title = "the first", .text = "Do this.", .explanation = "It was so."},
	{.title = "the second",
         .text = "Do that.",
         .explanation = "It was otherwise.",
         .hints = task_hints,
         .hint_count = 2},
};
static const struct lesson lesson_with_tasks = {.number = 5,
                                                .name = "generators",
                                                .title = "Generators and select",
                                                .programs = &lesson_program_server,
                                                .program_count = 1,
                                                .tasks = some_tasks,
                                                .task_count = 2};

static void what_to_try_is_unfolded_as_far_as_one_has_come(void **state)
{
	(void)state;
	struct model m;
	struct view_task tasks[2] = {{.is_done = true}, {.hints = 1}};
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.lesson = &lesson_with_tasks;
	v.tasks = tasks;
	v.overlay = OVERLAY_TRY;
	expect(&m, &v,
	       TEXTS("▶ [✓] 1 the first", "  [ ] 2 the second", "Do this.", "It was so.",
	             "1 of 2 done", "\n Esc close  ↑↓ choose\n"));
	expect_none(&m, &v, "Do that.");
	v.try_choice = 1;
	expect(&m, &v,
	       TEXTS("  [✓] 1 the first", "▶ [ ] 2 the second", "1. Connect one.",
	             "Enter: a hint (2 of 2)", "↑↓ choose  Enter a hint\n"));
	const char *text = bytes_text(&picture);
	assert_int_equal(row_of_text(text, "Enter: a hint"), row_of_text(text, "1. Conn") + 2);
	expect_none(&m, &v, "Let it say");
	expect_none(&m, &v, "It was otherwise.");
	tasks[1].is_done = true;
	expect(&m, &v, TEXTS("▶ [✓] 2 the second", "It was otherwise.", "2. Let it say"));
	v.rows = 11; /* its title at least */
	expect(&m, &v, TEXTS("▶ [✓] 2 the second", "more"));
	v.try_scroll = 1000;
	expect(&m, &v, TEXTS("2. Let it say"));
	expect_none(&m, &v, "more ");
	v.is_ascii = true;
	v.try_scroll = 0;
	expect(&m, &v, TEXTS("> [x] 2 the second"));
	model_free(&m);
}

static void the_count_stands_beside_its_key_where_there_is_room(void **state)
{
	(void)state;
	static const struct view_hint keys[] = {
		{"The screen", "t", "try [N]", "what to try", true, "try", HINT_TASKS, 0},
		{"The screen", "q", "quit", "leave", true, "something long enough for 40", HINT_PLAIN, 0},
	};
	struct model m;
	struct view_task tasks[2] = {{.is_done = true}};
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.lesson = &lesson_with_tasks;
	v.hints = keys;
	v.hint_count = 2;
	expect(&m, &v, TEXTS("\n t try  q something long enough for 40\n"));
	v.tasks = tasks;
	expect(&m, &v, TEXTS("\n t try 1/2  q something long enough for 40\n"));
	v.columns = 40;
	expect(&m, &v, TEXTS("\n t try  q something long enough for 40\n"));
	model_free(&m);
}

static void too_small_a_screen_asks_for_room(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 9, 80, ENGLISH);
	expect(&m, &v, TEXTS("asyncviz needs 40x10 or more"));
	v = a_view(&m, 30, 12, RUSSIAN);
	expect(&m, &v, TEXTS("40x10"));
	model_free(&m);
}

/* Every row that is drawn is as wide as the screen or less, whatever the size. */
static void draw_at_all_sizes(const struct model *m, enum language language, enum overlay overlay)
{
	static const int rows[] = {1, 2, 9, 10, 11, 13, 14, 17, 20, 23, 24, 28, 35, 36, 45, 200};
	static const int columns[] = {1, 2, 3, 39, 40, 41, 71, 72, 80, 90, 100, 112, 140, 300, 500};
	static const struct view_task tasks[2] = {{.is_done = true}, {.hints = 2}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (size_t k = 0; k < sizeof columns / sizeof *columns; k++) {
			struct view v = a_view(m, rows[i], columns[k], language);
			if (overlay == OVERLAY_TRY) {
				v.lesson = &lesson_with_tasks;
				v.tasks = tasks;
				v.try_choice = i % 2;
				v.try_scroll = k % 3 ? 1 << 30 : -(1 << 30);
			}
			v.focus = (enum pane_id)((i + k) % PANE_COUNT);
			v.overlay = overlay;
			v.is_ascii = k % 2;
			v.prompt_is_open = i % 3 == 0;
			v.prompt_sign = ':';
			v.prompt_text = "step";
			v.scroll[v.focus] = 1 << 30;
			v.sideways[v.focus] = 1 << 30;
			draw(m, &v);
			assert_int_equal(canvas.rows, rows[i]);
			assert_int_equal(canvas.columns, columns[k]);
		}
	}
}

static void every_size_can_be_drawn(void **state)
{
	(void)state;
	void (*const moments[])(struct model *) = {model_init, wakes_a_reader, runs_a_client,
	                                           dies_of_a_reset};
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		struct model m;
		moments[i](&m);
		for (int language = ENGLISH; language <= RUSSIAN; language++)
			for (int overlay = OVERLAY_NONE; overlay <= OVERLAY_TRY; overlay++)
				draw_at_all_sizes(&m, language, overlay);
		model_free(&m);
	}
}

static void values_are_called_as_python_calls_them(void **state)
{
	(void)state;
	static const struct {
		value v;
		const char *name;
	} cases[] = {
		{16 + VALUE_NONE, "None"},
		{42 << 4 | VALUE_INTEGER, "42"},
		{WRITE_WORD << 4 | VALUE_WORD, "'write'"},
		{(LISTENER + 1) << 4 | VALUE_SOCKET, "client1"},
		{11 << 4 | VALUE_TASK, "client(client1)"},
		{3 << 4 | VALUE_TASK, "event_loop()"},
		{1 << 4 | VALUE_TASK, "<module>"},
		{CLIENT << 4 | VALUE_FUNCTION, "client"},
		{0 << 4 | VALUE_LITERAL, "b'Hello World\\n'"},
		{1 << 4 | VALUE_BYTES, "b'hi\\n'"},
		{2 << 4 | VALUE_BYTES, "b'"
	                               "GET / HTTP/1.1\\r\\n"
	                               "01234567890123456789012345678901…'"},
		{(LISTENER + 1) << 4 | VALUE_ADDRESS, "('127.0.0.1', 40312)"},
		{READY_TO_READ << 4 | VALUE_LIST, "[client1]"},
		{TO_READ << 4 | VALUE_LIST, "{server: server(), client2: client(client2)}"},
		{((LISTENER + 1) << 4 | READ_WORD) << 4 | VALUE_PAIR, "('read', client1)"},
		{999 << 4 | VALUE_SOCKET, "closed"},
		{9999 << 4 | VALUE_TASK, "?"},
	};
	struct model m;
	struct bytes out = {0};
	runs_a_client(&m);
	happen_text(&m, EVENT_BYTES, 2, 0,
	            "GET / HTTP/1.1\r\n0123456789012345678901234567890123456789");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bytes_clear(&out);
		view_value(&out, &m, &twin, cases[i].v);
		assert_string_equal(bytes_text(&out), cases[i].name);
	}
	bytes_free(&out);
	model_free(&m);
}

/* Linux queues one connection more than listen() was told. */
static void a_full_queue_is_called_full(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	happen(&m, EVENT_QUEUE, LISTENER, 128, 128, 0);
	expect(&m, &v, TEXTS("waiting to be accepted  128 of 128 "));
	happen(&m, EVENT_QUEUE, LISTENER, 129, 128, 0);
	expect(&m, &v, TEXTS("waiting to be accepted  129: full "));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("ждут accept()  129: очередь полна "));
	model_free(&m);
}

static void before_bind_there_is_no_port(void **state)
{
	(void)state;
	struct model m;
	model_init(&m);
	happen(&m, EVENT_FRAME, 1, MODULE, 0, 0);
	happen(&m, EVENT_PUSH, 1, 0, 0, 0);
	happen(&m, EVENT_SOCKET, LISTENER, 4, 0, 0);
	step(&m, 11);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("│→server  no port yet  "));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("│→server  порта ещё нет  "));
	happen(&m, EVENT_SOCKET, LISTENER, 4, 0, 5000);
	expect(&m, &v, TEXTS("│→server  :5000  -  "));
	model_free(&m);
}

static void a_selector_is_a_list_in_the_kernel(void **state)
{
	(void)state;
	struct program selecting = twin;
	struct lesson_program program = lesson_program_server;
	struct model m;
	selecting.collections[TO_READ].kind = COLLECTION_SELECTOR;
	program.twin = &selecting;
	waits_in_select(&m, 2);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	v.program = &program;
	expect(&m, &v,
	       TEXTS("│ epoll          the kernel keeps the list of sockets to watch:  3  "));
	v.language = RUSSIAN;
	expect(&m, &v,
	       TEXTS("│ epoll          список сокетов, за которыми следить, хранит ядро:  3  "));
	model_free(&m);
}

/* --- the status line */

/* What is before and behind the parts that tell of the moment. */
static void take_frame(struct bytes *out, const char *status)
{
	const char *moment = strstr(status, " │ "), *address = strstr(status, ":5000");
	assert_non_null(moment);
	while (address && address > status && strncmp(address, " │ ", strlen(" │ ")) != 0)
		address--;
	bytes_clear(out);
	bytes_add(out, status, (size_t)(moment - status));
	if (address)
		bytes_add(out, address, strcspn(address, "\n"));
}

/* Whatever the program does, in the present and in the past. */
static void the_status_keeps_its_shape(void **state)
{
	(void)state;
	struct model m;
	struct bytes first = {0}, other = {0};
	for (int columns = 60; columns <= 140; columns++) {
		for (int language = ENGLISH; language <= RUSSIAN; language++) {
			waits_in_select(&m, 1);
			struct view v = a_view(&m, 24, columns, (enum language)language);
			take_frame(&first, draw(&m, &v));
			for (uint32_t line = 34; line <= 47; line++) {
				step(&m, line);
				v.is_live = line % 2;
				v.pace = line % 3 ? PACE_PAUSED : PACE_GOING;
				v.speed = line % 3 * 20;
				v.last_step = m.step;
				take_frame(&other, draw(&m, &v));
				assert_string_equal(bytes_text(&other), bytes_text(&first));
				bool is_in_words = strstr(bytes_text(&picture), "before line") ||
				                   strstr(bytes_text(&picture), "строкой") ||
				                   v.pace == PACE_GOING;
				assert_true(is_in_words || columns < 70);
			}
			model_free(&m);
		}
	}
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS(" 5 Generators and select │ step 12 │ LIVE │ WAIT  blocked"));
	m.step = 9999;
	expect(&m, &v, TEXTS(" 5 Generators and select │ step 9999 │ LIVE │ WAIT  blocked in "
	                     "select() │ :5000\n"));
	v.address[0] = '\0'; /* its room is kept */
	v.columns = 76;
	expect(&m, &v, TEXTS(" 5 generators │ step 9999"));
	bytes_free(&first);
	bytes_free(&other);
	model_free(&m);
}

/* --- collections and frames */

/* Where a generator stands changes nothing in how it is written. */
static void a_task_is_written_alike_wherever_it_is(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 0);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	expect(&m, &v, TEXTS("│ server   ▸ server()          line 15 │"));
	happen(&m, EVENT_DELETE, TO_READ, LISTENER, value_of(VALUE_TASK, 2), 0);
	happen(&m, EVENT_APPEND, TASKS, value_of(VALUE_TASK, 2), 0, 0);
	step(&m, 38);
	happen(&m, EVENT_LOCAL, 1, 0, 0, 0);
	step(&m, 39);
	expect(&m, &v, TEXTS("│ server()                     line 15 │"));
	expect_none(&m, &v, "paused");
	model_free(&m);
	waits_in_select(&m, 1);
	v = a_view(&m, 24, 90, ENGLISH);
	expect(&m, &v, TEXTS("client1  ▸ client(client1)        line 23 │"));
	happen(&m, EVENT_DELETE, TO_READ, LISTENER + 1, 0, 0); /* also when it is nowhere */
	step(&m, 43);
	step(&m, 43);
	expect(&m, &v, TEXTS("server   ▸ server()               line 15 │"));
	model_free(&m);
}

static void locals_have_rows_of_their_own_while_there_are_rows(void **state)
{
	(void)state;
	struct model m;
	int in_a_row = 0, in_rows = 0;
	waits_in_select(&m, 1);
	for (uint32_t id = 20; id < 22; id++) {
		happen(&m, EVENT_FRAME, id, CLIENT, 1, 0);
		happen(&m, EVENT_PUSH, id, 0, 0, 0);
		happen(&m, EVENT_LOCAL, 0, client_socket(1), 0, 0);
		happen(&m, EVENT_LOCAL, 1, value_of(VALUE_INTEGER, id), 0, 0);
		step(&m, 23);
		happen(&m, EVENT_YIELD, 0, 0, 0, 0);
	}
	step(&m, 44);
	for (int rows = 28; rows <= 60; rows++) {
		struct view v = a_view(&m, rows, 100, ENGLISH);
		const char *text = draw(&m, &v);
		bool is_in_a_row = strstr(text, "   client_socket = client1   request = 20 ");
		bool is_in_rows = strstr(text, "   request       = 20 ");
		assert_true(!is_in_a_row || !in_rows); /* with more rows there are never fewer */
		assert_true(!is_in_a_row || !is_in_rows);
		assert_true(!is_in_rows || strstr(text, " = 21 ")); /* at nobody's cost */
		in_a_row += is_in_a_row;
		in_rows += is_in_rows;
	}
	assert_true(in_a_row > 0 && in_rows > 0);
	struct view v = a_view(&m, 45, 140, ENGLISH);
	assert_int_equal(role_of(&m, &v, "client_socket = client1"), ROLE_QUIET);
	model_free(&m);
}

/* Of three rows one at most is a counter. */
static void counters_take_a_third_at_most(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 1000);
	struct view v = a_view(&m, 24, 80, RUSSIAN);
	v.scroll[PANE_KERNEL] = 98;
	expect(&m, &v, TEXTS("│ client99  ", "│ client100 ", "│ … ещё 98 выше, 900 ниже "));
	v.language = ENGLISH;
	expect(&m, &v, TEXTS("│ … 98 above, 900 below "));
	v.scroll[PANE_KERNEL] = 1000;
	expect(&m, &v, TEXTS("│ … 998 above ", "│ client999 ", "│ client1000 "));
	model_free(&m);
}

/* What stood there was of a moment that nobody has seen. */
static void after_a_leap_lists_stand_at_their_beginning(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 40);
	struct view v = a_view(&m, 30, 100, ENGLISH);
	draw(&m, &v);
	happen(&m, EVENT_DELETE, TO_READ, LISTENER + 7, 0, 0);
	happen(&m, EVENT_SET, TO_READ, LISTENER + 7, value_of(VALUE_TASK, client_frame(7)), 0);
	happen_text(&m, EVENT_RECV, LISTENER + 30, 1, "hi\n");
	step(&m, 44);
	draw(&m, &v);
	for (int i = 0; i < 50; i++)
		step(&m, 45);
	expect(&m, &v, TEXTS("client7  ▸ ", "│ client30 :"));
	v.pace = PACE_GOING; /* while it goes nothing is at rest */
	for (int i = 0; i < 200; i++)
		step(&m, 45);
	expect(&m, &v, TEXTS("client7  ▸ ", "│ client30 :"));
	v.pace = PACE_PAUSED;
	expect(&m, &v, TEXTS("│ server   ▸ ", "│ client1  :40312"));
	expect_none(&m, &v, " above");
	for (int i = 0; i < 200; i++)
		step(&m, 45);
	happen_text(&m, EVENT_RECV, LISTENER + 30, 1, "hi\n");
	step(&m, 44); /* but what has changed is seen */
	expect(&m, &v, TEXTS("│ server   ▸ ", "│ client30 :"));
	model_free(&m);
}

/* --- words */

static void who_does_not_read_is_named(void **state)
{
	(void)state;
	struct model m;
	waits_in_select(&m, 2);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	happen(&m, EVENT_KERNEL, LISTENER + 2, 1, 0, 4096);
	happen(&m, EVENT_WAIT, CALL_SEND, LISTENER + 2, 0, 0);
	expect(&m, &v, TEXTS("\n Try:  :read client2 on\n"));
	v.language = RUSSIAN;
	expect(&m, &v, TEXTS("\n Попробуйте:  :read client2 on\n"));
	v.language = ENGLISH;
	happen(&m, EVENT_KERNEL, LISTENER + 2, 1, 0, 0);
	expect(&m, &v, TEXTS("\n Something is ready: press s to go on.\n"));
	happen(&m, EVENT_KERNEL, LISTENER + 1, 1, 0, 4096);
	happen(&m, EVENT_WAIT, CALL_SEND, LISTENER + 1, 0, 0); /* nc has no such command */
	expect_none(&m, &v, "Try:");
	expect_none(&m, &v, "Something is ready");
	model_free(&m);
}

/* --- hints */

static void a_wide_screen_names_more_keys(void **state)
{
	(void)state;
	static const struct view_hint keys[] = {
		{"The screen", "s", "step", "a step", true, "step", HINT_PLAIN, 0},
		{"The screen", "c", "continue", "on", true, "go", HINT_PACE, 0},
		{"The screen", "R", "restart", "again", true, "restart", HINT_RUNS, 2},
		{"The screen", "t", "try [N]", "what to try", true, "try", HINT_TASKS, 0},
		{"The screen", "x", "swap", "the C", true, "C", HINT_SOURCE, 3},
		{"The screen", "q", "quit", "leave", true, "quit", HINT_PLAIN, 1},
	};
	static const struct {
		int columns;
		const char *hints;
	} cases[] = {
		{57, "\n s step  c go  R restart  t try 1/2  x C  q quit\n"},
		{51, "\n s step  c go  R restart  t try 1/2  q quit\n"},
		{40, "\n s step  c go  t try 1/2  q quit\n"},
	};
	struct model m;
	struct view_task tasks[2] = {{.is_done = true}};
	struct lesson_program program = lesson_program_server;
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 80, ENGLISH);
	program.c = python;
	v.program = &program;
	v.lesson = &lesson_with_tasks;
	v.tasks = tasks;
	v.hints = keys;
	v.hint_count = sizeof keys / sizeof *keys;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		v.columns = cases[i].columns;
		v.pace = PACE_PAUSED;
		expect(&m, &v, TEXTS(cases[i].hints));
		v.pace = PACE_GOING; /* a longer word sends none away */
		expect(&m, &v, TEXTS(" c pause "));
		expect_none(&m, &v, " c go ");
		assert_true(!strstr(bytes_text(&picture), " R ") == !strstr(cases[i].hints, " R "));
	}
	v.pace = PACE_PAUSED;
	v.columns = 100;
	v.shows_c = true;
	expect(&m, &v, TEXTS(" x Python "));
	v.is_recording = true;
	expect(&m, &v, TEXTS("\n s step  x Python  q quit\n"));
	program.c = NULL;
	expect(&m, &v, TEXTS("\n s step  q quit\n"));
	model_free(&m);
}

/* Where the count has no room together with the spare ones, those go first. */
static void the_count_outlives_what_is_spare(void **state)
{
	(void)state;
	static const struct view_hint keys[] = {
		{"The screen", "t", "try [N]", "what to try", true, "try of many words for 40", HINT_TASKS, 0},
		{"The screen", "q", "quit", "leave", true, "quit", HINT_PLAIN, 1},
	};
	struct model m;
	struct view_task tasks[2] = {{.is_done = true}};
	waits_in_select(&m, 1);
	struct view v = a_view(&m, 24, 40, ENGLISH);
	v.lesson = &lesson_with_tasks;
	v.tasks = tasks;
	v.hints = keys;
	v.hint_count = 2;
	expect(&m, &v, TEXTS("\n t try of many words for 40 1/2  q quit\n"));
	static const struct view_hint longer[] = {
		{"The screen", "t", "try [N]", "what to try", true, "try of many words for a 40", HINT_TASKS, 0},
		{"The screen", "q", "quit", "leave", true, "quit it", HINT_PLAIN, 1},
	};
	v.hints = longer;
	expect(&m, &v, TEXTS("\n t try of many words for a 40 1/2\n"));
	model_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reference_picture),
		cmocka_unit_test(a_small_screen_keeps_what_matters),
		cmocka_unit_test(who_is_silent_and_who_was_refused_is_shown),
		cmocka_unit_test(a_large_screen_has_all_panes),
		cmocka_unit_test(russian_says_the_same),
		cmocka_unit_test(the_past_is_said),
		cmocka_unit_test(an_end_is_explained),
		cmocka_unit_test(an_answer_below_the_end_cuts_nothing),
		cmocka_unit_test(where_an_exception_was_raised_outlives_its_frame),
		cmocka_unit_test(an_except_that_does_not_match_is_not_explained_as_one_that_does),
		cmocka_unit_test(nobody_guesses_where_an_exception_was_raised),
		cmocka_unit_test(what_waits_for_the_program_is_said),
		cmocka_unit_test(a_recording_is_called_one),
		cmocka_unit_test(without_sockets_the_output_has_the_kernels_room),
		cmocka_unit_test(without_collections_others_have_their_room),
		cmocka_unit_test(help_comes_by_topic_and_with_words),
		cmocka_unit_test(help_is_whole_at_every_width),
		cmocka_unit_test(many_clients_are_counted_and_scrolled),
		cmocka_unit_test(the_listing_stands_still_while_the_arrow_moves),
		cmocka_unit_test(a_long_line_keeps_its_call_and_is_whole_for_who_searches),
		cmocka_unit_test(going_is_told_from_a_pause),
		cmocka_unit_test(a_recording_looks_as_it_did_live),
		cmocka_unit_test(a_box_over_the_screen_cuts_no_word),
		cmocka_unit_test(headings_stand_still_while_sockets_move),
		cmocka_unit_test(a_hundred_clients_align),
		cmocka_unit_test(the_process_fits_at_every_width_from_100_on),
		cmocka_unit_test(what_changed_is_seen_among_many),
		cmocka_unit_test(what_is_closed_is_shown_once_more),
		cmocka_unit_test(the_answer_and_the_prompt_are_seen),
		cmocka_unit_test(the_c_twin_is_shown),
		cmocka_unit_test(breaks_and_matches_are_marked),
		cmocka_unit_test(the_menu_lists_the_lessons),
		cmocka_unit_test(what_to_try_is_unfolded_as_far_as_one_has_come),
		cmocka_unit_test(the_count_stands_beside_its_key_where_there_is_room),
		cmocka_unit_test(too_small_a_screen_asks_for_room),
		cmocka_unit_test(every_size_can_be_drawn),
		cmocka_unit_test(values_are_called_as_python_calls_them),
		cmocka_unit_test(a_full_queue_is_called_full),
		cmocka_unit_test(before_bind_there_is_no_port),
		cmocka_unit_test(a_selector_is_a_list_in_the_kernel),
		cmocka_unit_test(the_status_keeps_its_shape),
		cmocka_unit_test(a_task_is_written_alike_wherever_it_is),
		cmocka_unit_test(locals_have_rows_of_their_own_while_there_are_rows),
		cmocka_unit_test(counters_take_a_third_at_most),
		cmocka_unit_test(after_a_leap_lists_stand_at_their_beginning),
		cmocka_unit_test(who_does_not_read_is_named),
		cmocka_unit_test(a_wide_screen_names_more_keys),
		cmocka_unit_test(the_count_outlives_what_is_spare),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
