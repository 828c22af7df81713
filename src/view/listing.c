/*
 * The listing with the line about to run: Python's, or the C source that is really running. Lines
 * where generators sleep carry their names, lines that wait for a call to return a hollow arrow.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/pane.h"
#include "view/shorten.h"
#include "view/signs.h"
#include "view/syntax.h"

enum { LINES = EVENT_LINES + 1, NARROW = 40 }; /* narrow: columns where each one counts */

/* What is drawn, and what stands where in it. */
struct source {
	struct shown shown;
	int digits;
	bool has_ended;
	uint32_t sleeper[LINES]; /* [line of the listing] a generator that sleeps there, */
	uint16_t sleepers[LINES]; /* and how many do */
	bool is_called_from[LINES];
};

static void find_sleepers(struct source *s, const struct model *m)
{
	for (uint32_t id = 0; id < m->frame_count; id++) {
		const struct model_frame *f = &m->frames[id];
		if (f->state != FRAME_SUSPENDED || f->line >= LINES)
			continue;
		if (!s->sleepers[f->line]++)
			s->sleeper[f->line] = id;
	}
}

/* Who waits for a call; of a program that has ended, who the traceback says did. */
static void find_callers(struct source *s, const struct model *m, const struct view *v)
{
	for (unsigned i = 0; i + 1 < m->depth; i++)
		if (m->frames[m->stack[i]].line < LINES)
			s->is_called_from[m->frames[m->stack[i]].line] = true;
	for (unsigned line = 1; m->has_ended && line < LINES; line++)
		s->is_called_from[line] |= traceback_names(m, v->program->name, line);
}

static struct source find_source(const struct model *m, const struct view *v)
{
	struct source s = {.shown = view_shown(m, v), .has_ended = m->has_ended};
	s.digits = s.shown.count > 999 ? 4 : s.shown.count > 99 ? 3 : 2;
	find_sleepers(&s, m);
	find_callers(&s, m, v);
	return s;
}

/* At the right edge: client(client1), client(client2) + 3 */
static void draw_sleepers(struct canvas *c, struct box code, int row, const struct model *m,
                          const struct view *v, const struct source *s, unsigned line, int after)
{
	if (line == 0 || line >= LINES || !s->sleepers[line])
		return;
	struct bytes name = {0};
	view_frame_name(&name, m, v, s->sleeper[line]);
	if (s->sleepers[line] > 1)
		bytes_addf(&name, " + %d", s->sleepers[line] - 1);
	int column = code.columns - text_columns(bytes_text(&name), name.length) - 1;
	if (column >= after + 2)
		canvas_text(c, code, row, column, ROLE_PARK, bytes_text(&name));
	bytes_free(&name);
}

static void paint_matches(struct canvas *c, struct box code, int row, int column, const char *line,
                          const char *search)
{
	if (!*search)
		return;
	for (const char *at = line; (at = strstr(at, search)); at += strlen(search)) {
		int from = column + text_columns(line, (size_t)(at - line));
		canvas_paint(c, code, row,
		             least(from, code.columns - 1), /* the edge: it is there */
		             text_columns(search, strlen(search)), ROLE_MATCH);
	}
}

static const char *marker(const struct source *s, const struct view *v, int number, unsigned line,
                          enum role *role)
{
	bool is_of_listing = line && line < LINES;
	*role = ROLE_NOW;
	if (number == s->shown.now)
		return sign_mark(v, s->has_ended ? SIGN_FATAL : SIGN_NEXT);
	*role = ROLE_QUIET;
	if (is_of_listing && s->is_called_from[line])
		return sign_mark(v, SIGN_CALLER);
	*role = ROLE_PARK;
	return is_of_listing && s->sleepers[line] ? sign_mark(v, SIGN_SLEEPER) : " ";
}

/* C has other ways to be long; who looks for a text, or to the side, looks at the line itself. */
static bool wants_whole(const struct source *s, const struct view *v, int number)
{
	return s->shown.is_c || v->sideways[PANE_LISTING] ||
	       (*v->search && strstr(s->shown.line[number - 1], v->search));
}

/* A line as it is drawn. Where each column counts, half of Python's indentation says as much, and
 * two lines that differ only at their end can be told apart. */
static void add_line(struct bytes *out, const struct source *s, const struct view *v, int number,
                     int columns, bool is_narrow)
{
	const char *line = s->shown.line[number - 1];
	if (is_narrow && !s->shown.is_c)
		line += strspn(line, " ") / 2;
	shorten_line(out, line, wants_whole(s, v, number) ? INT_MAX : columns,
	             v->is_ascii ? ".." : "…");
}

static void draw_line(struct canvas *c, struct box in, int row, const struct model *m,
                      const struct view *v, const struct source *s, int number, int sideways)
{
	unsigned line = view_listing_line(v, number);
	bool has_break = v->breaks && line && line < LINES && v->breaks[line];
	bool is_now = number == s->shown.now;
	enum role role;
	const char *mark = marker(s, v, number, line, &role);
	canvas_text(c, in, row, 0, role, mark);
	canvas_printf(c, in, row, 1, is_now ? ROLE_NOW : ROLE_QUIET, "%*d", s->digits, number);
	canvas_text(c, in, row, s->digits + 1, has_break ? ROLE_ERROR : ROLE_TEXT,
	            has_break ? sign_mark(v, SIGN_BREAK) : " ");
	bool is_narrow = in.columns <= NARROW;
	int left = s->digits + 3 - is_narrow;
	struct box code = {in.row, in.column + left, in.rows, in.columns - left};
	struct bytes text = {0};
	add_line(&text, s, v, number, code.columns, is_narrow);
	int after = canvas_text(c, code, row, -sideways, ROLE_TEXT, text.data);
	if (is_now)
		canvas_paint(c, in, row, 0, in.columns, s->has_ended ? ROLE_ERROR : ROLE_NOW);
	else
		syntax_paint(c, code, row, -sideways, text.data, s->shown.is_c);
	paint_matches(c, code, row, -sideways, text.data, v->search);
	draw_sleepers(c, code, row, m, v, s, line, after);
	bytes_free(&text);
}

static int widest_line(const struct shown *s)
{
	int widest = 0;
	for (int i = 0; i < s->count; i++)
		widest = most(widest, text_columns(s->line[i], strlen(s->line[i])));
	return widest;
}

/* The rows of the top-level statement, a function as a rule, in which this row stands. */
static struct span block_around(const struct shown *s, int row)
{
	struct span block = {row, row};
	while (block.first > 0 && (!*s->line[block.first] || *s->line[block.first] == ' '))
		block.first--;
	while (block.last + 1 < s->count &&
	       (!*s->line[block.last + 1] || *s->line[block.last + 1] == ' '))
		block.last++;
	while (block.last > row && !*s->line[block.last])
		block.last--;
	return block;
}

/* The listing stands still while the arrow moves in it: a loop is seen to go back. Only an arrow
 * that would leave brings the rows along: its whole function if that has room, or else a third of
 * the pane above it, for what follows matters more than what was. */
static int row_at_top(struct view *v, const struct shown *s, int rows)
{
	int *stands = &v->stands[PANE_LISTING], now = s->now - 1, last = most(s->count - rows, 0);
	int top = *stands = least(*stands, last), below = top + rows;
	if (now < 0 || now >= s->count || (now >= top + (top > 0) && now < below - (top < last)))
		return top;
	struct span block = block_around(s, now);
	int spare = rows - (block.last - block.first + 1);
	top = spare >= 0 ? block.first - spare / 2 : now - rows / 3;
	return *stands = most(least(top, last), 0);
}

/* With a cursor the listing stands where somebody looks at it: it follows the cursor row by row,
 * and from afar leaves a third of the pane above it. */
static int row_by_cursor(const struct view *v, const struct shown *s, int rows)
{
	int top = v->listing_top, cursor = v->cursor - 1;
	if (cursor == top - 1 || cursor == top + rows)
		top += cursor < top ? -1 : 1;
	else if (cursor < top || cursor > top + rows)
		top = cursor - rows / 3;
	return most(least(top, s->count - rows), 0);
}

/* Who moved the cursor away comes back with the next step; a program that goes pulls nobody. */
static int first_row(struct view *v, const struct shown *s, int rows)
{
	if (v->drawn_line != s->now && v->pace < PACE_RUNNING)
		v->cursor = 0;
	v->drawn_line = s->now;
	v->cursor = least(v->cursor, s->count);
	int top = row_at_top(v, s, rows);
	v->listing_top = v->cursor ? row_by_cursor(v, s, rows) : top;
	v->listing_rows = rows;
	return v->listing_top;
}

/* The cursor is said by signs in both borders, for colour alone would be lost on some. */
static void draw_cursor(struct canvas *c, const struct place *at, const struct view *v)
{
	struct box b = at->box;
	int row = v->cursor - v->listing_top;
	if (!v->cursor)
		return;
	canvas_text(c, b, row, 0, ROLE_FOCUS, v->is_ascii ? "[" : "▸");
	canvas_text(c, b, row, b.columns - 1, ROLE_FOCUS, v->is_ascii ? "]" : "◂");
}

/* "line 24 · recv": the tag is what break and until take. */
static void name_cursor(char *name, size_t size, const struct view *v, int columns)
{
	unsigned line = v->cursor ? view_listing_line(v, v->cursor) : 0;
	const char *tag = line ? program_tag_at(v->program->twin, line) : NULL;
	*name = '\0';
	if (tag)
		snprintf(name, size, view_say(v, "line %d · %s", "строка %d · %s"), v->cursor, tag);
	else if (v->cursor)
		snprintf(name, size, view_say(v, "line %d", "строка %d"), v->cursor);
	if (tag && text_columns(name, strlen(name)) > columns)
		snprintf(name, size, "%s", tag);
}

/* Where the line about to run is, when the cursor has left it behind. */
static void say_where(char *text, size_t size, const struct view *v, const struct shown *s)
{
	bool is_above = s->now && s->now <= v->listing_top;
	*text = '\0';
	if (is_above)
		snprintf(text, size, view_say(v, "▲ line %d above", "▲ строка %d выше"), s->now);
	else if (s->now > v->listing_top + v->listing_rows)
		snprintf(text, size, view_say(v, "▼ line %d below", "▼ строка %d ниже"), s->now);
}

static void draw_frame(struct canvas *c, const struct place *at, const struct view *v,
                       const struct shown *s)
{
	char title[80], name[80], where[80];
	snprintf(title, sizeof title, "%s.%s", v->program->name, s->is_c ? "c" : "py");
	place_border(c, at, v, PANE_LISTING, title, s->is_c ? sign_real(v) : NULL, ROLE_REAL);
	say_where(where, sizeof where, v, s);
	int taken = text_columns(where, strlen(where)) + 10;
	name_cursor(name, sizeof name, v, at->box.columns - taken);
	place_foot(c, at, ROLE_FOCUS, name, where);
	draw_cursor(c, at, v);
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	struct box in = place_inside(at);
	if (!v->program || in.rows <= 0 || in.columns <= 0)
		return;
	struct source s = find_source(m, v);
	int first = first_row(v, &s.shown, in.rows), sideways = 0;
	draw_frame(c, at, v, &s.shown);
	if (v->sideways[PANE_LISTING])
		sideways = view_sideways(v, PANE_LISTING, widest_line(&s.shown) + s.digits + 3,
		                         in.columns);
	for (int row = 0; row < in.rows && first + row < s.shown.count; row++)
		draw_line(c, in, row, m, v, &s, first + row + 1, sideways);
}

const struct pane listing_pane = {.name = {"listing", "программа"}, .rows = 9, .draw = draw};
