/* No parser: it looks for what stands before " = ", or between "for" and "in", and between the
 * outermost brackets, no more. */
#include "view/shorten.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

struct piece {
	const char *from;
	size_t length;
};

/* `first, more = call(arguments)`, or `for first, more in call(arguments):` */
struct assignment {
	struct piece before, first, targets, joint, call, arguments, rest;
};

static struct piece piece(const char *from, const char *to)
{
	return (struct piece){from, (size_t)(to - from)};
}

/* False where there is nothing to leave out. */
static bool split(const char *line, struct assignment *a)
{
	static const char of_targets[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789,. ";
	const char *start = line + strspn(line, " ");
	bool is_for = !strncmp(start, "for ", 4);
	start += is_for ? strlen("for ") : 0;
	const char *joint_text = is_for ? " in " : " = ", *joint = strstr(start, joint_text);
	const char *open = joint ? strchr(joint, '(') : NULL, *close = strrchr(line, ')');
	if (!open || !close || close < open || start + strspn(start, of_targets) < joint)
		return false;
	a->before = piece(line, start);
	a->targets = piece(start, joint);
	a->first = piece(start, start + strcspn(start, ", "));
	a->joint = piece(joint, joint + strlen(joint_text));
	a->call = piece(a->joint.from + a->joint.length, open);
	a->arguments = piece(open + 1, close);
	a->rest = piece(close + 1, line + strlen(line));
	return true;
}

static void add(struct bytes *out, struct piece p)
{
	bytes_add(out, p.from, p.length);
}

enum targets { ALL, FIRST, NONE };

static void put(struct bytes *out, const struct assignment *a, const char *dots,
                enum targets targets, bool has_arguments)
{
	bool has_more = a->first.length < a->targets.length;
	add(out, a->before);
	if (targets == FIRST && !has_more)
		targets = ALL;
	if (targets == ALL)
		add(out, a->targets);
	if (targets == FIRST) {
		add(out, a->first);
		bytes_add_text(out, ", ");
	}
	bytes_add_text(out, targets == ALL ? "" : dots);
	add(out, a->joint);
	add(out, a->call);
	bytes_add_char(out, '(');
	if (has_arguments || !a->arguments.length)
		add(out, a->arguments);
	else
		bytes_add_text(out, dots);
	bytes_add_char(out, ')');
	add(out, a->rest);
}

void shorten_line(struct bytes *out, const char *line, int columns, const char *dots)
{
	static const struct {
		enum targets targets;
		bool has_arguments;
	} forms[] = {{ALL, true}, {FIRST, true}, {FIRST, false}, {NONE, true}, {NONE, false}};
	struct assignment a;
	size_t length = out->length;
	if (text_columns(line, strlen(line)) <= columns || !split(line, &a)) {
		bytes_add_text(out, line);
		return;
	}
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		bytes_cut(out, length);
		put(out, &a, dots, forms[i].targets, forms[i].has_arguments);
		if (text_columns(out->data + length, out->length - length) <= columns)
			return;
	}
}
