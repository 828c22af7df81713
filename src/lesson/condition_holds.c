/*
 * A condition once it is read: putting together what its tests answer, in order, on a stack of
 * answers; and whether two are the same. Whom the tests ask is not known here.
 */
#include <assert.h>
#include <string.h>

#include "lesson/condition.h"

enum { ANSWERS = 2 * CONDITION_DEPTH + 2 }; /* a bracket leaves two sides waiting, at most */

bool condition_compares(double a, enum condition_sign sign, double b)
{
	switch (sign) {
	case COMPARE_GE: return a >= b;
	case COMPARE_LE: return a <= b;
	case COMPARE_EQ: return a >= b && a <= b;
	case COMPARE_NE: return a < b || a > b;
	case COMPARE_GT: return a > b;
	default: return a < b;
	}
}

bool condition_holds(const struct condition *c,
                     bool (*ask)(const void *context, const struct condition_op *op),
                     const void *context)
{
	bool answer[ANSWERS] = {false};
	unsigned count = 0;

	for (const struct condition_op *op = c->ops; op < c->ops + c->count; op++) {
		if (op->kind == CONDITION_NOT) {
			answer[count - 1] = !answer[count - 1];
		} else if (op->kind == CONDITION_AND || op->kind == CONDITION_OR) {
			bool right = answer[--count], left = answer[count - 1];

			answer[count - 1] = op->kind == CONDITION_AND ? left && right
			                                              : left || right;
		} else {
			assert(count < ANSWERS);
			answer[count++] = ask(context, op);
		}
	}
	return answer[0];
}

static bool is_same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool is_same_op(const struct condition_op *a, const struct condition_op *b)
{
	return a->kind == b->kind && a->sign == b->sign && a->client == b->client &&
	       condition_compares(a->number, COMPARE_EQ, b->number) && a->error == b->error &&
	       is_same_text(a->program, b->program) && is_same_text(a->tag, b->tag) &&
	       is_same_text(a->name, b->name) && is_same_text(a->text, b->text);
}

bool condition_is_same(const struct condition *a, const struct condition *b)
{
	unsigned i = 0;

	if (!a || !b || a->count != b->count)
		return false;
	while (i < a->count && is_same_op(&a->ops[i], &b->ops[i]))
		i++;
	return i == a->count;
}
