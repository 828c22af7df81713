/*
 * The twin of busy-handler.py: server.py with one line that computes.
 */
#include "stage/program.h"

#include "busy-handler.tags.h"

enum { TO_MONITOR, READY_TO_READ, NOTHING };
enum { MODULE, ACCEPT_CONNECTION, SEND_MESSAGE, EVENT_LOOP };
enum { HELLO_WORLD = VALUE_LITERAL };

#define MODULE_LOCALS(X, H) X(server_socket)
#define ACCEPT_CONNECTION_LOCALS(X, H) \
	X(server_socket) X(client_socket) X(address)
#define SEND_MESSAGE_LOCALS(X, H) \
	X(client_socket) X(request) X(response)
#define EVENT_LOOP_LOCALS(X, H) X(ready_to_read) X(sock) H(next)

FRAME(module, MODULE_LOCALS)
FRAME(accept_connection, ACCEPT_CONNECTION_LOCALS)
FRAME(send_message, SEND_MESSAGE_LOCALS)
FRAME(event_loop, EVENT_LOOP_LOCALS)

static enum stage_status accept_connection(struct stage *s,
                                           struct frame *frame)
{
	BEGIN(accept_connection)
	AT(accept)
	DO(stage_accept(s, f->server_socket, &f->client_socket,
	                &f->address));
	AT(greet) stage_print(s, "Connection from", f->address);
	AT(monitor) stage_append(s, TO_MONITOR, f->client_socket);
	END
}

static enum stage_status send_message(struct stage *s,
                                      struct frame *frame)
{
	BEGIN(send_message)
	AT(recv) DO(stage_recv(s, f->client_socket, 4096, &f->request));
	AT(check) if (!stage_is_empty(s, f->request)) {
		AT(compute) DO(stage_compute(s, 1500));
		AT(answer) f->response = HELLO_WORLD;
		AT(send) DO(stage_send(s, f->client_socket, f->response));
	} else {
		AT(forget) stage_remove(s, TO_MONITOR, f->client_socket);
		AT(close) stage_close(s, f->client_socket);
	}
	END
}

static enum stage_status event_loop(struct stage *s,
                                    struct frame *frame)
{
	BEGIN(event_loop)
	for (;;) {
		AT(loop);
		AT(select)
		DO(stage_select(s, TO_MONITOR, NOTHING, READY_TO_READ, NOTHING));
		f->ready_to_read = value_of(VALUE_LIST, READY_TO_READ);
		for (;;) {
			AT(each_ready) if (!stage_each(s, &f->next, READY_TO_READ,
			                               &f->sock))
				break;
			AT(which) if (f->sock == GLOBAL(server_socket)) {
				AT(call_accept)
				CALL(call_accept,
				     stage_call(s, ACCEPT_CONNECTION, f->sock));
			} else {
				AT(call_send)
				CALL(call_send, stage_call(s, SEND_MESSAGE, f->sock));
			}
		}
	}
	END
}

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(to_monitor) stage_new(s, TO_MONITOR);
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(reuse) DO(stage_reuse_address(s, f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	AT(monitor_server) stage_append(s, TO_MONITOR, f->server_socket);
	AT(start) CALL(start, stage_call(s, EVENT_LOOP, 0));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[ACCEPT_CONNECTION] = {CODE(accept_connection, 1)},
	[SEND_MESSAGE] = {CODE(send_message, 1)},
	[EVENT_LOOP] = {CODE(event_loop, 0)},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.literals = (const struct literal[]){{"Hello World\n", 1}, {0}},
	.collections = {
		[TO_MONITOR] = {"to_monitor", COLLECTION_LIST, false},
		[READY_TO_READ] = {"ready_to_read", COLLECTION_LIST, true},
		[NOTHING] = {"_", COLLECTION_LIST, true},
	},
	.phases = {
		{at_each_ready, at_which, PHASE_READY},
	},
};
