/*
 * The call stack, the running frame first, and below it the generators that sleep, each with the
 * line it stands on and its locals. All of it is MODELLED: C plays Python's frames.
 */
#include <string.h>

#include "base/text.h"
#include "view/pane.h"
#include "view/signs.h"

enum { NO_FRAME = UINT32_MAX };

/* Where rows go: only those between top and the end of the pane are drawn. */
struct rows {
	struct canvas *c;
	struct box in;
	const struct model *m;
	const struct view *v;
	int at, top; /* the number of the next row; the first visible one */
	int spare; /* rows that nobody needs: locals of sleepers may have them */
};

static const struct code *code_of(const struct rows *r, uint32_t frame)
{
	return &r->v->program->twin->codes[r->m->frames[frame].code];
}

static bool is_shown(const struct code *code, const struct model_frame *f, int i)
{
	return f->local[i] && code->local_names[i][0] != '_';
}

static int count_locals(const struct code *code, const struct model_frame *f)
{
	int count = 0;
	for (int i = 0; i < code->local_count && i < MODEL_LOCALS; i++)
		count += is_shown(code, f, i);
	return count;
}

/* Which frame a change of a local was in: the stack is walked back from now to that change. */
static uint32_t frame_at_change(const struct model *m, unsigned change)
{
	uint32_t stack[MODEL_DEPTH + MODEL_CHANGES];
	unsigned depth = m->depth;
	memcpy(stack, m->stack, depth * sizeof *stack);
	for (unsigned i = m->change_count; i-- > change;) {
		enum event_kind kind = m->change[i].kind;
		if (kind == EVENT_PUSH && depth)
			depth--;
		else if (kind == EVENT_YIELD || kind == EVENT_RETURN || kind == EVENT_UNWIND)
			stack[depth++] = NO_FRAME;
	}
	return depth ? stack[depth - 1] : NO_FRAME;
}

static bool has_changed(const struct model *m, uint32_t frame, int local)
{
	for (unsigned i = 0; i < m->change_count; i++) {
		const struct event *e = &m->change[i];
		if (e->kind == EVENT_ARGUMENT && e->number[0] == frame &&
		    (int)e->number[1] == local)
			return true;
		if (e->kind == EVENT_LOCAL && (int)e->number[0] == local &&
		    frame_at_change(m, i) == frame)
			return true;
	}
	return false;
}

static bool next_row(struct rows *r, int *row)
{
	*row = r->at++ - r->top;
	return *row >= 0 && *row < r->in.rows;
}

/* "client(client1)                 line 23" */
static void head(struct rows *r, uint32_t frame, const char *mark, enum role role)
{
	int row;
	if (!next_row(r, &row))
		return;
	struct bytes name = {0};
	view_frame_name(&name, r->m, r->v, frame);
	canvas_text(r->c, r->in, row, 0, role, mark);
	int after = canvas_text(r->c, r->in, row, 1, role, bytes_text(&name));
	bytes_clear(&name);
	bytes_addf(&name,
	           role == ROLE_PARK ? view_say(r->v, "paused at line %u", "стоит на строке %u")
	                             : view_say(r->v, "line %u", "строка %u"),
	           r->m->frames[frame].line);
	int edge = least(r->in.columns, NOTE_COLUMNS);
	int column = edge - text_columns(bytes_text(&name), name.length) - 1;
	if (column > after && r->m->frames[frame].line)
		canvas_text(r->c, r->in, row, column,
		            role == ROLE_STRONG ? ROLE_STRONG : ROLE_QUIET, bytes_text(&name));
	bytes_free(&name);
}

static int longest_name(const struct code *code, const struct model_frame *f)
{
	int longest = 0;
	for (int i = 0; i < code->local_count && i < MODEL_LOCALS; i++)
		if (is_shown(code, f, i))
			longest = most(longest, (int)strlen(code->local_names[i]));
	return longest;
}

/* One local a row, the values in a column. */
static void locals_in_rows(struct rows *r, uint32_t frame, enum role usual)
{
	const struct code *code = code_of(r, frame);
	const struct model_frame *f = &r->m->frames[frame];
	int width = longest_name(code, f), row;
	struct bytes text = {0};
	for (int i = 0; i < code->local_count && i < MODEL_LOCALS; i++) {
		if (!is_shown(code, f, i) || !next_row(r, &row))
			continue;
		bool is_new = has_changed(r->m, frame, i);
		enum role role = is_new ? ROLE_CHANGED : usual;
		bytes_clear(&text);
		view_value(&text, r->m, r->v, f->local[i]);
		canvas_text(r->c, r->in, row, 0, role, is_new ? sign_mark(r->v, SIGN_CAME) : " ");
		int column = canvas_printf(r->c, r->in, row, 3, role, "%-*s = ", width,
		                           code->local_names[i]);
		canvas_text(r->c, r->in, row, column, role, bytes_text(&text));
	}
	bytes_free(&text);
}

/* All locals in one row: of a generator that sleeps, where room is short. */
static void locals_in_a_row(struct rows *r, uint32_t frame)
{
	const struct code *code = code_of(r, frame);
	const struct model_frame *f = &r->m->frames[frame];
	int row, column = 3;
	if (!count_locals(code, f) || !next_row(r, &row))
		return;
	struct bytes text = {0};
	for (int i = 0; i < code->local_count && i < MODEL_LOCALS; i++) {
		if (!is_shown(code, f, i) || column >= r->in.columns)
			continue;
		bytes_clear(&text);
		bytes_addf(&text, "%s = ", code->local_names[i]);
		view_value(&text, r->m, r->v, f->local[i]);
		enum role role = has_changed(r->m, frame, i) ? ROLE_CHANGED : ROLE_QUIET;
		column = canvas_text(r->c, r->in, row, column, role, bytes_text(&text)) + 3;
	}
	bytes_free(&text);
}

static void draw_stack(struct rows *r)
{
	const struct model *m = r->m;
	for (unsigned i = m->depth; i-- > 0;) {
		bool is_running = i + 1 == m->depth;
		head(r, m->stack[i], sign_mark(r->v, is_running ? SIGN_RUNNING : SIGN_CALLER),
		     is_running ? ROLE_STRONG : ROLE_TEXT);
		locals_in_rows(r, m->stack[i], ROLE_TEXT);
	}
}

static void draw_sleeping(struct rows *r)
{
	for (uint32_t id = 0; id < r->m->frame_count; id++) {
		if (r->m->frames[id].state != FRAME_SUSPENDED)
			continue;
		head(r, id, sign_mark(r->v, SIGN_SLEEPER), ROLE_PARK);
		int more = count_locals(code_of(r, id), &r->m->frames[id]) - 1;
		if (more <= r->spare) {
			locals_in_rows(r, id, ROLE_QUIET);
			r->spare -= most(more, 0);
		} else {
			locals_in_a_row(r, id);
		}
	}
}

/* With the locals of a sleeper in one row. */
static int count_rows(const struct model *m, const struct view *v)
{
	int total = 0;
	struct rows r = {.m = m, .v = v};
	for (unsigned i = 0; i < m->depth; i++)
		total += 1 + count_locals(code_of(&r, m->stack[i]), &m->frames[m->stack[i]]);
	for (uint32_t id = 0; id < m->frame_count; id++)
		if (m->frames[id].state == FRAME_SUSPENDED)
			total += 1 + !!count_locals(code_of(&r, id), &m->frames[id]);
	return total;
}

static void draw(struct canvas *c, const struct place *at, const struct model *m, struct view *v)
{
	place_border(c, at, v, PANE_FRAMES, NULL, sign_modelled(v), ROLE_MODELLED);
	struct box in = place_inside(at);
	int total = v->program ? count_rows(m, v) : 0;
	if (!total || in.rows <= 0) {
		canvas_text(
			c, in, 0, 1, ROLE_QUIET,
			view_say(v, "(no function is running)", "(ни одна функция не работает)"));
		return;
	}
	struct rows r = {.c = c, .in = in, .m = m, .v = v, .spare = in.rows - total};
	r.top = view_scroll(v, PANE_FRAMES, total, in.rows, 0);
	int hidden = total - r.top - in.rows;
	r.in.rows -= hidden > 0;
	draw_stack(&r);
	draw_sleeping(&r);
	if (hidden > 0)
		canvas_printf(c, in, in.rows - 1, 1, ROLE_QUIET,
		              view_say(v, "… %d more rows", "… ещё строк: %d"), hidden + 1);
}

const struct pane frames_pane = {.name = {"frames", "фреймы"}, .rows = 4, .draw = draw};
