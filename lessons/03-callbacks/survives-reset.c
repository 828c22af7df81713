/*
 * The twin of survives-reset.py: server.py with a send_message() that
 * catches what a client's sudden death raises, around the two calls
 * that can meet it.
 */
#include "stage/program.h"

#include "survives-reset.tags.h"

enum { SELECTOR, EVENTS };
enum { MODULE, SERVER, ACCEPT_CONNECTION, SEND_MESSAGE, EVENT_LOOP };
enum { HELLO_WORLD = VALUE_LITERAL };

#define MODULE_LOCALS(X, H)
#define SERVER_LOCALS(X, H) X(server_socket)
#define ACCEPT_CONNECTION_LOCALS(X, H) \
	X(server_socket) X(client_socket) X(address)
#define SEND_MESSAGE_LOCALS(X, H) \
	X(client_socket) X(request) X(response)
#define EVENT_LOOP_LOCALS(X, H) X(key) X(callback) H(next)

FRAME(module, MODULE_LOCALS)
FRAME(server, SERVER_LOCALS)
FRAME(accept_connection, ACCEPT_CONNECTION_LOCALS)
FRAME(send_message, SEND_MESSAGE_LOCALS)
FRAME(event_loop, EVENT_LOOP_LOCALS)

static enum stage_status server(struct stage *s, struct frame *frame)
{
	BEGIN(server)
	AT(socket) DO(stage_socket(s, &f->server_socket));
	AT(reuse) DO(stage_reuse_address(s, f->server_socket));
	AT(bind) DO(stage_bind(s, f->server_socket));
	AT(listen) DO(stage_listen(s, f->server_socket));
	AT(watch_server)
	DO(stage_register(s, SELECTOR, f->server_socket,
	                  value_of(VALUE_FUNCTION, ACCEPT_CONNECTION)));
	END
}

static enum stage_status accept_connection(struct stage *s,
                                           struct frame *frame)
{
	BEGIN(accept_connection)
	AT(accept)
	DO(stage_accept(s, f->server_socket, &f->client_socket,
	                &f->address));
	AT(greet) stage_print(s, "Connection from", f->address);
	AT(watch_client)
	DO(stage_register(s, SELECTOR, f->client_socket,
	                  value_of(VALUE_FUNCTION, SEND_MESSAGE)));
	END
}

static enum stage_status send_message(struct stage *s,
                                      struct frame *frame)
{
	BEGIN(send_message)
	AT(guard);
	AT(recv) DO(stage_recv(s, f->client_socket, 4096, &f->request));
	AT(check) if (!stage_is_empty(s, f->request)) {
		AT(answer) f->response = HELLO_WORLD;
		AT(send) DO(stage_send(s, f->client_socket, f->response));
		AT(back) return stage_return(s);
	}
	if (false) { /* only an exception leads here */
		EXCEPT(lost, ERROR_CONNECTION_RESET, ERROR_BROKEN_PIPE)
		AT(report) stage_print(s, "Connection lost", 0);
	}
	AT(unwatch) DO(stage_unregister(s, SELECTOR, f->client_socket));
	AT(close) stage_close(s, f->client_socket);
	END
}

static enum stage_status event_loop(struct stage *s,
                                    struct frame *frame)
{
	BEGIN(event_loop)
	for (;;) {
		AT(loop);
		for (;;) {
			/* The first visit of this line asks the selector, the
			 * later ones only take what it gave. */
			AT(each_event) if (!f->next)
				DO(stage_selector_select(s, SELECTOR, EVENTS));
			if (!stage_each(s, &f->next, EVENTS, &f->key))
				break;
			AT(pick)
			f->callback = stage_selector_data(s, SELECTOR, f->key);
			AT(call)
			CALL(call, stage_call(s, value_number(f->callback), f->key));
		}
	}
	END
}

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(selector) DO(stage_selector(s, SELECTOR));
	AT(set_up) CALL(set_up, stage_call(s, SERVER, 0));
	AT(start) CALL(start, stage_call(s, EVENT_LOOP, 0));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[SERVER] = {CODE(server, 0)},
	[ACCEPT_CONNECTION] = {CODE(accept_connection, 1)},
	[SEND_MESSAGE] = {CODE(send_message, 1),
	                  .tries = {{at_recv, at_back, at_lost}}},
	[EVENT_LOOP] = {CODE(event_loop, 0)},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.literals = (const struct literal[]){{"Hello World\n", 1}, {0}},
	.collections = {
		[SELECTOR] = {"selector", COLLECTION_SELECTOR, false},
		[EVENTS] = {"selector.select()", COLLECTION_LIST, true},
	},
	.phases = {
		{at_each_event, at_each_event, PHASE_WAIT},
		{at_pick, at_pick, PHASE_READY},
		{at_watch_server, at_watch_server, PHASE_PARK},
		{at_watch_client, at_watch_client, PHASE_PARK},
	},
};
