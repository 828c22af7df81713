/* Looking names up in a twin's tables and its listing's lines. */
#include "lesson/names.h"

#include <string.h>

int names_local(const struct code *code, struct python_piece name)
{
	for (int i = 0; i < code->local_count; i++)
		if (python_is(name, code->local_names[i]))
			return i;
	return -1;
}

int names_gone_through(const struct program *p, struct python_piece over)
{
	for (int i = 0; i < STAGE_COLLECTIONS; i++)
		if (p->collections[i].name && python_is(over, p->collections[i].name))
			return i;
	return -1;
}

int names_collection(const struct program *p, const char *name)
{
	int i = names_gone_through(p, (struct python_piece){name, strlen(name)});

	return i >= 0 && !p->collections[i].is_local ? i : -1;
}

static bool has_local(const struct lesson_program *p, unsigned line, const char *name)
{
	return names_local(python_code_at(p, line), (struct python_piece){name, strlen(name)}) >= 0;
}

static bool has_word(const struct program *p, const char *text)
{
	for (const char *const *word = p->words; word && *word; word++)
		if (strcmp(*word, text) == 0)
			return true;
	return false;
}

static bool no_local(const struct condition_op *op, const struct lesson_program *p, unsigned line,
                     struct bytes *why)
{
	if (has_local(p, line, op->name))
		return false;
	bytes_addf(why, "%s of %s has no local `%.40s` in line %u", python_code_at(p, line)->name,
	           p->name, op->name, line);
	return true;
}

static bool no_word(const struct condition_op *op, const struct lesson_program *p,
                    struct bytes *why)
{
	if (!op->text || has_word(p->twin, op->text))
		return false;
	bytes_addf(why, "nothing in %s is ever \"%.40s\"", p->name, op->text);
	return true;
}

static bool no_collection(const struct condition_op *op, const struct lesson_program *p,
                          struct bytes *why)
{
	if (names_collection(p->twin, op->name) >= 0)
		return false;
	bytes_addf(why, "%s has no collection `%.40s`", p->name, op->name);
	return true;
}

static bool no_for(const struct condition_op *op, const struct lesson_program *p, unsigned line,
                   struct bytes *why)
{
	struct python_for loop;

	if (!python_for_at(p, line, &loop) || !python_begins_with(loop.over, op->name))
		bytes_addf(why, "line %u of %s is no `for` over `%.40s`", line, p->name, op->name);
	else if (names_local(python_code_at(p, line), loop.over) < 0 &&
	         names_gone_through(p->twin, loop.over) < 0)
		bytes_addf(why, "%s keeps no collection `%.*s`", p->name,
		           loop.over.length > 40 ? 40 : (int)loop.over.length, loop.over.text);
	else
		return false;
	return true;
}

/* Adds what this test asks for and is not there; false when nothing is missing. */
static bool is_missing(const struct condition_op *op, const struct lesson_program *p, unsigned line,
                       struct bytes *why)
{
	switch (op->kind) {
	case CONDITION_EMPTY: return no_collection(op, p, why);
	case CONDITION_IS_EMPTY: return no_local(op, p, line, why);
	case CONDITION_VALUE: return no_local(op, p, line, why) || no_word(op, p, why);
	case CONDITION_IS_NEW: return !has_local(p, line, op->name) && no_collection(op, p, why);
	case CONDITION_BEGINS:
	case CONDITION_USED_UP: return no_for(op, p, line, why);
	default: return false;
	}
}

bool names_are_known(const struct condition *when, const struct lesson_program *p, unsigned line,
                     struct bytes *why)
{
	struct bytes unread = {0};
	unsigned i = 0;

	while (i < when->count && !is_missing(&when->ops[i], p, line, why ? why : &unread))
		i++;
	bytes_free(&unread);
	return i == when->count;
}
