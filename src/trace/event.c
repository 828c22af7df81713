/* Reading events back from the bytes of a trace that this program wrote. */
#include "trace/event.h"

static const struct {
	uint8_t numbers, bytes, class;
} shapes[EVENT_KINDS] = {
#define EVENT_SHAPE(KIND, name, numbers, bytes, class) [EVENT_##KIND] = {numbers, bytes, class},
	EVENTS(EVENT_SHAPE)
#undef EVENT_SHAPE
};

enum event_class event_class(enum event_kind kind)
{
	return kind == EVENT_STEP ? EFFECT : (enum event_class)shapes[kind].class;
}

static inline const uint8_t *read_number(const uint8_t *p, uint32_t *number)
{
	uint32_t n = *p & 0x7f;
	for (unsigned shift = 7; *p++ & 0x80; shift += 7)
		n |= (uint32_t)(*p & 0x7f) << shift;
	*number = n;
	return p;
}

const uint8_t *event_read(const uint8_t *p, struct event *e)
{
	if (*p >= EVENT_STEP) {
		e->kind = EVENT_STEP;
		e->number[0] = *p - EVENT_STEP + 1u;
		return p + 1;
	}
	e->kind = *p++;
	for (unsigned i = 0; i < shapes[e->kind].numbers; i++)
		p = read_number(p, &e->number[i]);
	if (!shapes[e->kind].bytes)
		return p;
	p = read_number(p, &e->size);
	e->bytes = p;
	return p + e->size;
}
