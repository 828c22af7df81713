/* Reading the command line: strictly, one sentence for what is wrong, in the user's language. */
#include "options.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/show.h"

#define VERSION "0.1"

struct option_row {
	char letter;
	const char *name, *argument;
	const char *help[2];
	bool (*take)(struct options *o, const char *argument);
	const char *wants; /* what a good value looks like, the same in every language */
};

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
	return *a;
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
static bool take_no_mouse(struct options *o, const char *a)
{
	(void)a;
	return o->has_mouse = false, true;
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
static const struct option_row rows[] = {
	{'l', "lesson", "N|NAME", {"open this lesson", "открыть этот урок"}, take_lesson, NULL},
	{'L', "list", NULL, {"list the lessons and their programs", "показать уроки и их программы"}, take_list, NULL},
	{0, "program", "NAME", {"another program of the lesson", "другая программа урока"}, take_program, NULL},
	{'p', "port", "PORT", {"the server's port (5000; 0: any free one)", "порт сервера (5000; 0 — любой свободный)"}, take_port, "0 ... 65535"},
	{'b', "bind", "ADDR", {"the address it listens on (127.0.0.1)", "адрес сервера (127.0.0.1)"}, take_bind, "127.0.0.1, 0.0.0.0, ..."},
	{0, "lang", "en|ru", {"the language of all texts", "язык всех текстов"}, take_lang, "en, ru"},
	{0, "headless", NULL, {"no screen: serve at full speed, or run --script", "без экрана: на полной скорости или по --script"}, take_headless, NULL},
	{0, "script", "FILE|-", {"take commands from FILE", "брать команды из FILE"}, take_script, NULL},
	{0, "steps", "FILE|-", {"write every step as a JSON line", "записать каждый шаг строкой JSON"}, take_steps, NULL},
	{0, "record", "FILE", {"write everything that happens, for --replay", "записать всё, что происходит, для --replay"}, take_record, NULL},
	{0, "replay", "FILE", {"look at a recording", "посмотреть запись"}, take_replay, NULL},
	{0, "history", "SIZE", {"memory for past steps (64M)", "память для прошлых шагов (64M)"}, take_history, "1M ... 1024G"},
	{0, "limit", "LINES", {"lines that one run of a script may take (10000)", "строк на один run сценария, не больше (10000)"}, take_limit, "1, 2, 3 ..."},
	{0, "color", "auto|always|never", {"colours", "цвета"}, take_color, "auto, always, never"},
	{0, "theme", "dark|light|mono", {"colours for a dark or light terminal, or none", "цвета: тёмный или светлый фон, без цветов"}, take_theme, "dark, light, mono"},
	{0, "ascii", NULL, {"draw with ASCII characters alone", "рисовать только символами ASCII"}, take_ascii, NULL},
	{0, "no-mouse", NULL, {"leave the mouse to the terminal", "не занимать мышь"}, take_no_mouse, NULL},
	{0, "lessons", "DIR", {"take guides, demos and listings from DIR", "брать тексты и листинги из DIR"}, take_lessons, NULL},
	{0, "check-lessons", "[DIR]", {"check the guides, naming file and line", "проверить тексты уроков, называя файл и строку"}, take_check, NULL},
	{'h', "help", NULL, {"print this help", "показать эту справку"}, NULL, NULL},
	{'V', "version", NULL, {"print the version", "показать версию"}, NULL, NULL},
};
// clang-format on
enum {
	ROWS = sizeof rows / sizeof *rows,
	WORDS = 256 + ROWS /* --words: for completions and tests, not for people, so not in help */
};

/* The language by the environment, read as text: the locale need not exist on this machine. */
static enum language language_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *language = getenv(names[i]);
		if (language && *language)
			return strncmp(language, "ru", 2) ? ENGLISH : RUSSIAN;
	}
	return ENGLISH;
}

static bool print_help(enum language language)
{
	printf(language == RUSSIAN ? "Использование: asyncviz [параметры]\n\n"
	                             "Показывает событийный цикл изнутри: настоящий сервер, "
	                             "строка за строкой.\n\n"
	                           : "Usage: asyncviz [options]\n\n"
	                             "Shows an event loop from inside: a real server, line by "
	                             "line.\n\n");
	for (const struct option_row *r = rows; r < rows + ROWS; r++) {
		char left[60];
		char letter[5] = "    ";
		if (r->letter)
			snprintf(letter, sizeof letter, "-%c, ", r->letter);
		snprintf(left, sizeof left, "%s--%s%s%s", letter, r->name, r->argument ? " " : "",
		         r->argument ? r->argument : "");
		printf("  %-29s %s\n", left, r->help[language]);
	}
	return !ferror(stdout) && !fflush(stdout);
}

void options_list(enum language language)
{
	for (const struct option_row *r = rows; r < rows + ROWS; r++)
		printf("%s\t%c\t%s\t%s\n", r->name, r->letter ? r->letter : '-',
		       r->argument ? r->argument : "-", r->help[language]);
}

static bool print_version(void)
{
	puts("asyncviz " VERSION);
	return !ferror(stdout) && !fflush(stdout);
}

__attribute__((format(printf, 2, 4), format(printf, 3, 4))) static enum options_answer
wrong(const struct options *o, const char *english, const char *russian, ...)
{
	va_list arguments;
	fprintf(stderr, "asyncviz: ");
	va_start(arguments, russian);
	vfprintf(stderr, o->language == RUSSIAN ? russian : english, arguments);
	va_end(arguments);
	fprintf(stderr, "\n%s\n",
	        o->language == RUSSIAN ? "Все параметры: asyncviz --help"
	                               : "Try 'asyncviz --help' for more information.");
	return OPTIONS_WRONG;
}

/* Text of the user's as it may be printed; valid until the next call. */
static const char *shown(const char *text)
{
	static char safe[120];
	show(safe, sizeof safe, text, strlen(text));
	return safe;
}

static void defaults(struct options *o)
{
	*o = (struct options){
		.port = 5000,
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.language = language_of_environment(),
		.history = TRACE_BOUND,
		.limit = APP_LIMIT,
		.has_mouse = true,
	};
}

static void fill(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	longs[ROWS] = (struct option){"words", required_argument, NULL, WORDS};
	for (int i = 0; i < ROWS; i++) {
		int has = !rows[i].argument          ? no_argument
		          : *rows[i].argument == '[' ? optional_argument
		                                     : required_argument;
		longs[i] = (struct option){rows[i].name, has, NULL, 256 + i};
		if (rows[i].letter)
			*shorts++ = rows[i].letter;
		if (rows[i].letter && has == required_argument)
			*shorts++ = ':';
	}
	longs[ROWS + 1] = (struct option){0};
	*shorts = '\0';
}

static const struct option_row *row_of(int code)
{
	if (code >= 256)
		return &rows[code - 256];
	for (int i = 0; i < ROWS; i++)
		if (rows[i].letter == code)
			return &rows[i];
	return NULL;
}

static enum options_answer take(struct options *o, const struct option_row *row)
{
	if (!strcmp(row->name, "help"))
		return print_help(o->language) ? OPTIONS_DONE : OPTIONS_FAILED;
	if (!strcmp(row->name, "version"))
		return print_version() ? OPTIONS_DONE : OPTIONS_FAILED;
	if (row->take(o, optarg))
		return OPTIONS_GO;
	const char *wants = row->wants ? row->wants : "";
	size_t length = strlen(wants);
	bool goes_on = length && wants[length - 1] == '.'; /* "1, 2, 3 ..." ends the sentence */
	return wrong(o, "\"%s\" is not a valid value for --%s%s%s%s",
	             "«%s» не подходит для --%s%s%s%s", shown(optarg ? optarg : ""), row->name,
	             length ? ": " : "", wants, goes_on ? "" : ".");
}

/* What does not go together. */
static enum options_answer check(const struct options *o)
{
	if (o->script && !o->is_headless)
		return wrong(o, "--script %s needs --headless as well.",
		             "Для --script %s нужен ещё и --headless.", shown(o->script));
	if (o->record && o->replay)
		return wrong(o, "--record %s and --replay do not go together.",
		             "--record %s и --replay вместе не сочетаются.", shown(o->record));
	if (o->replay && o->is_headless && !o->script)
		return wrong(o, "--replay %s without a screen needs --script.",
		             "Для --replay %s без экрана нужен --script.", shown(o->replay));
	if (o->program && !o->lesson)
		return wrong(o, "--program %s needs --lesson as well.",
		             "Для --program %s нужен ещё и --lesson.", shown(o->program));
	return OPTIONS_GO;
}

/* --lang decides in which language other options are refused, wherever it stands. */
static void find_language(struct options *o, int argc, char **argv)
{
	for (int i = 1; i + 1 < argc; i++)
		if (!strcmp(argv[i], "--lang") && !strcmp(argv[i + 1], "ru"))
			o->language = RUSSIAN;
}

enum options_answer options_read(int argc, char **argv, struct options *o)
{
	struct option longs[ROWS + 2];
	char shorts[2 * ROWS + 2];
	int code;
	defaults(o);
	fill(longs, shorts);
	find_language(o, argc, argv);
	opterr = 0;
	while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		const char *word = argv[optind - 1];
		if (code == '?')
			return wrong(o, "There is no option %s.", "Параметра %s нет.", shown(word));
		if (code == ':')
			return wrong(o, "Option %s needs a value.", "Параметру %s нужно значение.",
			             shown(word));
		if (code == WORDS) {
			o->words = optarg;
			continue;
		}
		enum options_answer answer = take(o, row_of(code));
		if (answer != OPTIONS_GO)
			return answer;
	}
	if (optind < argc && o->check && !*o->check)
		o->check = argv[optind++];
	if (optind < argc)
		return wrong(o, "\"%s\" is not an option: asyncviz takes options only.",
		             "«%s» — не параметр: asyncviz принимает только параметры.",
		             shown(argv[optind]));
	return check(o);
}
