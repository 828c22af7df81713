/*
 * The twin of template.py: a program that compiles and does almost
 * nothing. Copy the folder, then change listing and twin together,
 * line by line; lessons/README.md says how, in ten steps.
 */
#include "stage/program.h"

#include "template.tags.h"

/* The lists and dicts of the listing, and its functions. The module
 * comes first: the lines outside every function. */
enum { NUMBERS };
enum { MODULE, REMEMBER };

/* The locals of each function, the arguments first: X(name) each, and
 * H(name) for one that Python hides. These two have none. */
#define MODULE_LOCALS(X, H)
#define REMEMBER_LOCALS(X, H)

FRAME(module, MODULE_LOCALS)
FRAME(remember, REMEMBER_LOCALS)

static enum stage_status remember(struct stage *s, struct frame *frame)
{
	BEGIN(remember)
	AT(append) stage_append(s, NUMBERS, value_of(VALUE_INTEGER, 1));
	AT(report) stage_print(s, "remembered", 0);
	END
}

static enum stage_status module(struct stage *s, struct frame *frame)
{
	BEGIN(module)
	AT(numbers) stage_new(s, NUMBERS);
	AT(call) CALL(call, stage_call(s, REMEMBER, 0));
	END
}

static const struct code codes[] = {
	[MODULE] = {CODE(module, 0)},
	[REMEMBER] = {CODE(remember, 0)},
};

const struct program PROGRAM = {
	LISTING,
	.codes = codes,
	.code_count = sizeof codes / sizeof *codes,
	.collections = {
		[NUMBERS] = {"numbers", COLLECTION_LIST, false},
	},
};
