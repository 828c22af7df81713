/* The socket module as lesson programs call it: what waits, what raises, what is written down. */
#include "stage/stage.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "base/die.h"

const char *stage_call_name(enum stage_call call)
{
	static const char *const names[] = {
#define CALL_NAME(NAME, text) text,
		STAGE_CALLS(CALL_NAME)
#undef CALL_NAME
	};
	return names[call];
}

enum stage_status stage_wait(struct stage *s, enum stage_call call, uint32_t socket)
{
	if (s->waits != call || s->waits_for != socket || s->waits_since != s->front.trace.steps) {
		if (s->front.trace.put >= s->front.trace.end)
			trace_roll(&s->front.trace);
		s->waits = call;
		s->waits_for = socket;
		s->waits_since = s->front.trace.steps;
		trace_wait(&s->front.trace, call, socket);
	}
	return STAGE_BLOCKED;
}

/* After EAGAIN: sleeps where the program's own calls may. */
static void sleep_if_allowed(struct stage *s, uint32_t socket, bool to_write)
{
	if (s->may_sleep)
		net_sleep(&s->net, socket, to_write);
}

enum stage_status stage_socket(struct stage *s, value *socket)
{
	int id = net_socket(&s->net);
	if (id < 0)
		return stage_raise_errno(s);
	*socket = value_of(VALUE_SOCKET, (uint32_t)id);
	return STAGE_GOING;
}

enum stage_status stage_reuse_address(struct stage *s, value socket)
{
	int failed = net_reuse_address(&s->net, value_number(socket));
	return failed ? stage_raise_errno(s) : STAGE_GOING;
}

enum stage_status stage_bind(struct stage *s, value socket)
{
	return net_bind(&s->net, value_number(socket)) ? stage_raise_errno(s) : STAGE_GOING;
}

enum stage_status stage_listen(struct stage *s, value socket)
{
	return net_listen(&s->net, value_number(socket)) ? stage_raise_errno(s) : STAGE_GOING;
}

enum stage_status stage_send_buffer(struct stage *s, value socket, unsigned bytes)
{
	int failed = net_send_buffer(&s->net, value_number(socket), (int)bytes);
	return failed ? stage_raise_errno(s) : STAGE_GOING;
}

enum stage_status stage_accept(struct stage *s, value server, value *client, value *address)
{
	uint32_t listener = value_number(server);
	int id = net_accept(&s->net, listener);
	while (id < 0 && errno == EINTR)
		id = net_accept(&s->net, listener);
	if (id < 0 && errno == EAGAIN) {
		sleep_if_allowed(s, listener, false);
		return stage_wait(s, CALL_ACCEPT, listener);
	}
	if (id < 0)
		return stage_raise_errno(s);
	*client = value_of(VALUE_SOCKET, (uint32_t)id);
	*address = value_of(VALUE_ADDRESS, (uint32_t)id);
	return STAGE_GOING;
}

static uint32_t keep(struct stage *s, const uint8_t *data, uint32_t size)
{
	uint32_t id = stage_new_bytes(s);
	struct stage_bytes *b = &s->bytes[id];
	if (size > b->capacity) {
		b->data = xrealloc(b->data, size);
		b->capacity = size;
	}
	if (size)
		memcpy(b->data, data, size);
	b->size = size;
	return id;
}

enum stage_status stage_recv(struct stage *s, value socket, unsigned size, value *bytes)
{
	uint8_t buffer[STAGE_RECV];
	uint32_t id = value_number(socket);
	assert(size <= sizeof buffer);
	ssize_t got = net_recv(&s->net, id, buffer, size);
	if (got < 0 && errno == EAGAIN) {
		sleep_if_allowed(s, id, false);
		return stage_wait(s, CALL_RECV, id);
	}
	if (got < 0)
		return stage_raise_errno(s);
	uint32_t kept = keep(s, buffer, (uint32_t)got);
	trace_recv(&s->front.trace, id, kept, buffer, (size_t)got);
	*bytes = value_of(VALUE_BYTES, kept);
	return STAGE_GOING;
}

/* A literal that is repeated is made once, when it is first used. */
static const char *literal(struct stage *s, uint32_t number, size_t *size)
{
	const struct literal *l = &s->program->literals[number];
	size_t length = strlen(l->text);
	*size = length * l->times;
	if (l->times == 1)
		return l->text;
	assert(number < STAGE_LITERALS);
	struct bytes *made = &s->repeated[number];
	while (made->length < *size)
		bytes_add(made, l->text, length);
	return made->data;
}

static const char *content(struct stage *s, value bytes, size_t *size)
{
	if (value_kind(bytes) == VALUE_LITERAL)
		return literal(s, value_number(bytes), size);
	const struct stage_bytes *b = &s->bytes[value_number(bytes)];
	*size = b->size;
	return (const char *)b->data;
}

bool stage_is_empty(const struct stage *s, value bytes)
{
	return value_kind(bytes) == VALUE_BYTES && s->bytes[value_number(bytes)].size == 0;
}

/* How much of it this very line has sent already; a new line begins at 0. */
static size_t sent_before(const struct stage *s)
{
	return s->sent_in == s->front.trace.steps ? s->sent : 0;
}

enum stage_status stage_send(struct stage *s, value socket, value bytes)
{
	size_t size, sent = sent_before(s);
	const char *data = content(s, bytes, &size);
	uint32_t id = value_number(socket);
	while (sent < size) {
		ssize_t more = net_send(&s->net, id, data + sent, size - sent);
		if (more < 0 && errno == EAGAIN) {
			s->sent = sent;
			s->sent_in = s->front.trace.steps;
			sleep_if_allowed(s, id, true);
			return stage_wait(s, CALL_SEND, id);
		}
		if (more < 0 && !sent)
			return stage_raise_errno(s);
		if (more < 0) {
			net_leave_error(&s->net, id, errno);
			break; /* what went is reported; the next call meets the error */
		}
		sent += (size_t)more;
		s->waits_since = 0; /* something has happened: a wait from here on is a new one */
	}
	s->sent = 0;
	return STAGE_GOING;
}

void stage_close(struct stage *s, value socket)
{
	uint32_t id = value_number(socket);
	if (s->net.sockets[id].fd < 0)
		return;
	for (unsigned i = 0; i < STAGE_COLLECTIONS; i++)
		s->collections[i].is_stale |= net_set_contains(&s->net, &s->collections[i].set, id);
	net_close(&s->net, id);
}
