/* What each option's value means. How a line of them is read is not known here. */
#include "options_rows.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* One word, for it becomes a part of a command. */
static bool is_word(const char *a)
{
	return *a && !a[strcspn(a, " \t\n\v\f\r")];
}

static bool take_lesson(struct options *o, const char *a)
{
	o->lesson = a;
	return is_word(a);
}
static bool take_program(struct options *o, const char *a)
{
	o->program = a;
	return is_word(a);
}
static bool take_script(struct options *o, const char *a)
{
	o->script = a;
	return *a;
}
static bool take_steps(struct options *o, const char *a)
{
	o->steps = a;
	return *a;
}
static bool take_lessons(struct options *o, const char *a)
{
	o->lessons = a;
	return *a;
}
static bool take_record(struct options *o, const char *a)
{
	o->record = a;
	return *a && strcmp(a, "-");
}
static bool take_replay(struct options *o, const char *a)
{
	o->replay = a;
	return *a;
}
static bool take_list(struct options *o, const char *a)
{
	(void)a;
	return o->wants_list = true;
}
static bool take_headless(struct options *o, const char *a)
{
	(void)a;
	return o->is_headless = true;
}
static bool take_ascii(struct options *o, const char *a)
{
	(void)a;
	return o->is_ascii = true;
}
static bool take_check(struct options *o, const char *a)
{
	return o->check = a ? a : "", true;
}

/* A whole number in digits alone. */
static bool number(const char *text, unsigned long long most, unsigned long long *out)
{
	char *end;
	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return !errno && !*end && *out <= most;
}

static bool take_port(struct options *o, const char *a)
{
	unsigned long long n;
	if (!number(a, 65535, &n))
		return false;
	o->port = (int)n;
	return true;
}

static bool take_limit(struct options *o, const char *a)
{
	unsigned long long n;
	if (!number(a, UINT64_MAX / 2, &n) || n == 0)
		return false;
	o->limit = n;
	return true;
}

/* 64M, 512K, 1G or bytes. */
static bool take_history(struct options *o, const char *a)
{
	static const char units[] = "KMG";
	char digits[24];
	size_t length = strspn(a, "0123456789");
	unsigned long long n;
	if (length == 0 || length >= sizeof digits || (a[length] && a[length + 1]))
		return false;
	memcpy(digits, a, length);
	digits[length] = '\0';
	const char *unit = a[length] ? strchr(units, a[length]) : NULL;
	if ((a[length] && !unit) || !number(digits, 1ull << 40, &n))
		return false;
	if (unit)
		n <<= 10 * (unit - units + 1);
	o->history = (size_t)n;
	return n >= TRACE_BOUND_MIN && n <= 1ull << 40;
}

static bool take_bind(struct options *o, const char *a)
{
	return inet_pton(AF_INET, strcmp(a, "localhost") ? a : "127.0.0.1", &o->bind) == 1;
}

static bool take_lang(struct options *o, const char *a)
{
	o->language = strcmp(a, "ru") ? ENGLISH : RUSSIAN;
	return !strcmp(a, "en") || !strcmp(a, "ru");
}

static bool take_color(struct options *o, const char *a)
{
	o->color = !strcmp(a, "always") - !strcmp(a, "never");
	return o->color || !strcmp(a, "auto");
}

static bool take_theme(struct options *o, const char *a)
{
	o->theme = a;
	return !strcmp(a, "dark") || !strcmp(a, "light") || !strcmp(a, "mono");
}

// clang-format off
const struct option_row option_rows[] = {
	{'l', "lesson", "N|NAME", {"open this lesson", "открыть этот урок"}, take_lesson, NULL, RUN},
	{'L', "list", NULL, {"list the lessons and their programs", "показать уроки и их программы"}, take_list, NULL, LIST},
	{0, "program", "NAME", {"another program of the lesson", "другая программа урока"}, take_program, NULL, RUN},
	{'p', "port", "PORT", {"the server's port (5000; 0: any free one)", "порт сервера (5000; 0 — любой свободный)"}, take_port, "0 ... 65535", SHOW},
	{'b', "bind", "ADDR", {"the address it listens on (127.0.0.1)", "адрес сервера (127.0.0.1)"}, take_bind, "127.0.0.1, 0.0.0.0, ...", SHOW},
	{0, "lang", "en|ru", {"the language of all texts", "язык всех текстов"}, take_lang, "en, ru", 0},
	{0, "headless", NULL, {"no screen: serve at full speed, or run --script", "без экрана: на полной скорости или по --script"}, take_headless, NULL, BARE},
	{0, "script", "FILE|-", {"take commands from FILE", "брать команды из FILE"}, take_script, NULL, SCRIPT | LOOK_SCRIPT},
	{0, "steps", "FILE|-", {"write every step as a JSON line", "записать каждый шаг строкой JSON"}, take_steps, NULL, BARE},
	{0, "record", "FILE", {"write everything that happens, for --replay", "записать всё, что происходит, для --replay"}, take_record, NULL, RUN},
	{0, "replay", "FILE|-", {"look at a recording", "посмотреть запись"}, take_replay, NULL, LOOK | LOOK_SCRIPT},
	{0, "history", "SIZE", {"memory for past steps (64M)", "память для прошлых шагов (64M)"}, take_history, "1M ... 1024G", SHOW},
	{0, "limit", "LINES", {"lines that one run of a script may take (10000)", "строк на один run сценария, не больше (10000)"}, take_limit, "1, 2, 3 ...", SCRIPT | LOOK_SCRIPT},
	{0, "color", "auto|always|never", {"colours", "цвета"}, take_color, "auto, always, never", 0},
	{0, "theme", "dark|light|mono", {"colours for a dark or light terminal, or none", "цвета: тёмный или светлый фон, без цветов"}, take_theme, "dark, light, mono", 0},
	{0, "ascii", NULL, {"draw with ASCII characters alone", "рисовать только символами ASCII"}, take_ascii, NULL, 0},
	{0, "lessons", "DIR", {"take guides, demos and listings from DIR", "брать тексты и листинги из DIR"}, take_lessons, NULL, SHOW | LIST | CHECK},
	{0, "check-lessons", "[DIR]", {"check the guides, naming file and line", "проверить тексты уроков, называя файл и строку"}, take_check, NULL, CHECK},
	{'h', "help", NULL, {"print this help", "показать эту справку"}, NULL, NULL, 0},
	{'V', "version", NULL, {"print the version", "показать версию"}, NULL, NULL, 0},
	{0},
};
// clang-format on

_Static_assert(sizeof option_rows / sizeof *option_rows <= OPTION_MOST, "there is room for each");
