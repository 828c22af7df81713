/*
 * Conditions of moments that the next line alone decides, whatever else is known (A11): each holds
 * exactly where one of its lines comes next.
 */
#ifndef TRUTHS_H
#define TRUTHS_H

#include <string.h>

#include "base/die.h"
#include "lesson/condition.h"
#include "view/moment.h"

static struct truth {
	const char *lesson, *tag, *text, *next;
	const struct condition *when;
	unsigned yes, no; /* how often it was so and was not */
} truths[] = {
	{"01-blocking", "check", "is_empty(request)", " leave ", NULL, 0, 0},
	{"02-select", "check", "is_empty(request)", " forget close ", NULL, 0, 0},
	{"02-select", "each_ready", "used_up(ready_to_read)", " loop ", NULL, 0, 0},
	{"03-callbacks", "check", "is_empty(request)", " unwatch ", NULL, 0, 0},
	{"03-callbacks", "each_event", "used_up(selector)", " loop ", NULL, 0, 0},
	{"05-generators", "until_ready", "empty(tasks)", " select ", NULL, 0, 0},
	{"05-generators", "until_ready", "not empty(tasks)", " attempt ", NULL, 0, 0},
	{"05-generators", "each_reader", "used_up(ready_to_read)", " each_writer ", NULL, 0, 0},
	{"05-generators", "each_writer", "used_up(ready_to_write)", " until_ready ", NULL, 0, 0},
	{"05-generators", "resume", "is_new(task)", " socket converse guard ", NULL, 0, 0},
	{"05-generators", "if_read", "value(reason) == \"read\"", " park_reader ", NULL, 0, 0},
	{"05-generators", "if_write", "value(reason) != \"write\"", " loop ", NULL, 0, 0},
	{"05-generators", "check", "is_empty(request)", " leave ", NULL, 0, 0},
};
enum { TRUTHS = sizeof truths / sizeof *truths };

static void truths_read(struct arena *arena)
{
	struct bytes why = {0};
	unsigned line;
	for (struct truth *t = truths; t < truths + TRUTHS; t++) {
		t->when = condition_read(t->text, ABOUT_MOMENT, NULL, arena, &why, &line);
		assert_non_null(t->when);
	}
	bytes_free(&why);
}

/* NULL, or what holds although another line comes next, or does not though its line comes. */
static const struct truth *truths_judge(const struct model *m, const struct view *v,
                                        const char *tag, const char *next)
{
	const struct truth *wrong = NULL;
	char *word = xasprintf(" %s ", next);
	for (struct truth *t = truths; t < truths + TRUTHS; t++) {
		if (strcmp(t->lesson, v->lesson->folder) != 0 || strcmp(t->tag, tag) != 0)
			continue;
		bool is_so = strstr(t->next, word) != NULL;
		if (moment_holds(m, v, t->when) != is_so)
			wrong = t;
		++*(is_so ? &t->yes : &t->no);
	}
	free(word);
	return wrong;
}

static void each_of_the_truths_was_so_and_was_not(void **unused)
{
	(void)unused;
	for (const struct truth *t = truths; t < truths + TRUTHS; t++)
		if (!t->yes || !t->no)
			fail_msg("%s %s %s: %u times so, %u times not", t->lesson, t->tag, t->text,
			         t->yes, t->no);
}

#endif
