/*
 * The twin of server.py: generators, and a loop that knows which
 * socket each of them waits for.
 */
#include "stage/program.h"

#include "server.tags.h"

enum { TASKS, TO_READ, TO_WRITE, READY_TO_READ, READY_TO_WRITE };
enum { MODULE, SERVER, CLIENT, EVENT_LOOP };
enum { READ = VALUE_WORD, WRITE = 1 << 4 | VALUE_WORD };
enum { HELLO_WORLD = VALUE_LITERAL };

#define MODULE_LOCALS(X, H)
#define SERVER_LOCALS(X, H) X(server_socket) X(client_socket) X(address)
#define CLIENT_LOCALS(X, H) X(client_socket) X(request) X(response)
#define EVENT_LOOP_LOCALS(X, H) \
	X(ready_to_read) X(ready_to_write) X(sock) X(task) X(reason) \
	H(next)

FRAME(module, MODULE_LOCALS)
FRAME(server, SERVER_LOCALS)
FRAME(client, CLIENT_LOCALS)
FRAME(event_loop, EVENT_LOOP_LOCALS)

static enum stage_status server(struct stage *s, struct frame *frame)
{
	BEGIN(server)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(reuse) DO(stage_reuse_address(s, f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	for (;;) {
		AT(serve);
		AT(want_accept)
		YIELD(want_accept, stage_pair(READ, f->server_socket));
		AT(accept)
		DO(stage_accept(s, f->server_socket, &f->client_socket,
		                &f->address));
		AT(greet) stage_print(s, "Connection from", f->address);
		AT(spawn)
		stage_append(s, TASKS,
		             stage_generator(s, CLIENT, f->client_socket));
	}
	END
}

static enum stage_status client(struct stage *s, struct frame *frame)
{
	BEGIN(client)
	for (;;) {
		AT(converse);
		AT(want_recv)
		YIELD(want_recv, stage_pair(READ, f->client_socket));
		AT(recv)
		DO(stage_recv(s, f->client_socket, 4096, &f->request));
		AT(check) if (stage_is_empty(s, f->request)) {
			AT(leave) break;
		}
		AT(answer) f->response = HELLO_WORLD;
		AT(want_send)
		YIELD(want_send, stage_pair(WRITE, f->client_socket));
		AT(send) DO(stage_send(s, f->client_socket, f->response));
	}
	AT(close) stage_close(s, f->client_socket);
	END
}

static enum stage_status event_loop(struct stage *s,
                                    struct frame *frame)
{
	BEGIN(event_loop)
	for (;;) {
		AT(loop) if (!stage_length(s, TASKS) &&
		             !stage_length(s, TO_READ) &&
		             !stage_length(s, TO_WRITE))
			break;
		for (;;) {
			AT(until_ready) if (stage_length(s, TASKS))
				break;
			AT(select)
			DO(stage_select(s, TO_READ, TO_WRITE, READY_TO_READ,
			                READY_TO_WRITE));
			f->ready_to_read = value_of(VALUE_LIST, READY_TO_READ);
			f->ready_to_write = value_of(VALUE_LIST, READY_TO_WRITE);
			for (;;) {
				AT(each_reader) if (!stage_each(s, &f->next,
				                                READY_TO_READ, &f->sock))
					break;
				AT(wake_reader)
				stage_append(s, TASKS, stage_take(s, TO_READ, f->sock));
			}
			for (;;) {
				AT(each_writer) if (!stage_each(s, &f->next,
				                                READY_TO_WRITE, &f->sock))
					break;
				AT(wake_writer)
				stage_append(s, TASKS, stage_take(s, TO_WRITE, f->sock));
			}
		}
		AT(attempt);
		AT(take) f->task = stage_pop_first(s, TASKS);
		AT(resume) CALL(resume, stage_next(s, f->task));
		f->reason = stage_first(stage_result(s));
		f->sock = stage_second(stage_result(s));
		AT(if_read) if (f->reason == READ) {
			AT(park_reader) stage_set(s, TO_READ, f->sock, f->task);
		}
		AT(if_write) if (f->reason == WRITE) {
			AT(park_writer) stage_set(s, TO_WRITE, f->sock, f->task);
		}
		continue;
		EXCEPT(finished, ERROR_STOP_ITERATION)
		AT(done) stage_print(s, "Done", 0);
	}
	END
}

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(tasks) stage_new(s, TASKS);
	AT(to_read) stage_new(s, TO_READ);
	AT(to_write) stage_new(s, TO_WRITE);
	AT(first_task)
	stage_append(s, TASKS, stage_generator(s, SERVER, 0));
	AT(start) CALL(start, stage_call(s, EVENT_LOOP, 0));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[SERVER] = {CODE(server, 0)},
	[CLIENT] = {CODE(client, 1)},
	[EVENT_LOOP] = {CODE(event_loop, 0),
	                .tries = {{at_take, at_park_writer, at_finished}}},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.words = (const char *const[]){"read", "write", NULL},
	.literals = (const struct literal[]){{"Hello World\n", 1}, {0}},
	.collections = {
		[TASKS] = {"tasks", COLLECTION_LIST, false},
		[TO_READ] = {"to_read", COLLECTION_DICT, false},
		[TO_WRITE] = {"to_write", COLLECTION_DICT, false},
		[READY_TO_READ] = {"ready_to_read", COLLECTION_LIST, true},
		[READY_TO_WRITE] = {"ready_to_write", COLLECTION_LIST, true},
	},
	.phases = {
		{at_each_reader, at_wake_writer, PHASE_READY},
		{at_if_read, at_park_writer, PHASE_PARK},
	},
};
