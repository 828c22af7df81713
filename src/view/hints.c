/* The last row: which keys do what. Whole hints only, as many as fit; knows no key by itself. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

/* "s →" names two keys: the hints show the first. */
static int first_key(const char *keys)
{
	return (int)strcspn(keys, " ");
}

static int hint(struct canvas *c, struct box at, int column, const char *keys, int length,
                const char *word)
{
	int width = text_columns(keys, (size_t)length) + 1 + text_columns(word, strlen(word));
	if (column + width > at.columns)
		return -1;
	int behind = canvas_printf(c, at, 0, column, ROLE_KEY, "%.*s", length, keys);
	canvas_text(c, at, 0, behind + 1, ROLE_QUIET, word);
	return column + width + 2;
}

static bool is_useless(const struct view_hint *h, const struct view *v)
{
	switch (h->kind) {
	case HINT_RUNS:
	case HINT_PACE: return v->is_recording;
	case HINT_SOURCE: return !v->program->c;
	case HINT_TASKS: return v->is_recording || !v->lesson->task_count;
	default: return false;
	}
}

static const char *word_of(const struct view_hint *h, const struct view *v)
{
	if (h->kind == HINT_PACE && v->is_live && v->pace >= PACE_RUNNING)
		return view_say(v, "pause", "пауза");
	return h->kind == HINT_SOURCE && v->shows_c ? "Python" : h->word;
}

/* Draws those of the table that are `spare` or less; returns the column behind the last one, or -1
 * when not all fit. */
static int table_hints(struct canvas *c, struct box at, const struct view *v, unsigned spare,
                       bool counts)
{
	int column = 1;
	for (unsigned i = 0; i < v->hint_count && column > 0; i++) {
		const struct view_hint *h = &v->hints[i];
		char word[80];
		if (!h->in_hints || !h->word || h->spare > spare || is_useless(h, v))
			continue;
		snprintf(word, sizeof word, "%s", word_of(h, v));
		if (counts && h->kind == HINT_TASKS)
			snprintf(word, sizeof word, "%s %u/%u", h->word, view_tasks_done(v),
			         v->lesson->task_count);
		column = hint(c, at, column, h->keys, first_key(h->keys), word);
	}
	return column;
}

/* Whether all of them fit while their words are longest: none comes and goes with a pause. */
static bool has_room(struct box at, const struct view *v, unsigned spare, bool counts)
{
	struct canvas none = {0};
	struct view going = *v;
	going.is_live = going.shows_c = true;
	going.pace = PACE_GOING;
	return table_hints(&none, at, &going, spare, counts) > 0;
}

/* First the spare ones go, then the count, then whatever does not fit. */
static void draw_table(struct canvas *c, struct box at, const struct view *v)
{
	bool counts = v->tasks && v->lesson->task_count;
	unsigned spare = 0;
	for (unsigned i = 0; i < v->hint_count; i++)
		spare = v->hints[i].spare > spare ? v->hints[i].spare : spare;
	while (spare && !has_room(at, v, spare, counts))
		spare--;
	table_hints(c, at, v, spare, counts && has_room(at, v, spare, true));
}

static int try_hints(struct canvas *c, struct box at, const struct view *v, int column)
{
	const struct view_task *task = &v->tasks[v->try_choice];
	bool has_more = task->hints < v->lesson->tasks[v->try_choice].hint_count;
	column = hint(c, at, column, "↑↓", (int)strlen("↑↓"), view_say(v, "choose", "выбрать"));
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
	for (size_t i = 0; i < count && column > 0; i++)
		column = hint(c, at, column, hints[i].key, (int)strlen(hints[i].key),
		              hints[i].word[v->language]);
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
