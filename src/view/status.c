/*
 * The status line: which lesson, which moment, what the program is doing, where it listens. On a
 * narrow screen its parts become shorter, then go, in the order of the table below.
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

enum { FORMS = 3, FORM_COLUMNS = 120 };

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

static void fill_moment(struct status *s, const struct model *m, const struct view *v)
{
	unsigned long long step = m->step, last = v->last_step;
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
	form(s, PART_PHASE, 1, "%s", view_say(v, "ended", "конец"));
	s->role[PART_PHASE] = m->error.kind ? ROLE_ERROR : ROLE_STATUS;
}

static void fill_doing(struct status *s, const struct model *m, const struct view *v)
{
	const struct model_frame *f = model_running(m);
	if (m->has_ended) {
		fill_ended(s, m, v);
		return;
	}
	bool computes = m->waits == CALL_COMPUTE;
	enum phase phase = m->waits && !computes ? PHASE_WAIT
	                   : f && f->line        ? program_phase(v->program->twin, f->line)
	                                         : PHASE_NONE;
	const char *name = phase_names[phase], *gap = *name ? "  " : "";
	bool is_running = v->is_live && v->pace != PACE_PAUSED;
	s->is_going = v->is_live && v->pace == PACE_GOING;
	s->role[PART_PHASE] = phase_roles[phase];
	if (m->waits) {
		form(s, PART_PHASE, 0,
		     computes ? view_say(v, "%s%scomputing in %s", "%s%sвычисляет в %s")
		              : view_say(v, "%s%sblocked in %s", "%s%sждёт в %s"),
		     name, gap, call_name(m->waits));
		form(s, PART_PHASE, 1, "%s%s%s", name, gap, call_name(m->waits));
	} else if (is_running) {
		form(s, PART_PHASE, 0, "%s%s%s", name, gap, view_say(v, "running", "работает"));
		if (v->pace == PACE_GOING && v->speed)
			form(s, PART_PHASE, 0, view_say(v, "%s%s%u lines/s", "%s%s%u строк/с"),
			     name, gap, v->speed);
	} else {
		form(s, PART_PHASE, 0, view_say(v, "%s%sbefore line %u", "%s%sперед строкой %u"),
		     name, gap, f ? f->line : 0);
	}
	form(s, PART_PHASE, m->waits ? 2 : 1, "%s", name);
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
	fill_moment(s, m, v);
	fill_doing(s, m, v);
	fill_address(s, v);
}

static const char *chosen(const struct status *s, enum part part)
{
	return s->chosen[part] < FORMS ? s->form[part][s->chosen[part]] : "";
}

static int width(const struct status *s)
{
	int total = 1;
	for (enum part i = 0; i < PART_COUNT; i++) {
		const char *text = chosen(s, i);
		if (*text)
			total += text_columns(text, strlen(text)) + (i == PART_NAME ? 2 : 3);
	}
	return total - 1;
}

static void choose_forms(struct status *s, int columns)
{
	for (size_t i = 0; i < sizeof giving_way / sizeof *giving_way && width(s) > columns; i++) {
		enum part part = giving_way[i];
		if (*chosen(s, part))
			s->chosen[part]++;
	}
}

void status_draw(struct canvas *c, struct box at, const struct model *m, const struct view *v)
{
	struct status s = {0};
	fill(&s, m, v);
	choose_forms(&s, at.columns);
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
