/*
 * Whether two guides have the same programs, conditions and questions in the same order, and the
 * same variants of their texts.
 */
#include "lesson/check_file.h"

#include <string.h>

#include "base/bytes.h"

struct part {
	const char *key; /* the same in both guides */
	unsigned line;
};

/* One of the kinds, in both guides. */
struct kind {
	const char *name; /* what its headings say */
	unsigned here, there; /* how many the guide and the English one have */
	struct part (*part)(const struct lesson *l, unsigned i);
	const char *quotes; /* what to say of the English one's key, before and behind it */
	const char *behind; /* NULL: without the key */
	unsigned heading; /* line, 0 when there is none of its own */
};

static struct part program_at(const struct lesson *l, unsigned i)
{
	return (struct part){l->programs[i].name, l->programs[i].line};
}

static struct part task_at(const struct lesson *l, unsigned i)
{
	return (struct part){l->tasks[i].condition, l->tasks[i].line};
}

static struct part question_at(const struct lesson *l, unsigned i)
{
	return (struct part){l->questions[i].tag, l->questions[i].line};
}

/* The variant number i, from 0 on, or, where there are not so many, where it would stand. */
static unsigned variant(const struct lesson *l, unsigned i)
{
	unsigned at = 0;

	for (; at < l->text_count; at++)
		if (l->texts[at].condition && i-- == 0)
			break;
	return at;
}

static struct part variant_at(const struct lesson *l, unsigned i)
{
	const struct lesson_text *text = &l->texts[variant(l, i)];

	return (struct part){text->heading, text->line};
}

static unsigned count_variants(const struct lesson *l)
{
	unsigned count = 0;

	for (unsigned i = 0; i < l->text_count; i++)
		count += l->texts[i].condition != NULL;
	return count;
}

/* The first that differs, from `from` on; the smaller count when none does. */
static unsigned first_other(const struct kind *k, const struct lesson *l,
                            const struct lesson *english, unsigned from)
{
	while (from < k->here && from < k->there &&
	       strcmp(k->part(l, from).key, k->part(english, from).key) == 0)
		from++;
	return from;
}

/* One says more than many: behind one that is missing all the others stand at other places. */
static void name_first(const struct kind *k, const struct lesson *l, const struct lesson *english,
                       const char *path, struct faults *faults)
{
	unsigned i = first_other(k, l, english, 0);
	unsigned line = i < k->here   ? k->part(l, i).line
	                : k->here > 0 ? k->part(l, k->here - 1).line
	                              : k->heading;
	struct bytes where = {0};

	if (i < k->there)
		bytes_addf(&where, "differs is in line %u there", k->part(english, i).line);
	else
		bytes_addf(&where, "is not there is number %u", i + 1);
	faults_add(faults, path, line, "%s: %u here, %u in the English guide; the first that %s",
	           k->name, k->here, k->there, bytes_text(&where));
	bytes_free(&where);
}

static void check_kind(const struct kind *k, const struct lesson *l, const struct lesson *english,
                       const char *path, struct faults *faults)
{
	if (k->here != k->there) {
		name_first(k, l, english, path, faults);
		return;
	}
	for (unsigned i = 0; (i = first_other(k, l, english, i)) < k->here; i++)
		faults_add(faults, path, k->part(l, i).line, "The English guide %s%s%s", k->quotes,
		           k->behind ? k->part(english, i).key : "", k->behind ? k->behind : "");
}

void check_same(const struct lesson *l, const struct lesson *english, const char *path,
                struct faults *faults)
{
	const struct kind kinds[] = {
		{"Programs", l->program_count, english->program_count, program_at, "has `",
	         "` here", l->programs_line},
		{"Try", l->task_count, english->task_count, task_at, "has another condition here",
	         NULL, 0},
		{"Variants", count_variants(l), count_variants(english), variant_at, "has `",
	         "` here", 0},
		{"Predict", l->question_count, english->question_count, question_at, "asks about `",
	         "` here", 0},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		check_kind(&kinds[i], l, english, path, faults);
}
