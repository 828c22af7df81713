/*
 * A recursive descent over a condition, one function a rule of the grammar in condition.h.
 */
#include "lesson/condition.h"

#include <stdlib.h>
#include <string.h>

#include "lesson/listing.h"
#include "stage/program.h"

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"

struct parser {
	const char *at;
	unsigned line, depth;
	const struct condition_tags *tags;
	struct bytes *why;
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

static bool number(struct parser *p)
{
	size_t whole;

	skip_blanks(p);
	whole = strspn(p->at, DIGITS);
	if (whole == 0)
		return refuse(p, "a number");
	p->at += whole;
	if (p->at[0] == '.' && strspn(p->at + 1, DIGITS) > 0)
		p->at += 1 + strspn(p->at + 1, DIGITS);
	return true;
}

static bool compared(struct parser *p)
{
	static const char *const signs[] = {">=", "<=", "==", "!=", ">", "<"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (takes(p, signs[i]))
			return number(p);
	return refuse(p, "a comparison such as `>= 2`");
}

static bool client(struct parser *p)
{
	skip_blanks(p);
	if (strncmp(p->at, "client", 6) == 0)
		p->at += 6;
	if (*p->at < '1' || *p->at > '9')
		return refuse(p, "a client such as `client1`");
	p->at += strspn(p->at, DIGITS);
	return true;
}

/* A name of letters, digits and the signs in `more`, to be freed; NULL when none stands here. */
static char *name(struct parser *p, const char *more)
{
	const char *start;

	skip_blanks(p);
	for (start = p->at; *p->at && (strchr(LETTERS DIGITS, *p->at) || strchr(more, *p->at));)
		p->at++;
	return p->at > start ? strndup(start, (size_t)(p->at - start)) : NULL;
}

static bool tag(struct parser *p)
{
	char *whole = name(p, "-/"), *slash = whole ? strchr(whole, '/') : NULL;
	bool is_known;

	if (!whole)
		return refuse(p, "a tag");
	if (slash)
		*slash = '\0';
	is_known = p->tags->knows(p->tags->context, slash ? whole : NULL,
	                          slash ? slash + 1 : whole);
	if (!is_known)
		bytes_addf(p->why, "no listing has the tag `%.40s`", slash ? slash + 1 : whole);
	free(whole);
	return is_known;
}

static bool ending(struct parser *p)
{
#define ERROR_TEXT(NAME, text) text,
	static const char *const endings[] = {STAGE_ERRORS(ERROR_TEXT)};
#undef ERROR_TEXT
	char *wanted = name(p, "");
	bool is_known = false;

	if (!wanted)
		return refuse(p, "`exit` or the name of an exception");
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
		is_known |= strcmp(endings[i], wanted) == 0;
	if (!is_known)
		bytes_addf(p->why, "no program ends with `%.40s`", wanted);
	free(wanted);
	return is_known;
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

static bool test(struct parser *p)
{
	if (takes(p, "connected"))
		return compared(p);
	if (takes(p, "waited"))
		return in_brackets(p, client) && compared(p);
	if (takes(p, "answered"))
		return in_brackets(p, client);
	if (takes(p, "reached"))
		return in_brackets(p, tag);
	if (takes(p, "ended"))
		return in_brackets(p, ending);
	return refuse(p, "connected, waited, answered, reached or ended");
}

static bool part(struct parser *p)
{
	bool is_fine;

	if (++p->depth > CONDITION_DEPTH) {
		bytes_add_text(p->why, "too many brackets");
		return false;
	}
	if (takes(p, "not"))
		is_fine = part(p);
	else if (takes(p, "("))
		is_fine = condition(p) && closed(p);
	else
		is_fine = test(p);
	p->depth--;
	return is_fine;
}

static bool all(struct parser *p)
{
	do {
		if (!part(p))
			return false;
	} while (takes(p, "and"));
	return true;
}

static bool condition(struct parser *p)
{
	do {
		if (!all(p))
			return false;
	} while (takes(p, "or"));
	return true;
}

bool condition_check(const char *text, const struct condition_tags *tags, struct bytes *why,
                     unsigned *line)
{
	struct parser parser = {.at = text, .tags = tags, .why = why};
	bool is_fine = condition(&parser);

	if (is_fine) {
		skip_blanks(&parser);
		is_fine = !*parser.at || refuse(&parser, "`and`, `or` or the end");
	}
	*line = parser.line;
	return is_fine;
}
