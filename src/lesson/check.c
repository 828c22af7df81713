/*
 * --check-lessons: whether the texts of every lesson fit its programs, in both languages. A guide
 * may be half written while its author tries it, so only this check insists on all of it.
 */
#include "lesson/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/die.h"
#include "base/text.h"
#include "lesson/arena.h"
#include "lesson/check_file.h"
#include "lesson/course_map.h"
#include "lesson/condition.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"
#include "lesson/load.h"

enum {
	TEXT_COLUMNS = 240, /* what a paragraph fills of the narration, at most */
	WORD_COLUMNS = 180, /* of a word's explanation: two rows of help */
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
		char *listing;

		if (lesson_text_at(c->lesson, program, tag->line, NULL))
			continue;
		listing = lesson_path(c->root, c->lesson->folder, program->name, ".py");
		faults_add(c->faults, listing, tag->line, "The tag `%s` has no paragraph in %s",
		           tag->name, strrchr(c->path, '/') + 1);
		free(listing);
	}
}

/* Whether some program of the lesson (the one of that name, if not NULL) has the tag. */
static bool knows_tag(const void *lesson, const char *program, const char *tag)
{
	const struct lesson *l = lesson;

	for (unsigned i = 0; i < l->program_count; i++)
		if ((!program || strcmp(l->programs[i].name, program) == 0) &&
		    program_tag_line(l->programs[i].twin, tag) > 0)
			return true;
	return false;
}

static void check_texts(const struct check *c)
{
	for (unsigned i = 0; i < c->lesson->text_count; i++) {
		const struct lesson_text *text = &c->lesson->texts[i];
		int columns = text_columns(text->text, strlen(text->text));

		if (!knows_tag(c->lesson, text->program, text->name))
			faults_add(c->faults, c->path, text->line,
			           "No listing has the tag `%s%s%s`",
			           text->program ? text->program : "", text->program ? "/" : "",
			           text->name);
		if (columns > TEXT_COLUMNS)
			faults_add(c->faults, c->path, text->line,
			           "%d columns; the screen has room for %d", columns, TEXT_COLUMNS);
	}
}

static void check_words(const struct check *c)
{
	for (unsigned i = 0; i < c->lesson->word_count; i++) {
		const struct lesson_word *word = &c->lesson->words[i];
		int columns = text_columns(word->explanation, strlen(word->explanation));

		if (columns > WORD_COLUMNS)
			faults_add(c->faults, c->path, word->line,
			           "%d columns; help has room for %d", columns, WORD_COLUMNS);
	}
}

static void check_goal(const struct check *c)
{
	int columns = text_columns(c->lesson->goal, strlen(c->lesson->goal));

	if (columns > GOAL_COLUMNS)
		faults_add(c->faults, c->path, c->lesson->goal_line,
		           "The goal has %d columns; its row has room for %d", columns,
		           GOAL_COLUMNS);
}

static void check_tasks(const struct check *c)
{
	struct condition_tags tags = {knows_tag, c->lesson};
	struct arena arena = {0};

	for (unsigned i = 0; i < c->lesson->task_count; i++) {
		const struct lesson_task *task = &c->lesson->tasks[i];
		struct bytes why = {0};
		unsigned line;

		if (!condition_read(task->condition, ABOUT_RUN, &tags, &arena, &why, &line))
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

		if (!knows_tag(c->lesson, question->program, question->tag))
			faults_add(c->faults, c->path, question->line,
			           "No listing has the tag `%s`", question->tag);
		for (unsigned j = 0; j < question->choice_count; j++)
			if (strcmp(question->choices[j].outcome, "waits") != 0 &&
			    !knows_tag(c->lesson, question->program, question->choices[j].outcome))
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
			faults_add(c->faults, c->path, c->lesson->programs_line,
			           "## Programs does not name `%s`", programs[i]->name);
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
	check_words(c);
	if (c->lesson->program_count > 0)
		check_programs(c);
	if (!has_all_twins(c->lesson))
		return;
	for (unsigned i = 0; i < c->lesson->program_count; i++)
		check_tags(c, &c->lesson->programs[i]);
	check_texts(c);
	check_variants(c->lesson, c->path, c->faults);
	check_tasks(c);
	check_questions(c);
}

static void check_demos(const char *root, const struct lesson *l,
                        const struct lesson_commands *commands, struct faults *faults)
{
	char *path = lesson_path(root, l->folder, "demo.play", "");

	if (!l->demo)
		faults_add(faults, path, 0, "Every lesson has a demonstration");
	else
		check_characters(path, true, faults);
	if (l->demo && has_all_twins(l))
		check_demo(l, commands, faults);
	free(path);
}

static void check_folder(const char *root, const char *folder,
                         const struct lesson_commands *commands, struct faults *faults)
{
	struct arena arena = {0};
	struct lesson lessons[2];
	bool are_read[2];

	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		struct lesson *l = &lessons[language];
		struct check c = {root, faults,
		                  lesson_path(root, folder, lesson_guide_name(language), ""), l};

		are_read[language] = lesson_load(l, root, folder, language, &arena, faults);
		check_characters(c.path, false, faults);
		check_guide(&c);
		if (language == RUSSIAN && are_read[ENGLISH] && are_read[RUSSIAN])
			check_same(l, &lessons[ENGLISH], c.path, faults);
		free(c.path);
	}
	check_demos(root, &lessons[has_all_twins(&lessons[ENGLISH]) ? ENGLISH : RUSSIAN], commands,
	            faults);
	arena_free(&arena);
}

static int is_plain(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* A lesson, or a folder that was meant to be one: whoever sees no lesson of it should know why. */
static bool check_entry(const char *root, const char *name, const struct lesson_commands *commands,
                        struct faults *faults)
{
	unsigned number;
	const char *rest;
	struct stat status;
	char *path;

	if (lesson_folder_name(name, &number, &rest)) {
		check_folder(root, name, commands, faults);
		return true;
	}
	path = xasprintf("%s/%s", root, name);
	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		faults_add(faults, path, 0,
		           "This is no folder of a lesson: it has a number and a name, as "
		           "05-generators");
	free(path);
	return false;
}

void lessons_find_faults(const char *folder, const struct lesson_commands *commands,
                         struct faults *faults)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_plain, alphasort);
	unsigned lessons = 0;

	for (int i = 0; i < count; i++) {
		lessons += check_entry(folder, entries[i]->d_name, commands, faults);
		free(entries[i]);
	}
	if (lessons == 0)
		faults_add(faults, folder, 0, "No lessons here");
	course_map_check(folder, faults);
	if (count >= 0)
		free(entries);
}

unsigned lessons_check(const char *folder, const struct lesson_commands *commands)
{
	struct faults faults = {0};
	unsigned mistakes;

	lessons_find_faults(folder, commands, &faults);
	fputs(bytes_text(&faults.text), stderr);
	mistakes = faults.kept;
	faults_free(&faults);
	return mistakes;
}
