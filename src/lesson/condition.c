/*
 * A recursive descent over a condition, one function a rule of the grammar in condition.h. Each
 * adds its test, or what joins two, behind what has been read.
 */
#include "lesson/condition.h"

#include <stdlib.h>
#include <string.h>

#include "lesson/listing.h"
#include "stage/stage.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

enum { MOST_DIGITS = 9 }; /* of a number, and behind its point: what 32 bits hold */

struct parser {
	const char *at;
	unsigned line, depth;
	enum condition_about about;
	const struct condition_tags *tags;
	struct bytes *why;
	struct arena *arena;
	struct condition *made;
	struct condition_op op; /* the test that is being read */
};

static bool condition(struct parser *p);

static bool refuse(struct parser *p, const char *wanted)
{
	int length = (int)strcspn(p->at, " \n");

	if (*p->at)
		bytes_addf(p->why, "%s was expected where `%.*s` stands", wanted,
		           length > 40 ? 40 : length, p->at);
	else
		bytes_addf(p->why, "%s was expected at the end", wanted);
	return false;
}

static void skip_blanks(struct parser *p)
{
	for (; *p->at == ' ' || *p->at == '\n' || *p->at == '\t'; p->at++)
		p->line += *p->at == '\n';
}

/* Takes a sign or a whole word if it comes next. */
static bool takes(struct parser *p, const char *token)
{
	size_t length = strlen(token);

	skip_blanks(p);
	if (strncmp(p->at, token, length) != 0)
		return false;
	if (strchr(LETTERS, token[0]) && strspn(p->at, LETTERS DIGITS) != length)
		return false;
	p->at += length;
	return true;
}

/* Always true, as the last act of a rule. */
static bool add(struct parser *p, enum condition_kind kind)
{
	struct condition_op *ops = arena_grow(p->arena, p->made->ops, p->made->count,
	                                      sizeof *p->made->ops);

	p->op.kind = kind;
	ops[p->made->count++] = p->op;
	p->made->ops = ops;
	p->op = (struct condition_op){0};
	return true;
}

/* Digits that fit. More of them is a slip of the hand, and would wrap around or be endless. */
static bool digits_fit(struct parser *p)
{
	if (strspn(p->at, DIGITS) <= MOST_DIGITS)
		return true;
	bytes_addf(p->why, "a number has at most %d digits", MOST_DIGITS);
	return false;
}

/* Not strtod(): it takes "1e5", "0x1" and "inf" as well. */
static bool number(struct parser *p)
{
	double n = 0, divisor = 1;

	skip_blanks(p);
	if (strspn(p->at, DIGITS) == 0)
		return refuse(p, "a number");
	if (!digits_fit(p))
		return false;
	for (; *p->at >= '0' && *p->at <= '9'; p->at++)
		n = n * 10 + (*p->at - '0');
	if (p->at[0] == '.' && strspn(p->at + 1, DIGITS) > 0) {
		p->at++;
		if (!digits_fit(p))
			return false;
		for (; *p->at >= '0' && *p->at <= '9'; p->at++) {
			n = n * 10 + (*p->at - '0');
			divisor *= 10;
		}
	}
	p->op.number = n / divisor;
	return true;
}

static bool sign(struct parser *p)
{
	static const char *const signs[COMPARE_COUNT] = {
		[COMPARE_GE] = ">=", [COMPARE_LE] = "<=", [COMPARE_EQ] = "==",
		[COMPARE_NE] = "!=", [COMPARE_GT] = ">",  [COMPARE_LT] = "<",
	};

	for (p->op.sign = COMPARE_GE; p->op.sign < COMPARE_COUNT; p->op.sign++)
		if (takes(p, signs[p->op.sign]))
			return true;
	return refuse(p, "a comparison such as `>= 2`");
}

static bool compared(struct parser *p)
{
	return sign(p) && number(p);
}

static bool string(struct parser *p)
{
	size_t length = strcspn(++p->at, "\"\n");

	if (p->at[length] != '"') {
		bytes_add_text(p->why, "a string is closed by a second `\"` in its line");
		return false;
	}
	p->op.text = arena_text(p->arena, p->at, length);
	p->at += length + 1;
	return true;
}

/* Of strings nothing but "the same or not" is asked. */
static bool valued(struct parser *p)
{
	if (!sign(p))
		return false;
	skip_blanks(p);
	if (*p->at == '"' && (p->op.sign == COMPARE_EQ || p->op.sign == COMPARE_NE))
		return string(p);
	return number(p);
}

static bool client(struct parser *p)
{
	skip_blanks(p);
	if (strncmp(p->at, "client", 6) == 0)
		p->at += 6;
	if (*p->at < '1' || *p->at > '9')
		return refuse(p, "a client such as `client1`");
	if (!digits_fit(p))
		return false;
	p->op.client = (uint32_t)strtoul(p->at, NULL, 10);
	p->at += strspn(p->at, DIGITS);
	return true;
}

/* A name of letters, digits and the signs in `more`; NULL when none stands here. */
static char *name(struct parser *p, const char *more)
{
	const char *start;

	skip_blanks(p);
	for (start = p->at; *p->at && (strchr(LETTERS DIGITS, *p->at) || strchr(more, *p->at));)
		p->at++;
	return p->at > start ? arena_text(p->arena, start, (size_t)(p->at - start)) : NULL;
}

static bool tag(struct parser *p)
{
	char *whole = name(p, "-/"), *slash = whole ? strchr(whole, '/') : NULL;
	const char *own = slash ? slash + 1 : whole;
	bool is_known;

	if (!whole)
		return refuse(p, "a tag");
	if (slash)
		*slash = '\0';
	is_known = !p->tags || p->tags->knows(p->tags->context, slash ? whole : NULL, own);
	if (!is_known)
		bytes_addf(p->why, "no listing has the tag `%.40s`", own);
	p->op.program = slash ? whole : NULL;
	p->op.tag = own;
	return is_known;
}

static bool ending(struct parser *p)
{
	const char *wanted = name(p, "");

	if (!wanted)
		return refuse(p, "`exit` or the name of an exception");
	while (p->op.error < STAGE_ERROR_COUNT &&
	       strcmp(stage_error_name(p->op.error), wanted) != 0)
		p->op.error++;
	if (p->op.error == STAGE_ERROR_COUNT)
		bytes_addf(p->why, "no program ends with `%.40s`", wanted);
	return p->op.error < STAGE_ERROR_COUNT;
}

static bool named(struct parser *p)
{
	p->op.name = name(p, "");
	return p->op.name || refuse(p, "a name of the listing");
}

static bool closed(struct parser *p)
{
	return takes(p, ")") || refuse(p, "`)`");
}

static bool in_brackets(struct parser *p, bool (*argument)(struct parser *))
{
	if (!takes(p, "("))
		return refuse(p, "`(`");
	return argument(p) && closed(p);
}

/* A test: its word, what stands in its brackets and what it is compared with, NULL for nothing. */
static const struct {
	const char *word;
	bool (*argument)(struct parser *p), (*comparison)(struct parser *p);
	enum condition_about about;
} tests[] = {
	[CONDITION_CONNECTED] = {"connected", NULL, compared, ABOUT_RUN},
	[CONDITION_WAITED] = {"waited", client, compared, ABOUT_RUN},
	[CONDITION_ANSWERED] = {"answered", client, NULL, ABOUT_RUN},
	[CONDITION_REACHED] = {"reached", tag, NULL, ABOUT_RUN},
	[CONDITION_STEPPED] = {"stepped", tag, NULL, ABOUT_RUN},
	[CONDITION_ENDED] = {"ended", ending, NULL, ABOUT_RUN},
	[CONDITION_EMPTY] = {"empty", named, NULL, ABOUT_MOMENT},
	[CONDITION_IS_EMPTY] = {"is_empty", named, NULL, ABOUT_MOMENT},
	[CONDITION_IS_NEW] = {"is_new", named, NULL, ABOUT_MOMENT},
	[CONDITION_BEGINS] = {"begins", named, NULL, ABOUT_MOMENT},
	[CONDITION_USED_UP] = {"used_up", named, NULL, ABOUT_MOMENT},
	[CONDITION_VALUE] = {"value", named, valued, ABOUT_MOMENT},
	[CONDITION_FIRST_TIME] = {"first_time", NULL, NULL, ABOUT_MOMENT},
	[CONDITION_WAITS] = {"waits", NULL, NULL, ABOUT_MOMENT},
};
enum { TESTS = sizeof tests / sizeof *tests };

static bool wrong_about(struct parser *p, const char *word)
{
	bytes_addf(p->why,
	           p->about == ABOUT_RUN ? "`%s` is asked of a moment, and has no place in a Try"
	                                 : "`%s` is asked of a whole run: only a Try asks that",
	           word);
	return false;
}

static bool no_test(struct parser *p)
{
	return refuse(p, p->about == ABOUT_RUN
	                         ? "connected, waited, answered, reached, stepped or ended"
	                         : "empty, is_empty, is_new, begins, used_up, value, first_time or "
	                           "waits");
}

static bool test(struct parser *p)
{
	unsigned kind = 0;

	while (kind < TESTS && !takes(p, tests[kind].word))
		kind++;
	if (kind == TESTS)
		return no_test(p);
	if (tests[kind].about != p->about)
		return wrong_about(p, tests[kind].word);
	return (!tests[kind].argument || in_brackets(p, tests[kind].argument)) &&
	       (!tests[kind].comparison || tests[kind].comparison(p)) &&
	       add(p, (enum condition_kind)kind);
}

static bool part(struct parser *p)
{
	bool is_fine;

	if (++p->depth > CONDITION_DEPTH) {
		bytes_add_text(p->why, "too many brackets");
		return false;
	}
	if (takes(p, "not"))
		is_fine = part(p) && add(p, CONDITION_NOT);
	else if (takes(p, "("))
		is_fine = condition(p) && closed(p);
	else
		is_fine = test(p);
	p->depth--;
	return is_fine;
}

static bool all(struct parser *p)
{
	if (!part(p))
		return false;
	while (takes(p, "and"))
		if (!part(p) || !add(p, CONDITION_AND))
			return false;
	return true;
}

static bool condition(struct parser *p)
{
	if (!all(p))
		return false;
	while (takes(p, "or"))
		if (!all(p) || !add(p, CONDITION_OR))
			return false;
	return true;
}

const struct condition *condition_read(const char *text, enum condition_about about,
                                       const struct condition_tags *tags, struct arena *arena,
                                       struct bytes *why, unsigned *line)
{
	struct condition *made = arena_take(arena, sizeof *made);
	struct parser parser = {
		.at = text, .about = about, .tags = tags, .why = why, .arena = arena, .made = made};
	bool is_fine = condition(&parser);

	if (is_fine) {
		skip_blanks(&parser);
		is_fine = !*parser.at || refuse(&parser, "`and`, `or` or the end");
	}
	*line = parser.line;
	return is_fine ? made : NULL;
}
