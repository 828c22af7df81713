/*
 * --check-lessons: whether the texts of every lesson fit its programs, in both languages. A guide
 * may be half written while its author tries it, so only this check insists on all of it.
 */
#include "lesson/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lesson/arena.h"
#include "lesson/condition.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"
#include "lesson/load.h"

enum {
	TEXT_COLUMNS = 240, /* what a paragraph fills of the narration, at most */
	GOAL_COLUMNS = 70 /* of the goal, which has one row of 80 columns, behind a word */
};

struct check {
	const char *root;
	struct faults *faults;
	char *path; /* of the guide that is looked at */
	const struct lesson *lesson;
};

static void check_tags(const struct check *c, const struct lesson_program *program)
{
	for (const struct tag *tag = program->twin->tags; tag->name; tag++) {
		const char *text = lesson_text_at(c->lesson, program, tag->line);
		char *listing;

		if (text)
			continue;
		listing = lesson_path(c->root, c->lesson->folder, program->name, ".py");
		faults_add(c->faults, listing, tag->line, "The tag `%s` has no paragraph in %s",
		           tag->name, strrchr(c->path, '/') + 1);
		free(listing);
	}
}

static void check_texts(const struct check *c)
{
	for (unsigned i = 0; i < c->lesson->text_count; i++) {
		const struct lesson_text *text = &c->lesson->texts[i];
		int columns = text_columns(text->text, strlen(text->text));

		if (!lesson_knows_tag(c->lesson, text->program, text->name))
			faults_add(c->faults, c->path, text->line,
			           "No listing has the tag `%s%s%s`",
			           text->program ? text->program : "", text->program ? "/" : "",
			           text->name);
		if (columns > TEXT_COLUMNS)
			faults_add(c->faults, c->path, text->line,
			           "%d columns; the screen has room for %d", columns, TEXT_COLUMNS);
	}
}

static void check_goal(const struct check *c)
{
	int columns = text_columns(c->lesson->goal, strlen(c->lesson->goal));

	if (columns > GOAL_COLUMNS)
		faults_add(c->faults, c->path, 0,
		           "The goal has %d columns; its row has room for %d", columns,
		           GOAL_COLUMNS);
}

static bool knows_tag(const void *lesson, const char *program, const char *tag)
{
	return lesson_knows_tag(lesson, program, tag);
}

static void check_tasks(const struct check *c)
{
	struct condition_tags tags = {knows_tag, c->lesson};
	struct arena arena = {0};

	for (unsigned i = 0; i < c->lesson->task_count; i++) {
		const struct lesson_task *task = &c->lesson->tasks[i];
		struct bytes why = {0};
		unsigned line;

		if (!condition_read(task->condition, &tags, &arena, &why, &line))
			faults_add(c->faults, c->path, task->condition_line + line,
			           "In the condition: %s", bytes_text(&why));
		bytes_free(&why);
	}
	arena_free(&arena);
}

static void check_questions(const struct check *c)
{
	for (unsigned i = 0; i < c->lesson->question_count; i++) {
		const struct lesson_question *question = &c->lesson->questions[i];

		if (!lesson_knows_tag(c->lesson, question->program, question->tag))
			faults_add(c->faults, c->path, question->line,
			           "No listing has the tag `%s`", question->tag);
		for (unsigned j = 0; j < question->choice_count; j++)
			if (strcmp(question->choices[j].outcome, "waits") != 0 &&
			    !lesson_knows_tag(c->lesson, question->program,
			                      question->choices[j].outcome))
				faults_add(c->faults, c->path, question->line,
				           "A choice's outcome is a tag or `waits`, not `%s`",
				           question->choices[j].outcome);
	}
}

/* Every twin that was built in is a program that the guide names. */
static void check_programs(const struct check *c)
{
	for (size_t i = 0; i < program_count; i++)
		if (strcmp(programs[i]->lesson, c->lesson->folder) == 0 &&
		    !lesson_program(c->lesson, programs[i]->name))
			faults_add(c->faults, c->path, 0, "## Programs does not name `%s`",
			           programs[i]->name);
}

static bool has_all_twins(const struct lesson *l)
{
	for (unsigned i = 0; i < l->program_count; i++)
		if (!l->programs[i].twin)
			return false;
	return l->program_count > 0; /* without programs there is no guide to speak of */
}

static void check_guide(const struct check *c)
{
	check_goal(c);
	if (c->lesson->program_count > 0)
		check_programs(c);
	if (!has_all_twins(c->lesson))
		return;
	for (unsigned i = 0; i < c->lesson->program_count; i++)
		check_tags(c, &c->lesson->programs[i]);
	check_texts(c);
	check_tasks(c);
	check_questions(c);
}

/* Both guides must ask for the same, for what is done in one language counts in the other. */
static void check_same(const struct check *c, const struct lesson *other)
{
	const struct lesson *l = c->lesson;

	if (l->task_count != other->task_count || l->question_count != other->question_count ||
	    l->program_count != other->program_count) {
		faults_add(c->faults, c->path, 0,
		           "Not as many Programs, Try and Predict as in the English guide");
		return;
	}
	for (unsigned i = 0; i < l->program_count; i++)
		if (strcmp(l->programs[i].name, other->programs[i].name) != 0)
			faults_add(c->faults, c->path, l->programs[i].line,
			           "The English guide has `%s` here", other->programs[i].name);
	for (unsigned i = 0; i < l->task_count; i++)
		if (strcmp(l->tasks[i].condition, other->tasks[i].condition) != 0)
			faults_add(c->faults, c->path, l->tasks[i].line,
			           "The English guide has another condition here");
	for (unsigned i = 0; i < l->question_count; i++)
		if (strcmp(l->questions[i].tag, other->questions[i].tag) != 0)
			faults_add(c->faults, c->path, l->questions[i].line,
			           "The English guide asks about `%s` here",
			           other->questions[i].tag);
}

static void check_folder(const char *root, const char *folder, struct faults *faults)
{
	struct arena arena = {0};
	struct lesson lessons[2];
	bool are_read[2];

	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		struct lesson *l = &lessons[language];
		struct check c = {root, faults,
		                  lesson_path(root, folder, lesson_guide_name(language), ""), l};

		are_read[language] = lesson_load(l, root, folder, language, &arena, faults);
		check_guide(&c);
		if (language == RUSSIAN && are_read[ENGLISH] && are_read[RUSSIAN])
			check_same(&c, &lessons[ENGLISH]);
		free(c.path);
	}
	if (!lessons[ENGLISH].demo) {
		char *path = lesson_path(root, folder, "demo.play", "");

		faults_add(faults, path, 0, "Every lesson has a demonstration");
		free(path);
	}
	arena_free(&arena);
}

static int is_lesson(const struct dirent *entry)
{
	unsigned number;
	const char *name;

	return lesson_folder_name(entry->d_name, &number, &name);
}

void lessons_find_faults(const char *folder, struct faults *faults)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_lesson, alphasort);

	if (count <= 0)
		faults_add(faults, folder, 0, "No lessons here");
	for (int i = 0; i < count; i++) {
		check_folder(folder, entries[i]->d_name, faults);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
}

unsigned lessons_check(const char *folder)
{
	struct faults faults = {0};
	unsigned mistakes;

	lessons_find_faults(folder, &faults);
	fputs(bytes_text(&faults.text), stderr);
	mistakes = faults.kept;
	faults_free(&faults);
	return mistakes;
}
