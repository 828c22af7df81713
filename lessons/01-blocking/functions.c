/*
 * The twin of functions.py: server.py cut into two functions. Every
 * call waits as before.
 */
#include "stage/program.h"

#include "functions.tags.h"

enum { MODULE, ACCEPT_CONNECTION, SEND_MESSAGE };
enum { HELLO_WORLD = VALUE_LITERAL };

#define MODULE_LOCALS(X, H) X(server_socket)
#define ACCEPT_CONNECTION_LOCALS(X, H) \
	X(server_socket) X(client_socket) X(address)
#define SEND_MESSAGE_LOCALS(X, H) \
	X(client_socket) X(request) X(response)

FRAME(module, MODULE_LOCALS)
FRAME(accept_connection, ACCEPT_CONNECTION_LOCALS)
FRAME(send_message, SEND_MESSAGE_LOCALS)

static enum stage_status accept_connection(struct stage *s,
                                           struct frame *frame)
{
	BEGIN(accept_connection)
	for (;;) {
		AT(serve);
		AT(before_accept) stage_print(s, "Before accept()", 0);
		AT(accept)
		DO(stage_accept(s, f->server_socket, &f->client_socket,
		                &f->address));
		AT(greet) stage_print(s, "Connection from", f->address);
		AT(hand_over)
		CALL(hand_over, stage_call(s, SEND_MESSAGE, f->client_socket));
	}
	END
}

static enum stage_status send_message(struct stage *s,
                                      struct frame *frame)
{
	BEGIN(send_message)
	for (;;) {
		AT(converse);
		AT(before_recv) stage_print(s, "Before recv()", 0);
		AT(recv)
		DO(stage_recv(s, f->client_socket, 4096, &f->request));
		AT(check) if (stage_is_empty(s, f->request)) {
			AT(leave) break;
		}
		AT(answer) f->response = HELLO_WORLD;
		AT(send) DO(stage_send(s, f->client_socket, f->response));
	}
	AT(close) stage_close(s, f->client_socket);
	END
}

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(reuse) DO(stage_reuse_address(s, f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	AT(start)
	CALL(start, stage_call(s, ACCEPT_CONNECTION, f->server_socket));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[ACCEPT_CONNECTION] = {CODE(accept_connection, 1)},
	[SEND_MESSAGE] = {CODE(send_message, 1)},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.literals = (const struct literal[]){{"Hello World\n", 1}, {0}},
};
