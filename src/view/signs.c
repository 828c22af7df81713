/* The tables of signs and words. Knows no pane. */
#include "view/signs.h"

#include <stdio.h>
#include <string.h>

/* What help says of a word or a sign, by language. */
struct meaning {
	enum role role;
	const char *text[2];
};

static const struct {
	const char *mark[2]; /* by is_ascii */
	struct meaning means;
} signs[SIGN_COUNT] = {
	[SIGN_NEXT] = {{"▶", ">"},
                       {ROLE_NOW, {"the line about to run", "строка, которая сейчас выполнится"}}},
	[SIGN_CALLER] = {{"▷", ")"},
                         {ROLE_NOW,
                          {"a line that waits for the call in it",
                           "строка, которая ждёт своего вызова"}}},
	[SIGN_SLEEPER] = {{"‖", "="},
                          {ROLE_PARK,
                           {"a generator sleeps on this line", "на этой строке спит генератор"}}},
	[SIGN_RUNNING] = {{"▶", "*"},
                          {ROLE_STRONG,
                           {"the function that runs; above: the program goes on by itself",
                            "функция, которая выполняется; наверху: программа идёт сама"}}},
	[SIGN_FATAL] = {{"×", "X"},
                        {ROLE_ERROR,
                         {"the line on which the program has ended",
                          "строка, на которой программа закончилась"}}},
	[SIGN_CAME] = {{"→", "+"},
                       {ROLE_CHANGED,
                        {"came or changed in this step", "пришло или изменилось на этом шаге"}}},
	[SIGN_GONE] = {{"←", "-"}, {ROLE_GONE, {"left in this step", "ушло на этом шаге"}}},
	[SIGN_BREAK] = {{"●", "!"},
                        {ROLE_ERROR,
                         {"the program stops before this line",
                          "перед этой строкой программа остановится"}}},
};

static const struct {
	const char *word[2];
	struct meaning means;
} phases[] = {
	[PHASE_NONE] = {{"", ""}, {ROLE_STATUS, {NULL, NULL}}},
	[PHASE_ASK] = {{"ASK", "УЗНАЁТ"},
                       {ROLE_WAIT,
                        {"the next line asks the kernel, and will sleep if nothing is there",
                         "следующая строка спросит ядро и уснёт, если там ничего нет"}}},
	[PHASE_WAIT] = {{"WAIT", "ЖДЁТ"},
                        {ROLE_WAIT,
                         {"the program sleeps in the kernel: nobody is ready",
                          "программа спит в ядре: никто не готов"}}},
	[PHASE_READY] = {{"READY", "ГОТОВЫ"},
                         {ROLE_READY,
                          {"the loop goes through what the kernel has named",
                           "цикл обходит тех, кого назвало ядро"}}},
	[PHASE_RUN] = {{"RUN", "ИДЁТ"},
                       {ROLE_RUN,
                        {"the one whose turn it is runs, up to its yield or return",
                         "выполняется тот, чей сейчас ход: до своего yield или return"}}},
	[PHASE_PARK] = {{"PARK", "ОТЛОЖЕНА"},
                        {ROLE_PARK,
                         {"the task is put aside until its socket is ready",
                          "задача отложена, пока её сокет не готов"}}},
};

enum { LABEL_REAL, LABEL_MODELLED, LABELS };
static const struct {
	const char *word[2];
	struct meaning means;
} labels[LABELS] = {
	[LABEL_REAL] = {{"REAL", "РЕАЛЬНО"},
                        {ROLE_REAL,
                         {"sockets, select, bytes and the kernel's queues",
                          "сокеты, select, байты и очереди ядра"}}},
	[LABEL_MODELLED] = {{"MODELLED", "МОДЕЛЬ"},
                            {ROLE_MODELLED,
                             {"Python's frames and generators, played by C",
                              "фреймы и генераторы Python, их изображает программа на C"}}},
};

enum { PHASES = sizeof phases / sizeof *phases - 1 }; /* that have a word */

const char *sign_mark(const struct view *v, enum sign sign)
{
	return signs[sign].mark[v->is_ascii];
}

const char *sign_leads_to(const struct view *v)
{
	return v->is_ascii ? "->" : "▸";
}

const char *sign_phase(const struct view *v, enum phase phase)
{
	return phases[phase].word[v->language];
}

enum role sign_phase_role(enum phase phase)
{
	return phases[phase].means.role;
}

const char *sign_real(const struct view *v)
{
	return labels[LABEL_REAL].word[v->language];
}

const char *sign_modelled(const struct view *v)
{
	return labels[LABEL_MODELLED].word[v->language];
}

/* The name of the arrow that begins here; NULL it is none. */
static const char *arrow_name(const char *key)
{
	static const char *const arrows[][2] = {
		{"→", "Right"}, {"←", "Left"}, {"↑", "Up"}, {"↓", "Down"}};
	for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
		if (!strncmp(key, arrows[i][0], strlen(arrows[i][0])))
			return arrows[i][1];
	return NULL;
}

void sign_keys(char *out, size_t size, const struct view *v, const char *keys)
{
	size_t length = 0;
	out[0] = '\0';
	for (const char *key = keys; *key && length + 1 < size;) {
		const char *name = v->is_ascii ? arrow_name(key) : NULL;
		bool is_joined = name && key > keys && key[-1] != ' ';
		length += (size_t)(name ? snprintf(out + length, size - length, "%s%s",
		                                   is_joined ? " " : "", name)
		                        : snprintf(out + length, size - length, "%c", *key));
		key += name ? strlen("→") : 1;
	}
}

static void fill(const struct view *v, struct sign_row *row, const char *mark,
                 const struct meaning *means)
{
	snprintf(row->mark, sizeof row->mark, "%s", mark);
	row->role = means->role;
	row->text = means->text[v->language];
}

bool sign_row(const struct view *v, unsigned i, struct sign_row *row)
{
	static const struct meaning leads = {
		ROLE_TEXT,
		{"from a socket to the one who waits for it", "от сокета к тому, кто его ждёт"}};
	if (i < PHASES)
		fill(v, row, sign_phase(v, (enum phase)(i + 1)), &phases[i + 1].means);
	else if ((i -= PHASES) < LABELS)
		fill(v, row, labels[i].word[v->language], &labels[i].means);
	else if ((i -= LABELS) < SIGN_COUNT)
		fill(v, row, signs[i].mark[v->is_ascii], &signs[i].means);
	else if (i == SIGN_COUNT)
		fill(v, row, sign_leads_to(v), &leads);
	else
		return false;
	return true;
}
