/*
 * Lesson 5 at moments that matter, as models made by hand from events, and what is asked of their
 * pictures: for the tests of what is drawn. No stage, no kernel: a pane cannot tell the difference.
 */
#ifndef UNIT_BY_HAND_H
#define UNIT_BY_HAND_H

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
	.phases = {{37, 40, PHASE_READY}, {44, 47, PHASE_PARK}},
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
	{"Moving", "s →", "step [N]", "run N lines", true, "step", HINT_PLAIN, 0, NULL, NULL},
	{"Moving", "n", "next", "to the next line of this function", true, "next", HINT_PLAIN, 0,
         NULL, NULL},
	{"Moving", "u ←", "back [N]", "look N steps earlier", true, "back", HINT_PLAIN, 0, NULL,
         NULL},
	{"Moving", "r", "run", "run until the program waits", true, "run", HINT_RUNS, 0, NULL,
         NULL},
	{"Moving", "c Space", "continue", "run at the set speed, or stop", true, "go", HINT_PACE, 0,
         NULL, NULL},
	{"Clients", "", "connect [N]", "open N built-in clients", false, NULL, HINT_PLAIN, 0, NULL,
         NULL},
	{"The screen", ":", "", "type a command", true, "command", HINT_PLAIN, 0, NULL, NULL},
	{"The screen", "? F1", "help", "this help", true, "help", HINT_PLAIN, 0, NULL, NULL},
	{"The screen", "q", "quit", "leave", true, "quit", HINT_PLAIN, 0, NULL, NULL},
};

/* --- a model by events --------------------------------------------------------------------------*/

enum { LOOPBACK = 0x7f000001 }; /* the address of every socket here */
static const uint8_t no_bytes[1];

static inline void happen(struct model *m, enum event_kind kind, uint32_t a, uint32_t b, uint32_t c,
                          uint32_t d)
{
	struct event e = {.kind = kind, .number = {a, b, c, d, LOOPBACK}, .bytes = no_bytes};
	model_apply(m, &e);
}

static inline void happen_text(struct model *m, enum event_kind kind, uint32_t a, uint32_t b,
                               const char *text)
{
	struct event e = {.kind = kind, .number = {a, b}};
	e.bytes = (const uint8_t *)text;
	e.size = (uint32_t)strlen(text);
	model_apply(m, &e);
}

static inline void step(struct model *m, uint32_t line)
{
	happen(m, EVENT_STEP, line, 0, 0, 0);
}

/* Frames: 1 module, 2 server, 3 event_loop, 10 + n client n. Sockets: 1 the listener, 1 + n. */
static inline uint32_t client_frame(uint32_t n)
{
	return 10 + n;
}

static inline value client_socket(uint32_t n)
{
	return value_of(VALUE_SOCKET, LISTENER + n);
}

static inline void add_client(struct model *m, uint32_t n)
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
static inline void waits_in_select(struct model *m, uint32_t clients)
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
static inline void wakes_a_reader(struct model *m)
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
static inline void runs_a_client(struct model *m)
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

static inline void dies_of_a_reset(struct model *m)
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

static inline struct view a_view(const struct model *m, int rows, int columns,
                                 enum language language)
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

static inline const char *draw(const struct model *m, struct view *v)
{
	view_compose(&canvas, m, v);
	bytes_clear(&picture);
	canvas_dump(&canvas, &picture);
	return bytes_text(&picture);
}

static inline void expect(const struct model *m, struct view *v, const char *const *wanted)
{
	const char *text = draw(m, v);
	for (; *wanted; wanted++)
		if (!strstr(text, *wanted))
			fail_msg("no \"%s\" in:\n%s", *wanted, text);
}

static inline void expect_none(const struct model *m, struct view *v, const char *unwanted)
{
	const char *text = draw(m, v);
	if (strstr(text, unwanted))
		fail_msg("\"%s\" in:\n%s", unwanted, text);
}

/* The cell where this text begins. */
static inline const struct cell *cell_of(const struct model *m, struct view *v, const char *text)
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

static inline enum role role_of(const struct model *m, struct view *v, const char *text)
{
	return cell_of(m, v, text)->role;
}

static inline enum role role_right_of(const struct model *m, struct view *v, const char *text)
{
	return cell_of(m, v, text)[strlen(text)].role;
}

#define TEXTS(...)                \
	(const char *const[])     \
	{                         \
		__VA_ARGS__, NULL \
	}

#endif
