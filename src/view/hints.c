/* The last row: which keys do what. Whole hints only, as many as fit; knows no key by itself. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"
#include "view/signs.h"

/* What gives way where room is short, from the least needed on, on one scale with what is spare in
 * the table of commands: a level is what there is room for. */
enum {
	LEVEL_WORDS = 9, /* words as long as they are good */
	LEVEL_KNOWN = 8, /* words beside keys that everybody knows */
	LEVEL_COUNT = 7, /* "try 2/5", not "try" */
	LEVEL_LEAVE = 6, /* the word beside the key that leaves */
	LEVEL_ALL = 11
};

static int hint(struct canvas *c, struct box at, int column, const char *keys, int length,
                const char *word)
{
	int word_width = text_columns(word, strlen(word));
	int width = text_columns(keys, (size_t)length) + (word_width ? 1 + word_width : 0);
	if (column + width > at.columns)
		return -1;
	int behind = canvas_printf(c, at, 0, column, ROLE_KEY, "%.*s", length, keys);
	canvas_text(c, at, 0, behind + 1, ROLE_QUIET, word);
	return column + width + 2;
}

/* In a recording everything is past, its end too. */
static bool is_in_past(const struct view *v)
{
	return !v->is_live || v->is_recording;
}

static bool is_useless(const struct view_hint *h, const struct view *v)
{
	switch (h->kind) {
	case HINT_STEP: return v->has_ended && !is_in_past(v);
	case HINT_RUNS:
	case HINT_PACE: return v->has_ended || is_in_past(v);
	case HINT_AGAIN: return is_in_past(v);
	case HINT_PAST: return !is_in_past(v);
	case HINT_SOURCE: return !v->program->c;
	case HINT_TASKS: return v->is_recording || !v->lesson->task_count;
	default: return false;
	}
}

static const char *brief_word(const struct view_hint *h, unsigned level)
{
	unsigned least_known = h->kind == HINT_LEAVE ? LEVEL_LEAVE : LEVEL_KNOWN;
	if (!h->brief || level >= LEVEL_WORDS || (!*h->brief && level >= least_known))
		return h->word;
	return h->brief;
}

static const char *word_of(const struct view_hint *h, const struct view *v, unsigned level)
{
	if (h->past && is_in_past(v))
		return h->past;
	if (h->kind == HINT_PACE && v->is_live && v->pace >= PACE_RUNNING)
		return level >= LEVEL_WORDS ? view_say(v, "pause", "пауза")
		                            : view_say(v, "stop", "стоп");
	return h->kind == HINT_SOURCE && v->shows_c ? "Python" : brief_word(h, level);
}

static bool has_place(const struct view_hint *h, const struct view *v, unsigned level)
{
	bool is_looked_for = h->kind == HINT_AGAIN && v->has_ended;
	return h->in_hints && h->word && (h->spare <= level || is_looked_for) && !is_useless(h, v);
}

/* "s →" names two keys: the hints show the first, of the past's own the last: the arrows. */
static int table_hint(struct canvas *c, struct box at, int column, const struct view *v,
                      const struct view_hint *h, unsigned level)
{
	char keys[80], word[80];
	bool is_of_past = is_in_past(v) && (h->past || h->kind == HINT_PAST);
	sign_keys(keys, sizeof keys, v, h->keys);
	const char *last = strrchr(keys, ' '), *key = is_of_past && last ? last + 1 : keys;
	snprintf(word, sizeof word, "%s", word_of(h, v, level));
	if (h->kind == HINT_TASKS && v->tasks && level >= LEVEL_COUNT)
		snprintf(word, sizeof word, "%s %u/%u", word_of(h, v, level), view_tasks_done(v),
		         v->lesson->task_count);
	return hint(c, at, column, key, (int)strcspn(key, " "), word);
}

/* Draws those of the table that there is room for at this level; returns the column behind the last
 * one, or -1 when not all fit. */
static int table_hints(struct canvas *c, struct box at, const struct view *v, unsigned level)
{
	int column = 1;
	for (unsigned i = 0; i < v->hint_count && column > 0; i++) {
		const struct view_hint *h = &v->hints[i];
		if (has_place(h, v, level))
			column = table_hint(c, at, column, v, h, level);
	}
	return column;
}

/* Whether all of them fit while their words are longest: none comes and goes with a pause. */
static bool has_room(struct box at, const struct view *v, unsigned level)
{
	struct canvas none = {0};
	struct view going = *v;
	going.shows_c = true;
	going.pace = PACE_GOING;
	return table_hints(&none, at, &going, level) > 0;
}

/* Whatever does not fit even then is left out. */
static void draw_table(struct canvas *c, struct box at, const struct view *v)
{
	unsigned level = LEVEL_ALL;
	while (level && !has_room(at, v, level))
		level--;
	table_hints(c, at, v, level);
}

static int try_hints(struct canvas *c, struct box at, const struct view *v, int column)
{
	const char *arrows = v->is_ascii ? "Up Down" : "↑↓";
	const struct view_task *task = &v->tasks[v->try_choice];
	bool has_more = task->hints < v->lesson->tasks[v->try_choice].hint_count;
	column = hint(c, at, column, arrows, (int)strlen(arrows), view_say(v, "choose", "выбрать"));
	if (column > 0 && !task->is_done && has_more)
		column = hint(c, at, column, "Enter", 5, view_say(v, "a hint", "подсказка"));
	return column;
}

struct own_hint {
	const char *key, *word[2];
};

/* Those of what lies over the screen, as many as fit. */
static int own_hints(struct canvas *c, struct box at, const struct view *v, int column,
                     const struct own_hint *hints, size_t count)
{
	char keys[20];
	for (size_t i = 0; i < count && column > 0; i++) {
		sign_keys(keys, sizeof keys, v, hints[i].key);
		column = hint(c, at, column, keys, (int)strlen(keys), hints[i].word[v->language]);
	}
	return column;
}

static const struct own_hint close_it = {"Esc", {"close", "закрыть"}};
static const struct own_hint open_it = {"1-9", {"open a lesson", "открыть урок"}};
static const struct own_hint scroll_it = {"↑↓", {"scroll", "листать"}};

/* Under the menu at the beginning nothing lies that Esc could bring back. */
static void menu_hints(struct canvas *c, struct box at, const struct view *v)
{
	static const struct own_hint leave = {"q", {"quit", "выход"}};
	const struct own_hint hints[] = {
		{"Enter", {"open", "открыть"}}, {"↑↓", {"choose", "выбрать"}},
		v->program ? close_it : leave,  {"t", {"try", "опыты"}},
		{"w", {"words", "слова"}},      {"M", {"map", "карта"}},
		{"?", {"help", "справка"}},
	};
	own_hints(c, at, v, 1, hints, sizeof hints / sizeof *hints);
}

void hints_draw(struct canvas *c, struct box at, const struct view *v)
{
	int column = 1;
	if (v->overlay == OVERLAY_MENU || (!v->program && v->overlay == OVERLAY_NONE)) {
		menu_hints(c, at, v);
	} else if (v->overlay == OVERLAY_NONE) {
		draw_table(c, at, v);
	} else {
		column = own_hints(c, at, v, column, &close_it, 1);
		if (column > 0 && v->overlay == OVERLAY_TRY && v->tasks)
			try_hints(c, at, v, column);
		else if (column > 0)
			column = own_hints(c, at, v, column, &scroll_it, 1);
		if (column > 0 && v->overlay == OVERLAY_PAGE && v->page == PAGE_MAP)
			own_hints(c, at, v, column, &open_it, 1);
	}
}
