/*
 * The twin of server.py: one client after another, every call waits.
 */
#include "stage/program.h"

#include "server.tags.h"

enum { MODULE };
enum { HELLO_WORLD = VALUE_LITERAL };

#define MODULE_LOCALS(X, H) \
	X(server_socket) X(client_socket) X(address) X(request) X(response)

FRAME(module, MODULE_LOCALS)

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(reuse) DO(stage_reuse_address(s, f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	for (;;) {
		AT(serve);
		AT(before_accept) stage_print(s, "Before accept()", 0);
		AT(accept)
		DO(stage_accept(s, f->server_socket, &f->client_socket,
		                &f->address));
		AT(greet) stage_print(s, "Connection from", f->address);
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
	}
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.literals = (const struct literal[]){{"Hello World\n", 1}, {0}},
};
