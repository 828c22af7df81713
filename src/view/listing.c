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
#include "view/syntax.h"

enum { LINES = EVENT_LINES + 1, NARROW = 40 }; /* narrow: columns where each one counts */

/* What is drawn: one of the two forms of the program. */
struct source {
	const char *const *line; /* line[0] is line 1 */
	int count, now, digits;
	bool is_c, has_ended;
	uint32_t sleeper[LINES]; /* [line of the listing] a generator that sleeps there, */
	uint16_t sleepers[LINES]; /* and how many do */
	bool is_called_from[LINES];
};

/* Where a program that has ended stood: the frames that its last line took off the stack still lie
 * above its top, the innermost last. */
static unsigned last_line(const struct model *m)
{
	unsigned left = m->depth;
	for (unsigned i = 0; i < m->change_count; i++)
		left += m->change[i].kind == EVENT_UNWIND || m->change[i].kind == EVENT_RETURN;
	if (left == 0 || left > MODEL_DEPTH || m->stack[left - 1] >= m->frame_count)
		return 0;
	return m->frames[m->stack[left - 1]].line;
}

unsigned view_now_line(const struct model *m)
{
	const struct model_frame *f = model_running(m);
	return m->has_ended ? last_line(m) : f ? f->line : 0;
}

static void find_sleepers(struct source *s, const struct model *m)
{
	for (uint32_t id = 0; id < m->frame_count; id++) {
		const struct model_frame *f = &m->frames[id];
		if (f->state != FRAME_SUSPENDED || f->line >= LINES)
			continue;
		if (!s->sleepers[f->line]++)
			s->sleeper[f->line] = id;
	}
	for (unsigned i = 0; i + 1 < m->depth; i++)
		if (m->frames[m->stack[i]].line < LINES)
			s->is_called_from[m->frames[m->stack[i]].line] = true;
}

static struct source find_source(const struct model *m, const struct view *v)
{
	const struct lesson_program *p = v->program;
	unsigned now = view_now_line(m);
	struct source s = {.line = p->python,
	                   .count = (int)p->python_count,
	                   .now = (int)now,
	                   .has_ended = m->has_ended};
	if (v->shows_c && p->c) {
		s.line = p->c;
		s.count = (int)p->c_count;
		s.is_c = true;
		s.now = now && now <= p->python_count && p->c_line ? (int)p->c_line[now] : 0;
	}
	s.digits = s.count > 999 ? 4 : s.count > 99 ? 3 : 2;
	find_sleepers(&s, m);
	return s;
}

/* The line of the listing whose twin stands on this line of the C source; 0 none. */
static unsigned listing_line(const struct source *s, const struct view *v, int line)
{
	if (!s->is_c)
		return (unsigned)line;
	for (unsigned i = 1; v->program->c_line && i <= v->program->python_count; i++)
		if (v->program->c_line[i] == (unsigned)line)
			return i;
	return 0;
}

/* At the right edge: client(client1), client(client2) + 3 */
static void draw_sleepers(struct canvas *c, struct box code, int row, const struct model *m,
                          const struct view *v, const struct source *s, unsigned line, int after)
{
	if (line == 0 || line >= LINES || !s->sleepers[line])
		return;
	struct bytes name = {0};
	view_frame_name(&name, m, v->program->twin, s->sleeper[line]);
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

static const char *marker(const struct source *s, int number, unsigned line, enum role *role)
{
	*role = ROLE_NOW;
	if (number == s->now)
		return s->has_ended ? "×" : "▶";
	*role = ROLE_QUIET;
	if (line && line < LINES && s->is_called_from[line])
		return "▷";
	*role = ROLE_PARK;
	return line && line < LINES && s->sleepers[line] ? "‖" : " ";
}

/* C has other ways to be long; who looks for a text, or to the side, looks at the line itself. */
static bool wants_whole(const struct source *s, const struct view *v, int number)
{
	return s->is_c || v->sideways[PANE_LISTING] ||
	       (*v->search && strstr(s->line[number - 1], v->search));
}

/* A line as it is drawn. Where each column counts, half of Python's indentation says as much, and
 * two lines that differ only at their end can be told apart. */
static void add_line(struct bytes *out, const struct source *s, const struct view *v, int number,
                     int columns, bool is_narrow)
{
	const char *line = s->line[number - 1];
	if (is_narrow && !s->is_c)
		line += strspn(line, " ") / 2;
	shorten_line(out, line, wants_whole(s, v, number) ? INT_MAX : columns,
	             v->is_ascii ? ".." : "…");
}

static void draw_line(struct canvas *c, struct box in, int row, const struct model *m,
                      const struct view *v, const struct source *s, int number, int sideways)
{
	unsigned line = listing_line(s, v, number);
	bool has_break = v->breaks && line && line < LINES && v->breaks[line];
	bool is_now = number == s->now;
	enum role role;
	const char *mark = marker(s, number, line, &role);
	canvas_text(c, in, row, 0, role, mark);
	canvas_printf(c, in, row, 1, is_now ? ROLE_NOW : ROLE_QUIET, "%*d", s->digits, number);
	canvas_text(c, in, row, s->digits + 1, has_break ? ROLE_ERROR : ROLE_TEXT,
	            has_break ? "●" : " ");
	bool is_narrow = in.columns <= NARROW;
	int left = s->digits + 3 - is_narrow;
	struct box code = {in.row, in.column + left, in.rows, in.columns - left};
	struct bytes text = {0};
	add_line(&text, s, v, number, code.columns, is_narrow);
	int after = canvas_text(c, code, row, -sideways, ROLE_TEXT, text.data);
	if (is_now)
		canvas_paint(c, in, row, 0, in.columns, s->has_ended ? ROLE_ERROR : ROLE_NOW);
	else
		syntax_paint(c, code, row, -sideways, text.data, s->is_c);
	paint_matches(c, code, row, -sideways, text.data, v->search);
	draw_sleepers(c, code, row, m, v, s, line, after);
	bytes_free(&text);
}

static int widest_line(const struct source *s)
{
	int widest = 0;
	for (int i = 0; i < s->count; i++)
		widest = most(widest, text_columns(s->line[i], strlen(s->line[i])));
	return widest;
}

/* The rows of the top-level statement, a function as a rule, in which this row stands. */
static struct span block_around(const struct source *s, int row)
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
static int row_at_top(struct view *v, const struct source *s, int rows)
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

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	struct box in = place_inside(at);
	struct source s = {0};
	char title[80];
	if (v->program)
		s = find_source(m, v);
	snprintf(title, sizeof title, "%s.%s", v->program ? v->program->name : "",
	         s.is_c ? "c" : "py");
	place_border(c, at, v, PANE_LISTING, title,
	             s.is_c ? view_say(v, "REAL", "НАСТОЯЩЕЕ") : NULL, ROLE_REAL);
	if (in.rows <= 0 || in.columns <= 0 || !s.count)
		return;
	/* Who scrolled away comes back with the next step; a program that goes pulls nobody. */
	if (v->drawn_line != s.now && v->pace < PACE_RUNNING)
		v->scroll[PANE_LISTING] = 0;
	v->drawn_line = s.now;
	int top = row_at_top(v, &s, in.rows);
	int first = view_scroll(v, PANE_LISTING, s.count, in.rows, top);
	int sideways = 0;
	if (v->sideways[PANE_LISTING])
		sideways = view_sideways(v, PANE_LISTING, widest_line(&s) + s.digits + 3,
		                         in.columns);
	for (int row = 0; row < in.rows && first + row < s.count; row++)
		draw_line(c, in, row, m, v, &s, first + row + 1, sideways);
}

const struct pane listing_pane = {.name = {"listing", "программа"}, .rows = 9, .draw = draw};
