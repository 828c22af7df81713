/*
 * Something to read over the screen: what there is to try in the lesson that is marked in the menu,
 * its words, or the map of the course. A page that is longer than the screen is scrolled.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"

enum { PAGE_COLUMNS = 84, MARGIN = 2, ITEM_AT = 6, NUMBER_AT = 3 };

/* Each part takes rows from `row` on, seen or not. */
struct page_at {
	struct canvas *c;
	struct box in;
	const struct view *v;
	int row; /* of the box; less than 0: scrolled out of sight */
};

static void flow(struct page_at *p, int column, enum role role, const char *text)
{
	struct box room = {p->in.row, p->in.column + column, p->in.rows,
	                   p->in.columns - column - MARGIN};
	p->row += most(canvas_flow(p->c, room, p->row, role, text), 1);
}

static void draw_tries(struct page_at *p, const struct lesson *l)
{
	const struct view_task *tasks = view_tasks_of(p->v, l);
	struct box in = {p->in.row, p->in.column + MARGIN, p->in.rows, p->in.columns - 2 * MARGIN};
	for (unsigned i = 0; i < l->task_count; i++) {
		p->row += i > 0;
		p->row += about_draw_task(p->c, in, p->row, &l->tasks[i], tasks && tasks[i].is_done,
		                          true);
	}
	if (!l->task_count)
		flow(p, MARGIN, ROLE_QUIET,
		     view_say(p->v, "This lesson has nothing to try.", "В этом уроке опытов нет."));
}

/* The name of the thing is what stands before the first colon: the eye looks for it. */
static void draw_item(struct page_at *p, const struct map_item *item)
{
	unsigned number = map_item_lesson(item, p->v->lessons);
	int name = text_columns(item->text, strcspn(item->text, ":")), row = p->row;
	if (number)
		canvas_printf(p->c, p->in, row, NUMBER_AT, ROLE_KEY, "%u", number);
	flow(p, ITEM_AT, ROLE_TEXT, item->text);
	canvas_paint(p->c, p->in, row, ITEM_AT, name, ROLE_STRONG);
}

static void draw_map(struct page_at *p, const struct course_map *map)
{
	for (unsigned i = 0; i < map->part_count; i++) {
		const struct map_part *part = &map->parts[i];
		p->row += i > 0;
		if (part->heading)
			canvas_text(p->c, p->in, p->row++, MARGIN, ROLE_FOCUS, part->heading);
		if (part->text)
			flow(p, MARGIN, ROLE_TEXT, part->text);
		for (unsigned k = 0; k < part->item_count; k++)
			draw_item(p, &part->items[k]);
	}
}

/* Draws all of it from `row` on; returns the row behind it. */
static int draw_all(struct canvas *c, struct box in, const struct view *v, int row)
{
	struct page_at p = {c, in, v, row};
	const struct lesson *l = lessons_entry(v->lessons, v->menu_choice).lesson;
	const struct course_map *map = lessons_map(v->lessons);
	if (v->page == PAGE_MAP && map)
		draw_map(&p, map);
	else if (v->page == PAGE_TRIES && l)
		draw_tries(&p, l);
	else if (v->page == PAGE_WORDS && l)
		p.row = words_draw(c, in, row, l);
	return p.row;
}

static void write_title(char *title, size_t size, const struct view *v)
{
	const struct lesson *l = lessons_entry(v->lessons, v->menu_choice).lesson;
	const struct course_map *map = lessons_map(v->lessons);
	unsigned number = l ? l->number : 0;
	if (v->page == PAGE_MAP)
		snprintf(title, size, "%s", map ? map->title : "");
	else if (v->page == PAGE_TRIES)
		snprintf(title, size, view_say(v, "lesson %u: try", "урок %u: опыты"), number);
	else
		snprintf(title, size, view_say(v, "lesson %u: words", "урок %u: слова"), number);
}

void page_draw(struct canvas *c, struct box screen, struct view *v)
{
	char title[200];
	struct canvas none = {0};
	int columns = border_overlay_box(screen, 0, PAGE_COLUMNS).columns;
	int rows = draw_all(&none, (struct box){0, 0, 0, columns - 2}, v, 0);
	struct box box = border_overlay_box(screen, rows + 2, columns);
	write_title(title, sizeof title, v);
	struct box in = border_overlay(c, box, title);
	v->page_scroll = most(least(v->page_scroll, rows - in.rows), 0);
	draw_all(c, in, v, -v->page_scroll);
	border_more(c, box, v, rows - v->page_scroll - in.rows);
}
