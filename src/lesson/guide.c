/*
 * The sections of a guide, one function a kind of section, found by a table.
 */
#include "lesson/guide.h"

#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/show.h"
#include "lesson/condition.h"
#include "lesson/guide_form.h"
#include "lesson/guide_text.h"
#include "lesson/listing.h"

struct guide {
	struct guide_reader r;
	struct lesson *lesson;
	struct lesson_program *programs;
	bool has_words, has_programs;
};

enum {
	CHOICES = 9, /* as many as there are digits to press */
	PROGRAMS = 32, /* of a lesson */
	SECTIONS = 1000 /* more than two listings and all their tags */
};

/* A table of the lesson with one more element. */
#define GROW(g, table, count) arena_grow((g)->r.arena, table, count, sizeof *(table))

static void read_words(struct guide *g, const char *rest)
{
	struct lesson *l = g->lesson;
	cmark_node *list = guide_take_list(&g->r, CMARK_BULLET_LIST, "A list of words");

	(void)rest;
	if (g->has_words)
		guide_fault(&g->r, g->r.line, "A second section ## Words");
	g->has_words = true;
	for (cmark_node *item = list ? cmark_node_first_child(list) : NULL; item;
	     item = cmark_node_next(item)) {
		struct lesson_word *words = GROW(g, l->words, l->word_count);
		struct lesson_word *word = &words[l->word_count++];

		word->explanation = guide_item_pair(&g->r, item, &word->term);
		word->line = guide_line(item);
		l->words = words;
	}
}

static void read_programs(struct guide *g, const char *rest)
{
	struct lesson *l = g->lesson;
	cmark_node *list = guide_take_list(&g->r, CMARK_BULLET_LIST, "A list of programs");

	(void)rest;
	if (g->has_programs)
		guide_fault(&g->r, g->r.line, "A second section ## Programs");
	g->has_programs = true;
	l->programs_line = g->r.line;
	for (cmark_node *item = list ? cmark_node_first_child(list) : NULL; item;
	     item = l->program_count < PROGRAMS ? cmark_node_next(item) : NULL) {
		struct lesson_program program = {.line = guide_line(item)};

		program.description = guide_item_pair(&g->r, item, &program.name);
		for (unsigned i = 0; i < l->program_count; i++)
			if (strcmp(g->programs[i].name, program.name) == 0)
				guide_fault(&g->r, program.line, "The program `%s` is listed twice",
				            program.name);
		g->programs = GROW(g, g->programs, l->program_count);
		g->programs[l->program_count++] = program;
	}
}

/* Parts "program/tag"; false when this can be no tag. */
static bool part_tag(struct guide *g, const char *text, const char **program, const char **tag)
{
	const char *slash = strchr(text, '/');

	*tag = slash ? slash + 1 : text;
	*program = slash ? arena_text(g->r.arena, text, (size_t)(slash - text)) : NULL;
	return slash != text && tag_is_valid(*tag, strlen(*tag));
}

static bool is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* One that is not well formed never holds; --check-lessons says what is wrong. */
static const struct condition *condition_of(struct guide *g, const char *text,
                                            enum condition_about about)
{
	struct bytes why = {0};
	unsigned line;
	const struct condition *when = condition_read(text, about, NULL, g->r.arena, &why, &line);

	bytes_free(&why);
	return when;
}

/* Parts "tag when condition"; returns the tag. */
static const char *part_variant(struct guide *g, const char *heading, struct lesson_text *text)
{
	static const char word[] = " when ";
	const char *at = strstr(heading, word);

	if (!at)
		return heading;
	text->condition = at + sizeof word - 1;
	text->when = condition_of(g, text->condition, ABOUT_MOMENT);
	return arena_text(g->r.arena, heading, (size_t)(at - heading));
}

static bool is_for_the_same(const struct lesson_text *a, const struct lesson_text *b)
{
	return is_same(a->name, b->name) && is_same(a->program, b->program) &&
	       (is_same(a->condition, b->condition) || condition_is_same(a->when, b->when));
}

static void read_tag(struct guide *g, const char *heading)
{
	struct lesson *l = g->lesson;
	struct lesson_text text = {.heading = heading, .line = g->r.line}, *texts;

	if (!part_tag(g, part_variant(g, heading, &text), &text.program, &text.name)) {
		guide_fault(&g->r, g->r.line,
		            "`%s` is neither Words, Programs, Try: ..., Predict: ... nor a tag",
		            heading);
		while (g->r.at && !guide_is_next(&g->r, CMARK_NODE_HEADING))
			g->r.at = cmark_node_next(g->r.at);
		return;
	}
	text.text = guide_take_text(&g->r, "A paragraph on this tag");
	for (unsigned i = 0; i < l->text_count; i++)
		if (is_for_the_same(&l->texts[i], &text))
			guide_fault(&g->r, text.line, "`%s` has a paragraph in line %u already",
			            heading, l->texts[i].line);
	texts = GROW(g, l->texts, l->text_count);
	texts[l->text_count++] = text;
	l->texts = texts;
}

/* Conditions keep their line breaks, so that a mistake is found in its line. */
static const char *condition_text(struct guide *g, cmark_node *code)
{
	struct bytes shown = {0};
	const char *text = cmark_node_get_literal(code), *kept;

	while (*text) {
		size_t length = strcspn(text, "\n");

		show_plain_into(&shown, text, length);
		bytes_add_char(&shown, '\n');
		text += length + (text[length] == '\n');
	}
	while (shown.length > 0 && shown.data[shown.length - 1] == '\n')
		bytes_cut(&shown, shown.length - 1);
	kept = arena_text(g->r.arena, shown.data, shown.length);
	bytes_free(&shown);
	return kept;
}

static void read_condition(struct guide *g, struct lesson_task *task)
{
	task->condition = "";
	task->condition_line = g->r.line;
	if (!guide_is_next(&g->r, CMARK_NODE_CODE_BLOCK)) {
		guide_fault(&g->r, g->r.line, "The condition expected, indented by four blanks");
		return;
	}
	task->condition_line = guide_line(g->r.at);
	task->condition = condition_text(g, g->r.at);
	task->when = condition_of(g, task->condition, ABOUT_RUN);
	g->r.at = cmark_node_next(g->r.at);
}

static void read_hints(struct guide *g, struct lesson_task *task)
{
	cmark_node *list = guide_take_list(&g->r, CMARK_ORDERED_LIST, "A numbered list of hints");
	const char **hints = NULL;

	if (list && cmark_node_get_list_start(list) != 1)
		guide_fault(&g->r, guide_line(list), "Hints are numbered from 1");
	for (cmark_node *item = list ? cmark_node_first_child(list) : NULL; item;
	     item = cmark_node_next(item)) {
		hints = GROW(g, hints, task->hint_count);
		hints[task->hint_count++] = guide_item(&g->r, item);
	}
	task->hints = hints;
}

static const char *read_after_rule(struct guide *g, const char *wanted)
{
	if (guide_take_rule(&g->r))
		return guide_take_text(&g->r, wanted);
	guide_fault(&g->r, g->r.line, "A rule (---) expected, and after it: %s", wanted);
	return "";
}

static void read_try(struct guide *g, const char *title)
{
	struct lesson *l = g->lesson;
	struct lesson_task task = {.title = title, .line = g->r.line}, *tasks;

	read_condition(g, &task);
	task.text = guide_take_text(&g->r, "A paragraph that says what to do");
	read_hints(g, &task);
	task.explanation = read_after_rule(g, "A paragraph that explains");
	tasks = GROW(g, l->tasks, l->task_count);
	tasks[l->task_count++] = task;
	l->tasks = tasks;
}

static void read_choices(struct guide *g, struct lesson_question *question)
{
	cmark_node *list = guide_take_list(&g->r, CMARK_BULLET_LIST, "A list of choices");
	struct lesson_choice *choices = NULL;

	if (!list)
		return;
	for (cmark_node *item = cmark_node_first_child(list);
	     item && question->choice_count <= CHOICES; item = cmark_node_next(item)) {
		struct lesson_choice choice;

		choice.text = guide_item_pair(&g->r, item, &choice.outcome);
		for (unsigned i = 0; i < question->choice_count; i++)
			if (strcmp(choices[i].outcome, choice.outcome) == 0)
				guide_fault(&g->r, guide_line(item),
				            "Two choices with the same outcome `%s`",
				            choice.outcome);
		choices = GROW(g, choices, question->choice_count);
		choices[question->choice_count++] = choice;
	}
	question->choices = choices;
	if (question->choice_count < 2 || question->choice_count > CHOICES)
		guide_fault(&g->r, guide_line(list), "A question has two to %d choices", CHOICES);
}

static void read_predict(struct guide *g, const char *tag)
{
	struct lesson *l = g->lesson;
	struct lesson_question question = {.line = g->r.line}, *questions;

	if (!part_tag(g, tag, &question.program, &question.tag))
		guide_fault(&g->r, g->r.line, "`%s` can be no tag", tag);
	question.question = guide_take_text(&g->r, "A paragraph that asks");
	read_choices(g, &question);
	question.reason = read_after_rule(g, "A paragraph that gives the reason");
	questions = GROW(g, l->questions, l->question_count);
	questions[l->question_count++] = question;
	l->questions = questions;
}

/* Reads a section up to the next heading; whatever is left over there is a mistake. */
static void read_section(struct guide *g)
{
	static const struct {
		const char *word;
		bool has_rest;
		void (*read)(struct guide *g, const char *rest);
	} kinds[] = {
		{"Words", false, read_words}, {"Programs", false, read_programs},
		{"Try: ", true, read_try},    {"Predict: ", true, read_predict},
		{"", true, read_tag},
	};
	const char *heading = guide_text(&g->r, g->r.at);
	size_t kind = 0;

	g->r.line = guide_line(g->r.at);
	if (cmark_node_get_heading_level(g->r.at) != 2)
		guide_fault(&g->r, g->r.line, "A section begins with ##");
	while (kinds[kind].has_rest ? strncmp(heading, kinds[kind].word, strlen(kinds[kind].word))
	                            : strcmp(heading, kinds[kind].word))
		kind++;
	g->r.at = cmark_node_next(g->r.at);
	kinds[kind].read(g, heading + (kinds[kind].has_rest ? strlen(kinds[kind].word) : 0));
	if (!g->r.at || guide_is_next(&g->r, CMARK_NODE_HEADING))
		return;
	guide_fault(&g->r, guide_line(g->r.at), "Nothing more belongs to this section");
	while (g->r.at && !guide_is_next(&g->r, CMARK_NODE_HEADING))
		g->r.at = cmark_node_next(g->r.at);
}

static void read_title(struct guide *g)
{
	g->r.line = 1;
	if (!guide_is_next(&g->r, CMARK_NODE_HEADING) ||
	    cmark_node_get_heading_level(g->r.at) != 1) {
		guide_fault(&g->r, g->r.at ? guide_line(g->r.at) : 1,
		            "A guide opens with its title: # Title");
	} else {
		g->r.line = guide_line(g->r.at);
		g->lesson->title = guide_text(&g->r, g->r.at);
		if (!*g->lesson->title)
			guide_fault(&g->r, g->r.line, "The title is empty");
		g->r.at = cmark_node_next(g->r.at);
	}
	g->lesson->goal_line = g->r.at ? guide_line(g->r.at) : g->r.line;
	g->lesson->goal = guide_take_text(&g->r, "The goal, a paragraph of one sentence,");
	while (g->r.at && !guide_is_next(&g->r, CMARK_NODE_HEADING)) {
		guide_fault(&g->r, guide_line(g->r.at), "Only the goal stands under the title");
		g->r.at = cmark_node_next(g->r.at);
	}
}

static void read_document(struct guide *g, cmark_node *document, const struct bytes *source)
{
	unsigned sections = 0;

	guide_clean(&g->r, document, source);
	g->r.at = cmark_node_first_child(document);
	read_title(g);
	while (g->r.at && sections++ < SECTIONS)
		read_section(g);
	if (g->r.at)
		guide_fault(&g->r, guide_line(g->r.at), "A guide has at most %d sections",
		            SECTIONS);
	if (!g->has_words)
		guide_fault(&g->r, 1, "There is no section ## Words");
	if (!g->has_programs)
		guide_fault(&g->r, 1, "There is no section ## Programs");
}

bool guide_read(struct lesson *lesson, struct lesson_program **own, const char *path,
                struct arena *arena, struct faults *faults)
{
	struct guide guide = {.r = {.arena = arena, .faults = faults, .path = path},
	                      .lesson = lesson};
	unsigned before = faults->count;
	struct bytes source = {0};
	cmark_node *document;

	if (!lesson_file_read(&source, path, faults)) {
		bytes_free(&source);
		return false;
	}
	document = guide_document(&source);
	read_document(&guide, document, &source);
	cmark_node_free(document);
	bytes_free(&source);
	*own = guide.programs;
	lesson->programs = guide.programs;
	return faults->count == before;
}
