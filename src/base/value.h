/*
 * A value of a lesson program: what a Python name may hold, in 32 bits.
 *
 * The low four bits say the kind, the rest is a number: an integer, or the id of a thing that the
 * stage owns. Values hold no pointers, so a frame is copied by assignment, written to the trace as
 * it is and shown later, when the thing itself is gone. This is the one typedef of the tree.
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include <stdint.h>

typedef uint32_t value;

enum value_kind {
	VALUE_UNSET, /* the name has no value yet; the value 0 */
	VALUE_NONE, /* None */
	VALUE_INTEGER, /* a small number, 0 or more */
	VALUE_WORD, /* a string of the listing, an index into the program's words */
	VALUE_SOCKET, /* a socket, by its id */
	VALUE_TASK, /* a generator, by the id of its frame */
	VALUE_FUNCTION, /* a function, an index into the program's codes */
	VALUE_LITERAL, /* a bytes literal of the listing, an index into the program's literals */
	VALUE_BYTES, /* a byte string, by its id */
	VALUE_ADDRESS, /* the address of a client: the id of its socket */
	VALUE_LIST, /* a list or dict, by the number of its collection */
	VALUE_PAIR, /* (word, socket): word in the low 4 bits of the number, socket above */
};

static inline value value_of(enum value_kind kind, uint32_t number)
{
	return number << 4 | kind;
}

static inline enum value_kind value_kind(value v)
{
	return v & 15;
}

static inline uint32_t value_number(value v)
{
	return v >> 4;
}

#endif
