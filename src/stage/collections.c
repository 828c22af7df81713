/* Lists and dicts of a program. Those whose sockets select() watches keep their set up to date. */
#include "stage/stage.h"

#include <assert.h>

#include "base/die.h"

static void enter_set(struct stage *s, struct stage_collection *c, value socket)
{
	if (net_set_add(&s->net, &c->set, value_number(socket)) != NET_FINE)
		c->is_stale = true;
}

static void leave_set(struct stage *s, struct stage_collection *c, value v)
{
	if (value_kind(v) == VALUE_SOCKET)
		net_set_remove(&s->net, &c->set, value_number(v));
}

void stage_new(struct stage *s, unsigned collection)
{
	s->collections[collection].is_born = true;
	trace_born(&s->front.trace, collection);
}

void stage_append(struct stage *s, unsigned collection, value v)
{
	struct stage_collection *c = &s->collections[collection];
	list_append(&c->list, v);
	if (value_kind(v) == VALUE_SOCKET)
		enter_set(s, c, v);
	trace_append(&s->front.trace, collection, v);
}

value stage_pop_first(struct stage *s, unsigned collection)
{
	struct stage_collection *c = &s->collections[collection];
	assert(c->list.length);
	value v = list_pop(&c->list, 0);
	leave_set(s, c, v);
	trace_pop(&s->front.trace, collection, 0);
	return v;
}

void stage_remove(struct stage *s, unsigned collection, value v)
{
	struct stage_collection *c = &s->collections[collection];
	int i = list_find(&c->list, v);
	assert(i >= 0);
	list_pop(&c->list, (uint32_t)i);
	leave_set(s, c, v);
	trace_pop(&s->front.trace, collection, (uint32_t)i);
}

unsigned stage_length(const struct stage *s, unsigned collection)
{
	const struct stage_collection *c = &s->collections[collection];
	return c->list.length + c->dict.length;
}

void stage_set(struct stage *s, unsigned collection, value socket, value v)
{
	struct stage_collection *c = &s->collections[collection];
	if (dict_set(&c->dict, value_number(socket), v))
		enter_set(s, c, socket);
	trace_set(&s->front.trace, collection, value_number(socket), v);
}

value stage_take(struct stage *s, unsigned collection, value socket)
{
	struct stage_collection *c = &s->collections[collection];
	uint32_t key = value_number(socket);
	value v = dict_delete(&c->dict, key);
	if (!v)
		die("lesson %s/%s: pop() of a key that is absent", s->program->lesson,
		    s->program->name);
	net_set_remove(&s->net, &c->set, key);
	trace_delete(&s->front.trace, collection, key);
	return v;
}

bool stage_each(struct stage *s, value *iterator, unsigned collection, value *v)
{
	const struct list *list = &s->collections[collection].list;
	uint32_t i = value_number(*iterator);
	if (i >= list->length) {
		*iterator = 0;
		return false;
	}
	*v = list_at(list, i);
	*iterator = value_of(VALUE_INTEGER, i + 1);
	return true;
}
