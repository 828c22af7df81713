/*
 * Asking a condition of a moment: its tests in order, on a stack of answers. Both sides of `and`
 * and `or` are asked, so that every wait that goes on is known.
 */
#include <assert.h>

#include "lesson/condition.h"

enum { ANSWERS = 2 * CONDITION_DEPTH + 2 }; /* a bracket leaves two sides waiting, at most */

static bool compare(double a, enum condition_sign sign, double b)
{
	switch (sign) {
	case SIGN_GE: return a >= b;
	case SIGN_LE: return a <= b;
	case SIGN_EQ: return a >= b && a <= b;
	case SIGN_NE: return a < b || a > b;
	case SIGN_GT: return a > b;
	default: return a < b;
	}
}

static bool has_waited(const struct condition_op *op, const struct condition_facts *facts,
                       double *again)
{
	bool goes_on = false;
	double seconds = facts->waited(facts->context, op->client, &goes_on);

	if (goes_on && seconds <= op->number && op->number - seconds < *again)
		*again = op->number - seconds;
	return compare(seconds, op->sign, op->number);
}

static bool ask(const struct condition_op *op, const struct condition_facts *facts, double *again)
{
	switch (op->kind) {
	case CONDITION_CONNECTED:
		return compare(facts->connected(facts->context), op->sign, op->number);
	case CONDITION_WAITED: return has_waited(op, facts, again);
	case CONDITION_ANSWERED: return facts->answered(facts->context, op->client);
	case CONDITION_REACHED: return facts->reached(facts->context, op->program, op->tag);
	default: return facts->ended(facts->context, op->error);
	}
}

bool condition_holds(const struct condition *c, const struct condition_facts *facts, double *again)
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
			answer[count++] = ask(op, facts, again);
		}
	}
	return answer[0];
}
