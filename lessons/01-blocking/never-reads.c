/*
 * The twin of never-reads.py: server.py with a small send buffer and a
 * big answer, so that send() waits too.
 */
#include "stage/program.h"

#include "never-reads.tags.h"

enum { MODULE };
enum { MANY_HELLOS = VALUE_LITERAL };

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
		AT(small_buffer)
		DO(stage_send_buffer(s, f->client_socket, 4096));
		for (;;) {
			AT(converse);
			AT(before_recv) stage_print(s, "Before recv()", 0);
			AT(recv)
			DO(stage_recv(s, f->client_socket, 4096, &f->request));
			AT(check) if (stage_is_empty(s, f->request)) {
				AT(leave) break;
			}
			AT(answer) f->response = MANY_HELLOS;
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
	.literals = (const struct literal[]){{"Hello World\n", 50000}, {0}},
};
