/*
 * The status line: which lesson, which moment, what the program is doing, where it listens. On a
 * narrow screen its parts become shorter, then go, in the order of the table below; so far that the
 * longest doing of this program has room, whatever it does now: nothing jumps from step to step.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/errors.h"
#include "view/pane.h"
#include "view/signs.h"

enum part {
	PART_NAME,
	PART_LESSON,
	PART_MOMENT,
	PART_PHASE,
	PART_ADDRESS,
	PART_HISTORY,
	PART_COUNT
};

enum {
	FORMS = 5,
	TITLE = 17, /* columns of a title that is cut */
	FORM_COLUMNS = 120,
	BETWEEN = 3, /* columns, from part to part */
	LEAST_STEP = 9999 /* for its digits there is room from the beginning */
};

/* Each part has up to five forms, from long to short; an empty one is not shown. */
struct status {
	char form[PART_COUNT][FORMS][FORM_COLUMNS];
	int chosen[PART_COUNT];
	enum role role[PART_COUNT];
	bool is_going; /* no pause ahead, until somebody asks for one */
};

/* What gives way first: what somebody can do without. The name of this program and the number of a
 * step come before what nc is told, and the phase stays to the last. The same part comes once for
 * each of its forms. */
static const enum part giving_way[] = {
	PART_NAME,   PART_HISTORY, PART_MOMENT, PART_MOMENT, PART_LESSON, PART_PHASE,
	PART_LESSON, PART_ADDRESS, PART_LESSON, PART_LESSON, PART_PHASE,  PART_ADDRESS,
	PART_PHASE,  PART_HISTORY, PART_LESSON, PART_MOMENT, PART_ADDRESS};

__attribute__((format(printf, 4, 5))) static void form(struct status *s, enum part part, int which,
                                                       const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(s->form[part][which], FORM_COLUMNS, format, arguments);
	va_end(arguments);
}

/* A program that is not the lesson's first is called by its own name where room is short. */
static void fill_lesson(struct status *s, const struct view *v)
{
	const struct lesson *l = v->lesson;
	bool is_first = v->program == l->programs;
	form(s, PART_LESSON, 0, "%u %s%s%s", l->number, l->title, is_first ? "" : " · ",
	     is_first ? "" : v->program->name);
	form(s, PART_LESSON, 1, "%u %s", l->number, is_first ? l->title : v->program->name);
	const char *title = s->form[PART_LESSON][1];
	size_t cut = text_cut(title, strlen(title), TITLE - 1);
	form(s, PART_LESSON, 2, "%.*s%s", (int)cut, title, title[cut] ? "…" : "");
	form(s, PART_LESSON, 3, view_say(v, "lesson %u", "урок %u"), l->number);
	form(s, PART_LESSON, 4, "%u", l->number);
}

static void fill_present(struct status *s, const struct view *v, unsigned long long step)
{
	const char *now = v->is_recording ? view_say(v, "RECORDING", "ЗАПИСЬ")
	                                  : view_say(v, "LIVE", "СЕЙЧАС");
	form(s, PART_MOMENT, 0, view_say(v, "step %llu │ %s", "шаг %llu │ %s"), step, now);
	form(s, PART_MOMENT, 1, "%llu │ %s", step, now);
	form(s, PART_MOMENT, 2, "%s", now);
}

static void fill_past(struct status *s, const struct view *v, unsigned long long step,
                      unsigned long long last)
{
	form(s, PART_MOMENT, 0, view_say(v, "PAST %llu of %llu", "ПРОШЛОЕ %llu из %llu"), step,
	     last);
	form(s, PART_MOMENT, 1, view_say(v, "PAST %llu of %llu", "ПРОШЛОЕ %llu из %llu"), step,
	     last);
	form(s, PART_MOMENT, 2, view_say(v, "PAST %llu", "ПРОШЛОЕ %llu"), step);
	s->role[PART_MOMENT] = ROLE_CHOSEN;
}

static void fill_moment(struct status *s, const struct view *v, unsigned long long step,
                        unsigned long long last)
{
	if (v->is_live)
		fill_present(s, v, step);
	else
		fill_past(s, v, step, last);
	if (v->was_dropped) {
		unsigned long long first = v->first_step;
		form(s, PART_HISTORY, 0,
		     view_say(v, "history from step %llu", "история с шага %llu"), first);
		form(s, PART_HISTORY, 1, view_say(v, "from %llu", "с %llu"), first);
	}
}

static void fill_ended(struct status *s, const struct model *m, const struct view *v)
{
	const char *why = m->error.kind ? error_name(m->error.kind)
	                                : view_say(v, "returned", "выход");
	form(s, PART_PHASE, 0, view_say(v, "ended: %s", "конец: %s"), why);
	for (int which = 1; which < FORMS; which++)
		form(s, PART_PHASE, which, "%s", view_say(v, "ended", "конец"));
	s->role[PART_PHASE] = m->error.kind ? ROLE_ERROR : ROLE_STATUS;
}

/* From long to short: in words, in words with what can be abbreviated, the phase and the call that
 * waits or the line that is next, the phase. */
static void fill_wait(struct status *s, const struct view *v, const char *phase, uint32_t call)
{
	const char *gap = *phase ? "  " : "";
	for (int which = 0; which < 2; which++)
		form(s, PART_PHASE, which,
		     call == CALL_COMPUTE ? view_say(v, "%s%scomputing in %s", "%s%sсчитает в %s")
		                          : view_say(v, "%s%sblocked in %s", "%s%sспит в %s"),
		     phase, gap, call_name(call));
	form(s, PART_PHASE, 2, "%s%s%s", phase, gap, call_name(call));
	form(s, PART_PHASE, 3, "%s", phase);
}

static void fill_line(struct status *s, const struct view *v, const char *phase, unsigned line)
{
	const char *gap = *phase ? "  " : "";
	bool is_running = v->is_live && v->pace != PACE_PAUSED;
	form(s, PART_PHASE, 0, view_say(v, "%s%snext: line %u", "%s%sдальше строка %u"), phase, gap,
	     line);
	form(s, PART_PHASE, 1, view_say(v, "%s%snext: line %u", "%s%sдальше стр. %u"), phase, gap,
	     line);
	form(s, PART_PHASE, 2, view_say(v, "%s%sline %u", "%s%sстр. %u"), phase, gap, line);
	form(s, PART_PHASE, 3, "%s", phase);
	for (int which = 0; which < 2 && is_running; which++)
		if (v->pace == PACE_GOING && v->speed)
			form(s, PART_PHASE, which, view_say(v, "%s%s%u lines/s", "%s%s%u стр./с"),
			     phase, gap, v->speed);
		else
			form(s, PART_PHASE, which, "%s%s%s", phase, gap,
			     view_say(v, "running", "работает"));
	if (is_running)
		form(s, PART_PHASE, 2, "%s", phase);
}

static void fill_doing(struct status *s, const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (m->has_ended) {
		fill_ended(s, m, v);
		return;
	}
	enum phase phase = phase_now(m, v);
	s->is_going = v->is_live && v->pace >= PACE_RUNNING;
	s->role[PART_PHASE] = phase ? sign_phase_role(phase) : ROLE_STATUS;
	if (m->waits)
		fill_wait(s, v, sign_phase(v, phase), m->waits);
	else
		fill_line(s, v, sign_phase(v, phase), f ? f->line : 0);
}

/* Beyond the loopback it is said as long as there is any room that the server is open to others. */
static void fill_address(struct status *s, const struct view *v)
{
	const char *colon = strrchr(v->address, ':');
	form(s, PART_ADDRESS, 0, "%s", v->address);
	form(s, PART_ADDRESS, 1, "%s", colon ? colon : "");
	if (!*v->address || !strncmp(v->address, "127.", 4))
		return;
	s->role[PART_ADDRESS] = ROLE_ERROR;
	const char *open = view_say(v, "OPEN to the network", "ОТКРЫТ для сети");
	form(s, PART_ADDRESS, 0, "%s  %s", v->address, open);
	form(s, PART_ADDRESS, 1, "%s  %s", colon, view_say(v, "OPEN", "ОТКРЫТ"));
	form(s, PART_ADDRESS, 2, "%s", view_say(v, "OPEN", "ОТКРЫТ"));
}

static void fill(struct status *s, const struct model *m, const struct view *v)
{
	for (enum part i = 0; i < PART_COUNT; i++)
		s->role[i] = ROLE_STATUS;
	form(s, PART_NAME, 0, "asyncviz");
	if (!v->lesson || !v->program)
		return;
	fill_lesson(s, v);
	fill_moment(s, v, m->step, v->last_step);
	fill_doing(s, m, v);
	fill_address(s, v);
}

static const char *chosen(const struct status *s, enum part part)
{
	return s->chosen[part] < FORMS ? s->form[part][s->chosen[part]] : "";
}

static int columns_of(const char *text)
{
	return text_columns(text, strlen(text));
}

/* With a margin of one column on the left. */
static int width(const struct status *s)
{
	int total = 0;
	for (enum part i = 0; i < PART_COUNT; i++) {
		const char *text = chosen(s, i);
		if (*text)
			total += columns_of(text) + (i == PART_NAME ? 2 : BETWEEN);
	}
	return total - 2;
}

static void shorten(struct status *s, int columns)
{
	for (size_t i = 0; i < sizeof giving_way / sizeof *giving_way && width(s) > columns; i++) {
		enum part part = giving_way[i];
		if (*chosen(s, part))
			s->chosen[part]++;
	}
}

/* --- room for the longest --------------------------------------------------------------------- */

static bool makes_call(const struct lesson_program *p, uint32_t call)
{
	for (unsigned line = 1; line <= p->python_count; line++)
		if (phase_makes_call(p, line, call))
			return true;
	return false;
}

static void widen(struct status *s, const struct status *other, enum part part)
{
	for (int i = 0; i < FORMS; i++) {
		const char *ours = s->form[part][i], *theirs = other->form[part][i];
		if (columns_of(theirs) > columns_of(ours))
			form(s, part, i, "%s", theirs);
	}
}

/* By the longest that this program does before it ends; its end may be longer. */
static void widen_doing(struct status *s, const struct view *v)
{
	struct view paused = *v;
	struct status other = {0};
	paused.pace = PACE_PAUSED; /* "next: line 42" is longer than all that is said instead */
	for (uint32_t call = CALL_NONE + 1; call < CALL_COUNT; call++) {
		enum phase phase = call == CALL_COMPUTE ? PHASE_RUN : PHASE_WAIT;
		fill_wait(&other, v, sign_phase(v, phase), call);
		if (makes_call(v->program, call))
			widen(s, &other, PART_PHASE);
	}
	for (unsigned line = 1; line <= v->program->python_count; line++) {
		enum phase phase = phase_of_line(v->program, line);
		fill_line(&other, &paused, sign_phase(v, phase), line);
		widen(s, &other, PART_PHASE);
	}
}

/* The present and the past take the same room, and the first steps that of many. */
static void widen_moment(struct status *s, const struct model *m, const struct view *v)
{
	struct status other = {0};
	unsigned long long step = m->step > LEAST_STEP ? m->step : LEAST_STEP;
	fill_present(&other, v, step);
	widen(s, &other, PART_MOMENT);
	fill_past(&other, v, v->last_step, v->last_step);
	widen(s, &other, PART_MOMENT);
}

/* By an address as it will be, before the server has one. */
static void widen_address(struct status *s, const struct view *v)
{
	struct status other = {0};
	struct view bound = *v;
	if (*v->address)
		return;
	snprintf(bound.address, sizeof bound.address, "127.0.0.1:5000");
	fill_address(&other, &bound);
	widen(s, &other, PART_ADDRESS);
}

static void choose_forms(struct status *s, int columns, const struct model *m, const struct view *v)
{
	struct status longest = *s;
	if (v->program) {
		widen_doing(&longest, v);
		widen_moment(&longest, m, v);
		widen_address(&longest, v);
	}
	shorten(&longest, columns);
	memcpy(s->chosen, longest.chosen, sizeof s->chosen);
	if (!m->has_ended || s->chosen[PART_PHASE] == FORMS)
		return;
	int chosen = s->chosen[PART_PHASE];
	s->chosen[PART_PHASE] = 0; /* by which exception, where that moves nothing else */
	if (width(s) > columns)
		s->chosen[PART_PHASE] = chosen;
}

void status_draw(struct canvas *c, struct box at, const struct model *m, const struct view *v)
{
	struct status s = {0};
	fill(&s, m, v);
	choose_forms(&s, at.columns, m, v);
	int column = 1;
	bool is_first = true;
	enum role bar = v->is_live || !v->program ? ROLE_STATUS : ROLE_PAST;
	canvas_paint(c, at, 0, 0, at.columns, bar);
	for (enum part i = 0; i < PART_COUNT; i++) {
		const char *text = chosen(&s, i);
		if (!*text)
			continue;
		if (!is_first)
			column = canvas_text(c, at, 0, column, bar, " │ ");
		int from = column;
		enum role role = s.role[i] == ROLE_STATUS ? bar : s.role[i];
		column = canvas_text(c, at, 0, column, role, text);
		if (role != bar) /* a coloured part has a margin of its colour */
			canvas_paint(c, at, 0, from - 1, column - from + 2, role);
		if (i == PART_PHASE && s.is_going)
			canvas_text(c, at, 0, from - 1, s.role[i], sign_mark(v, SIGN_RUNNING));
		is_first = i == PART_NAME;
		column += is_first ? 2 : 0;
	}
}
