/*
 * selectors.DefaultSelector, which is EpollSelector on Linux (CPython's Lib/selectors.py): the
 * program keeps a map from socket to function, the kernel keeps the interest list.
 */
#include "stage/stage.h"

#include <assert.h>

enum stage_status stage_selector(struct stage *s, unsigned collection)
{
	struct stage_collection *c = &s->collections[collection];
	c->epoll = net_epoll();
	if (c->epoll < 0)
		return stage_raise_errno(s);
	stage_new(s, collection);
	return STAGE_GOING;
}

enum stage_status stage_register(struct stage *s, unsigned collection, value socket, value function)
{
	if (net_epoll_add(&s->net, s->collections[collection].epoll, value_number(socket)))
		return stage_raise_errno(s);
	stage_set(s, collection, socket, function);
	return STAGE_GOING;
}

enum stage_status stage_unregister(struct stage *s, unsigned collection, value socket)
{
	stage_take(s, collection, socket);
	if (net_epoll_remove(&s->net, s->collections[collection].epoll, value_number(socket)))
		return stage_raise_errno(s);
	return STAGE_GOING;
}

/* As many events at once as there are sockets, and at least one: EpollSelector.select(). */
enum stage_status stage_selector_select(struct stage *s, unsigned collection, unsigned ready)
{
	static uint32_t ids[NET_EPOLL_MOST];
	const struct stage_collection *c = &s->collections[collection];
	int most = c->dict.length ? (int)c->dict.length : 1;
	int count = net_epoll_wait(&s->net, c->epoll, ids, most, s->may_sleep);
	if (count < 0)
		return stage_raise_errno(s);
	if (count == 0)
		return stage_wait(s, CALL_SELECTOR, 0);
	list_clear(&s->collections[ready].list);
	trace_clear(&s->front.trace, ready);
	for (int i = 0; i < count; i++)
		stage_append(s, ready, value_of(VALUE_SOCKET, ids[i]));
	return STAGE_GOING;
}

value stage_selector_data(const struct stage *s, unsigned collection, value socket)
{
	value function = dict_get(&s->collections[collection].dict, value_number(socket));
	assert(function);
	return function;
}
