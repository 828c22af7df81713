/*
 * Adding up facts. Steps, of which there are millions, cost a few instructions; the rest is one
 * small function a kind of event.
 */
#include "model/facts.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"

static struct facts_socket *socket_at(struct facts *f, uint32_t id)
{
	f->sockets = xreach(f->sockets, &f->socket_count, id, sizeof *f->sockets);
	return &f->sockets[id];
}

static struct facts_client *client_at(struct facts *f, uint32_t number)
{
	f->clients = xreach(f->clients, &f->client_count, number, sizeof *f->clients);
	if (number > f->last_client)
		f->last_client = number;
	return &f->clients[number];
}

/* --- waiting ---------------------------------------------------------------------------------- */

static uint64_t present_wait(const struct facts *f, const struct facts_client *c)
{
	return c->waits && f->now > c->since ? f->now - c->since : 0;
}

static void stop_waiting(const struct facts *f, struct facts_client *c)
{
	uint64_t wait = present_wait(f, c);
	if (wait > c->longest)
		c->longest = wait;
	c->waits = false;
}

/* Begins or ends a wait, as its unread and received bytes say. */
static void reconsider(const struct facts *f, struct facts_client *c)
{
	bool waits = c->unread || c->is_owed;
	if (waits && !c->waits)
		c->since = f->now;
	else if (!waits)
		stop_waiting(f, c);
	c->waits = waits;
}

static void see_unread(const struct facts *f, struct facts_client *c, uint32_t unread)
{
	c->unread = unread;
	reconsider(f, c);
}

/* What is still unread then may have come since, or have been read a moment ago: the kernel's next
 * word decides, and the wait for it begins now. */
static void answer(struct facts *f)
{
	struct facts_client *c = client_at(f, f->answering);
	f->answering = 0;
	c->is_answered = true;
	c->is_owed = false;
	stop_waiting(f, c);
	reconsider(f, c);
}

/* --- events ----------------------------------------------------------------------------------- */

static void line_has_run(struct facts *f)
{
	f->has_run[f->line] = true;
	if (f->answering)
		answer(f);
}

static void apply_step(struct facts *f, unsigned line)
{
	line_has_run(f);
	f->line = line;
	f->step++;
	if (!f->first_stop[line])
		f->first_stop[line] = f->step;
}

/* The connection at the head of the queue, or another one, has got its number: what is known of its
 * port is known of it. */
static void leave_queue(struct facts *f, uint16_t port, uint32_t name)
{
	f->queued -= f->queued > 0;
	for (unsigned i = 0; i < f->waiting_count; i++) {
		if (f->waiting[i].port != port)
			continue;
		*client_at(f, name) = f->waiting[i].client;
		f->waiting_count--;
		memmove(f->waiting + i, f->waiting + i + 1,
		        (f->waiting_count - i) * sizeof *f->waiting);
		return;
	}
}

static void close_socket(struct facts *f, uint32_t id)
{
	struct facts_socket *s = socket_at(f, id);
	f->connected -= s->is_open;
	if (s->is_open) {
		client_at(f, s->name)->is_owed = false;
		see_unread(f, client_at(f, s->name), 0);
	}
	s->is_open = false;
}

static void apply_socket(struct facts *f, const uint32_t *n)
{
	struct facts_socket *s = socket_at(f, n[0]);
	bool is_client = n[2] > 0, is_open = is_client && n[1] > 0;
	if (is_open && !s->is_open) {
		leave_queue(f, (uint16_t)n[3], n[2]);
		client_at(f, n[2]);
		f->connected++;
	}
	*s = (struct facts_socket){.name = n[2], .is_open = is_open};
}

static void apply_recv(struct facts *f, const struct event *e)
{
	const struct facts_socket *s = socket_at(f, e->number[0]);
	if (!s->name || !e->size)
		return;
	client_at(f, s->name)->is_owed = true;
	reconsider(f, client_at(f, s->name));
}

static void apply_kernel(struct facts *f, const uint32_t *n)
{
	const struct facts_socket *s = socket_at(f, n[0]);
	if (s->name && s->is_open)
		see_unread(f, client_at(f, s->name), n[2]);
}

/* Nobody waits any more, or fewer than were described: who that is, accept() has told. */
static void apply_queue(struct facts *f, uint32_t queued)
{
	f->queued = queued;
	if (!queued)
		f->waiting_count = 0;
}

static void apply_waiting(struct facts *f, const uint32_t *n)
{
	uint16_t port = (uint16_t)n[1];
	unsigned i = 0;
	if (!port) /* the list ends here; who is gone is not told */
		return;
	if (n[3]) {
		see_unread(f, client_at(f, n[3]), n[2]);
		return;
	}
	while (i < f->waiting_count && f->waiting[i].port != port)
		i++;
	if (i == FACTS_QUEUED)
		return;
	if (i == f->waiting_count) {
		memset(&f->waiting[i], 0, sizeof *f->waiting);
		f->waiting[f->waiting_count++].port = port;
	}
	see_unread(f, &f->waiting[i].client, n[2]);
}

/* The kernel closes what a program leaves open. */
static void apply_end(struct facts *f)
{
	line_has_run(f);
	f->line = 0;
	for (uint32_t id = 0; id < f->socket_count; id++)
		close_socket(f, id);
	apply_queue(f, 0);
	f->has_ended = true;
}

static void apply(struct facts *f, const struct event *e)
{
	const uint32_t *n = e->number;
	switch (e->kind) {
	case EVENT_SOCKET: apply_socket(f, n); break;
	case EVENT_RECV: apply_recv(f, e); break;
	case EVENT_SEND: f->answering = socket_at(f, n[0])->name; break;
	case EVENT_CLOSE: close_socket(f, n[0]); break;
	case EVENT_KERNEL: apply_kernel(f, n); break;
	case EVENT_QUEUE: apply_queue(f, n[1]); break;
	case EVENT_WAITING: apply_waiting(f, n); break;
	case EVENT_RAISE:
		f->error = n[0];
		f->answering = 0; /* what was sent before is not the whole answer */
		break;
	case EVENT_CATCH: f->error = 0; break;
	case EVENT_END: apply_end(f); break;
	default: break;
	}
}

/* --- reading ---------------------------------------------------------------------------------- */

static void read_chunk(struct facts *f, const struct trace_chunk *c, size_t end)
{
	const uint8_t *p = c->data + f->offset;
	struct event e;
	if (!f->offset && f->step != c->first) { /* a trace that begins in the middle */
		f->step = c->first;
		f->is_partial = true;
	}
	while (p < c->data + end) {
		if (*p >= EVENT_STEP) {
			apply_step(f, *p++ - EVENT_STEP + 1u);
		} else {
			p = event_read(p, &e);
			apply(f, &e);
		}
	}
	f->offset = end;
}

/* The oldest chunk is later than what was read last. Its checkpoint tells which sockets there are;
 * who was served meanwhile, nobody knows: whoever waited is not known to wait. */
static void jump(struct facts *f, struct trace *t)
{
	for (uint32_t id = 0; id < f->socket_count; id++)
		close_socket(f, id);
	apply_queue(f, 0);
	f->line = f->answering = f->error = 0;
	f->chunk = t->oldest;
	f->offset = 0;
	const struct trace_chunk *c = trace_chunk(t, f->chunk);
	read_chunk(f, c, c->checkpoint);
}

void facts_read(struct facts *f, struct trace *t, uint64_t now)
{
	f->now = now;
	if (f->chunk < t->oldest)
		jump(f, t);
	for (;;) {
		const struct trace_chunk *c = trace_chunk(t, f->chunk);
		read_chunk(f, c, c->size);
		if (f->chunk == t->newest)
			return;
		f->offset = trace_chunk(t, ++f->chunk)->checkpoint;
	}
}

void facts_free(struct facts *f)
{
	free(f->sockets);
	free(f->clients);
	*f = (struct facts){0};
}

/* --- asking ----------------------------------------------------------------------------------- */

static const struct facts_client *find(const struct facts *f, uint32_t client)
{
	if (client <= f->last_client)
		return client < f->client_count ? &f->clients[client] : NULL;
	uint32_t place = client - f->last_client - 1;
	return place < f->waiting_count ? &f->waiting[place].client : NULL;
}

unsigned facts_connected(const struct facts *f)
{
	return f->connected + f->queued;
}

bool facts_answered(const struct facts *f, uint32_t client)
{
	const struct facts_client *c = find(f, client);
	return c && c->is_answered;
}

uint64_t facts_waited(const struct facts *f, uint32_t client, bool *goes_on)
{
	const struct facts_client *c = find(f, client);
	if (!c)
		return 0;
	uint64_t wait = present_wait(f, c);
	*goes_on = c->waits;
	return wait > c->longest ? wait : c->longest;
}
