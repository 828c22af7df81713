/*
 * Whether the variants of a guide's texts, `## recv when ...`, can be asked and shown. That both
 * guides have the same ones is seen to by check_same.c; that one stands behind its like, by the
 * reader.
 */
#include <string.h>

#include "lesson/check_file.h"
#include "lesson/condition.h"
#include "lesson/names.h"

struct variants {
	const struct lesson *lesson;
	const char *path;
	struct faults *faults;
};

static void check_form(const struct variants *v, const struct lesson_text *text)
{
	struct arena arena = {0};
	struct bytes why = {0};
	unsigned line;

	if (!condition_read(text->condition, ABOUT_MOMENT, NULL, &arena, &why, &line))
		faults_add(v->faults, v->path, text->line, "In the condition: %s",
		           bytes_text(&why));
	bytes_free(&why);
	arena_free(&arena);
}

/* A general variant is for the programs that have what it names; one at least must. */
static void check_names(const struct variants *v, const struct lesson_text *text)
{
	struct bytes why = {0};
	bool is_known = false, has_tag = false;

	for (unsigned i = 0; i < v->lesson->program_count; i++) {
		const struct lesson_program *p = &v->lesson->programs[i];
		unsigned line = program_tag_line(p->twin, text->name);

		if (!line || (text->program && strcmp(text->program, p->name) != 0))
			continue;
		is_known |= names_are_known(text->when, p, line, has_tag ? NULL : &why);
		has_tag = true;
	}
	if (has_tag && !is_known)
		faults_add(v->faults, v->path, text->line, "In the condition: %s",
		           bytes_text(&why));
	bytes_free(&why);
}

static bool is_for_all_moments_of(const struct lesson_text *text, const struct lesson_text *variant)
{
	bool is_general = !text->program, is_of_it = is_general;

	if (!is_general && variant->program)
		is_of_it = strcmp(text->program, variant->program) == 0;
	return !text->condition && is_of_it && strcmp(text->name, variant->name) == 0;
}

static void check_plain(const struct variants *v, const struct lesson_text *text)
{
	unsigned i = 0;

	while (i < v->lesson->text_count && !is_for_all_moments_of(&v->lesson->texts[i], text))
		i++;
	if (i == v->lesson->text_count)
		faults_add(v->faults, v->path, text->line,
		           "For all other moments there is no text: ## %s%s%s is missing",
		           text->program ? text->program : "", text->program ? "/" : "",
		           text->name);
}

void check_variants(const struct lesson *l, const char *path, struct faults *faults)
{
	const struct variants v = {l, path, faults};

	for (unsigned i = 0; i < l->text_count; i++) {
		const struct lesson_text *text = &l->texts[i];

		if (!text->condition)
			continue;
		check_form(&v, text);
		if (text->when)
			check_names(&v, text);
		check_plain(&v, text);
	}
}
