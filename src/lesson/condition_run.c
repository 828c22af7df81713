/* Asking a condition of a run, whose facts are told by the caller. */
#include "lesson/condition.h"

struct asker {
	const struct condition_facts *facts;
	double *again;
};

/* Every wait that goes on is looked at, for time may end any of them. */
static bool has_waited(const struct asker *a, const struct condition_op *op)
{
	bool goes_on = false;
	double seconds = a->facts->waited(a->facts->context, op->client, &goes_on);

	if (goes_on && seconds <= op->number && op->number - seconds < *a->again)
		*a->again = op->number - seconds;
	return condition_compares(seconds, op->sign, op->number);
}

static bool ask(const void *context, const struct condition_op *op)
{
	const struct asker *a = context;
	const struct condition_facts *facts = a->facts;

	switch (op->kind) {
	case CONDITION_CONNECTED:
		return condition_compares(facts->connected(facts->context), op->sign, op->number);
	case CONDITION_WAITED: return has_waited(a, op);
	case CONDITION_ANSWERED: return facts->answered(facts->context, op->client);
	case CONDITION_REACHED: return facts->reached(facts->context, op->program, op->tag);
	case CONDITION_STEPPED: return facts->stepped(facts->context, op->program, op->tag);
	default: return facts->ended(facts->context, op->error);
	}
}

bool condition_holds_in_run(const struct condition *c, const struct condition_facts *facts,
                            double *again)
{
	const struct asker asker = {facts, again};

	return condition_holds(c, ask, &asker);
}
