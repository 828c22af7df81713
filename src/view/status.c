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

enum part {
	PART_NAME,
	PART_LESSON,
	PART_STEP,
	PART_MOMENT,
	PART_PHASE,
	PART_ADDRESS,
	PART_HISTORY,
	PART_COUNT
};

enum {
	FORMS = 3,
	FORM_COLUMNS = 120,
	BETWEEN = 3, /* columns, from part to part */
	LEAST_STEP = 9999 /* for its digits there is room from the beginning */
};

/* Each part has up to three forms, from long to short; an empty one is not shown. */
struct status {
	char form[PART_COUNT][FORMS][FORM_COLUMNS];
	int chosen[PART_COUNT];
	enum role role[PART_COUNT];
	bool is_going; /* no pause ahead, until somebody asks for one */
};

static const char *const phase_names[] = {"", "WAIT", "READY", "RUN", "PARK"};
static const enum role phase_roles[] = {ROLE_STATUS, ROLE_WAIT, ROLE_READY, ROLE_RUN, ROLE_PARK};

/* What gives way first. The same part may come twice: first to its short form, then away. */
static const enum part giving_way[] = {PART_NAME,    PART_HISTORY, PART_ADDRESS, PART_LESSON,
                                       PART_PHASE,   PART_ADDRESS, PART_STEP,    PART_PHASE,
                                       PART_HISTORY, PART_LESSON,  PART_STEP,    PART_MOMENT};

__attribute__((format(printf, 4, 5))) static void form(struct status *s, enum part part, int which,
                                                       const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(s->form[part][which], FORM_COLUMNS, format, arguments);
	va_end(arguments);
}

static void fill_lesson(struct status *s, const struct view *v)
{
	const struct lesson *l = v->lesson;
	bool is_first = v->program == l->programs;
	const char *dash = is_first || !v->program ? "" : " · ";
	const char *program = is_first || !v->program ? "" : v->program->name;
	form(s, PART_LESSON, 0, "%u %s%s%s", l->number, l->title, dash, program);
	form(s, PART_LESSON, 1, "%u %s", l->number, *program ? program : l->name);
}

static void fill_moment(struct status *s, const struct view *v, unsigned long long step,
                        unsigned long long last)
{
	if (v->is_live) {
		form(s, PART_STEP, 0, view_say(v, "step %llu", "шаг %llu"), step);
		form(s, PART_STEP, 1, "%llu", step);
		form(s, PART_MOMENT, 0, "%s",
		     v->is_recording ? view_say(v, "RECORDING", "ЗАПИСЬ")
		                     : view_say(v, "LIVE", "СЕЙЧАС"));
	} else {
		form(s, PART_MOMENT, 0, view_say(v, "PAST %llu of %llu", "ПРОШЛОЕ %llu из %llu"),
		     step, last);
		form(s, PART_MOMENT, 1, view_say(v, "PAST %llu", "ПРОШЛОЕ %llu"), step);
		s->role[PART_MOMENT] = ROLE_CHOSEN;
	}
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

/* From long to short: the phase and more, the phase and the call that waits, the phase. */
static void fill_wait(struct status *s, const struct view *v, const char *phase, uint32_t call)
{
	const char *gap = *phase ? "  " : "";
	form(s, PART_PHASE, 0,
	     call == CALL_COMPUTE ? view_say(v, "%s%scomputing in %s", "%s%sвычисляет в %s")
	                          : view_say(v, "%s%sblocked in %s", "%s%sждёт в %s"),
	     phase, gap, call_name(call));
	form(s, PART_PHASE, 1, "%s%s%s", phase, gap, call_name(call));
	form(s, PART_PHASE, 2, "%s", phase);
}

static void fill_line(struct status *s, const struct view *v, const char *phase, unsigned line)
{
	const char *gap = *phase ? "  " : "";
	bool is_running = v->is_live && v->pace != PACE_PAUSED;
	if (is_running && v->pace == PACE_GOING && v->speed)
		form(s, PART_PHASE, 0, view_say(v, "%s%s%u lines/s", "%s%s%u стр./с"), phase, gap,
		     v->speed);
	else if (is_running)
		form(s, PART_PHASE, 0, "%s%s%s", phase, gap, view_say(v, "running", "работает"));
	else
		form(s, PART_PHASE, 0, view_say(v, "%s%sbefore line %u", "%s%sперед строкой %u"),
		     phase, gap, line);
	form(s, PART_PHASE, 1, "%s", phase);
	form(s, PART_PHASE, 2, "%s", phase);
}

static void fill_doing(struct status *s, const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (m->has_ended) {
		fill_ended(s, m, v);
		return;
	}
	enum phase phase = m->waits && m->waits != CALL_COMPUTE ? PHASE_WAIT
	                   : f && f->line ? program_phase(v->program->twin, f->line)
	                                  : PHASE_NONE;
	s->is_going = v->is_live && v->pace >= PACE_RUNNING;
	s->role[PART_PHASE] = phase_roles[phase];
	if (m->waits)
		fill_wait(s, v, phase_names[phase], m->waits);
	else
		fill_line(s, v, phase_names[phase], f ? f->line : 0);
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

/* Whether the listing makes this call, whatever stands between its brackets. */
static bool makes_call(const struct lesson_program *p, uint32_t call)
{
	char name[FORM_COLUMNS];
	snprintf(name, sizeof name, "%.*s", (int)strcspn(call_name(call), ")"), call_name(call));
	for (unsigned i = 0; i < p->python_count; i++)
		if (strstr(p->python[i], name))
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
	paused.pace = PACE_PAUSED; /* "before line 42" is longer than all that is said instead */
	for (uint32_t call = CALL_NONE + 1; call < CALL_COUNT; call++) {
		enum phase phase = call == CALL_COMPUTE ? PHASE_RUN : PHASE_WAIT;
		fill_wait(&other, v, phase_names[phase], call);
		if (makes_call(v->program, call))
			widen(s, &other, PART_PHASE);
	}
	for (unsigned line = 1; line <= v->program->python_count; line++) {
		enum phase phase = program_phase(v->program->twin, line);
		fill_line(&other, &paused, phase_names[phase], line);
		widen(s, &other, PART_PHASE);
	}
}

/* The present and the past take the same room, and the first steps that of many. */
static void widen_moment(struct status *s, const struct model *m, const struct view *v)
{
	struct status present = {0}, past = {0};
	struct view at = *v;
	at.is_live = true;
	fill_moment(&present, &at, m->step > LEAST_STEP ? m->step : LEAST_STEP, 0);
	at.is_live = false;
	fill_moment(&past, &at, v->last_step, v->last_step);
	int step = columns_of(present.form[PART_STEP][0]) + BETWEEN;
	int columns = most(step + columns_of(present.form[PART_MOMENT][0]),
	                   columns_of(past.form[PART_MOMENT][0]));
	if (v->is_live)
		widen(s, &present, PART_STEP);
	form(s, PART_MOMENT, 0, "%*s", v->is_live ? columns - step : columns, "");
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
}

void status_draw(struct canvas *c, struct box at, const struct model *m, const struct view *v)
{
	struct status s = {0};
	fill(&s, m, v);
	choose_forms(&s, at.columns, m, v);
	int column = 1;
	bool is_first = true;
	canvas_paint(c, at, 0, 0, at.columns, ROLE_STATUS);
	for (enum part i = 0; i < PART_COUNT; i++) {
		const char *text = chosen(&s, i);
		if (!*text)
			continue;
		if (!is_first)
			column = canvas_text(c, at, 0, column, ROLE_STATUS, " │ ");
		int from = column;
		column = canvas_text(c, at, 0, column, s.role[i], text);
		if (s.role[i] != ROLE_STATUS) /* a coloured part has a margin of its colour */
			canvas_paint(c, at, 0, from - 1, column - from + 2, s.role[i]);
		if (i == PART_PHASE && s.is_going)
			canvas_text(c, at, 0, from - 1, s.role[i], "▶");
		is_first = i == PART_NAME;
		column += is_first ? 2 : 0;
	}
}
