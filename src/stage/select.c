/*
 * select.select() as CPython's selectmodule.c does it: the sets are made of the objects in their
 * order, a bad descriptor raises before the call, and the ready ones come back in that order.
 */
#include "stage/stage.h"

#include <errno.h>

static uint32_t first_of(const struct stage_collection *c)
{
	return dict_first(&c->dict);
}

/* A way over the sockets of a collection, in its order. */
struct walk {
	const struct stage_collection *c;
	uint32_t next; /* a key of the dict, or an index of the list */
};

static bool walk_on(struct walk *w, uint32_t *socket)
{
	const struct stage_collection *c = w->c;
	if (c->list.length) {
		if (w->next == c->list.length)
			return false;
		*socket = value_number(list_at(&c->list, w->next++));
		return true;
	}
	if (w->next == DICT_END)
		return false;
	*socket = w->next;
	w->next = c->dict.entry[w->next].next;
	return true;
}

static struct walk walk_over(const struct stage_collection *c)
{
	return (struct walk){c, c->list.length ? 0 : first_of(c)};
}

/* Makes the set anew, or raises what CPython raises for the first socket that cannot be in it. */
static enum stage_status renew(struct stage *s, struct stage_collection *c)
{
	struct walk w = walk_over(c);
	uint32_t id;
	net_set_clear(&c->set);
	while (walk_on(&w, &id)) {
		switch (net_set_add(&s->net, &c->set, id)) {
		case NET_FINE: break;
		case NET_CLOSED:
			return stage_raise(s, ERROR_VALUE, 0,
			                   "file descriptor cannot be a negative integer (-1)");
		case NET_OUT_OF_RANGE:
			return stage_raise(s, ERROR_VALUE, 0,
			                   "filedescriptor out of range in select()");
		}
	}
	c->is_stale = false;
	return STAGE_GOING;
}

/* Moves up to `left` ready sockets of a collection into a list; returns how many are left. */
static int collect(struct stage *s, const struct stage_collection *from, unsigned into,
                   const fd_set *ready, int left)
{
	struct walk w = walk_over(from);
	uint32_t id;
	list_clear(&s->collections[into].list);
	trace_clear(&s->front.trace, into);
	while (left && walk_on(&w, &id)) {
		if (!net_fd_set_has(&s->net, ready, id))
			continue;
		value v = value_of(VALUE_SOCKET, id);
		list_append(&s->collections[into].list, v);
		trace_append(&s->front.trace, into, v);
		left--;
	}
	return left;
}

enum stage_status stage_select(struct stage *s, unsigned readers, unsigned writers,
                               unsigned ready_readers, unsigned ready_writers)
{
	struct stage_collection *r = &s->collections[readers], *w = &s->collections[writers];
	fd_set can_read, can_write;
	enum stage_status status = STAGE_GOING;
	if (r->is_stale)
		status = renew(s, r);
	if (status == STAGE_GOING && w->is_stale)
		status = renew(s, w);
	if (status != STAGE_GOING)
		return status;
	if (first_of(w) == DICT_END && !w->list.length) /* top is seen to be none */
		net_set_clear(&w->set);
	int ready = net_select(&s->net, &r->set, &w->set, &can_read, &can_write, s->may_sleep);
	if (ready < 0)
		return stage_raise_errno(s);
	if (ready == 0)
		return stage_wait(s, CALL_SELECT, 0);
	ready = collect(s, r, ready_readers, &can_read, ready);
	collect(s, w, ready_writers, &can_write, ready);
	return STAGE_GOING;
}
