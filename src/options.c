/* Reading the command line: strictly, one sentence for what is wrong, in the user's language. */
#include "options.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "base/text.h"
#include "options_rows.h"
#include "options_same.h"

#define VERSION "0.1"

enum {
	LONG_ONES = 256, /* codes of rows by their long names; the others are letters */
	WORDS = LONG_ONES + OPTION_MOST /* --words: for completions and tests, so not in help */
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
	for (const struct option_row *r = option_rows; r->name; r++) {
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
	for (const struct option_row *r = option_rows; r->name; r++)
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
	};
}

static void fill(struct option *longs, char *shorts)
{
	*shorts++ = ':';
	*longs++ = (struct option){"words", required_argument, NULL, WORDS};
	for (const struct option_row *r = option_rows; r->name; r++) {
		int has = !r->argument          ? no_argument
		          : *r->argument == '[' ? optional_argument
		                                : required_argument;
		*longs++ = (struct option){r->name, has, NULL, LONG_ONES + (int)(r - option_rows)};
		if (r->letter)
			*shorts++ = r->letter;
		if (r->letter && has == required_argument)
			*shorts++ = ':';
	}
	*longs = (struct option){0};
	*shorts = '\0';
}

static const struct option_row *row_of(int code)
{
	if (code >= LONG_ONES)
		return &option_rows[code - LONG_ONES];
	for (int i = 0; option_rows[i].name; i++)
		if (option_rows[i].letter == code)
			return &option_rows[i];
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

static enum mode mode_of(const struct options *o)
{
	if (o->check)
		return CHECK;
	if (o->wants_list)
		return LIST;
	if (o->replay)
		return o->is_headless ? LOOK_SCRIPT : LOOK;
	if (!o->is_headless)
		return SCREEN;
	return o->script ? SCRIPT : SERVE;
}

/* The same with --headless, or with --script. */
static unsigned wider(enum mode mode)
{
	return mode == SCREEN  ? SERVE | SCRIPT
	       : mode == SERVE ? SCRIPT
	       : mode == LOOK  ? LOOK_SCRIPT
	                       : 0;
}

/* What an option that has no meaning here cannot stand beside. */
static const char *rival(enum mode mode)
{
	switch (mode) {
	case CHECK: return "check-lessons";
	case LIST: return "list";
	case LOOK:
	case LOOK_SCRIPT: return "replay";
	default: return "headless";
	}
}

static enum options_answer misplaced(const struct options *o, const struct option_row *r,
                                     const char *given, enum mode mode)
{
	const char *blank = *given ? " " : "";
	if (r->modes & wider(mode))
		return wrong(o, "--%s%s%s needs --%s as well.", "Для --%s%s%s нужен ещё и --%s.",
		             r->name, blank, shown(given),
		             r->modes & SERVE ? "headless" : "script");
	return wrong(o, "--%s%s%s and --%s do not go together.",
	             "--%s%s%s и --%s вместе не сочетаются.", r->name, blank, shown(given),
	             rival(mode));
}

/* What does not go together. */
static enum options_answer check(const struct options *o, const char *const given[OPTION_MOST])
{
	enum mode mode = mode_of(o);
	const char *one, *other;
	if (o->words)
		return OPTIONS_GO;
	if (o->script && !o->is_headless)
		return wrong(o, "--script %s needs --headless as well.",
		             "Для --script %s нужен ещё и --headless.", shown(o->script));
	for (int i = 0; option_rows[i].name; i++)
		if (given[i] && option_rows[i].modes && !(option_rows[i].modes & mode))
			return misplaced(o, &option_rows[i], given[i], mode);
	if (o->replay && o->is_headless && !o->script)
		return wrong(o, "--replay %s without a screen needs --script.",
		             "Для --replay %s без экрана нужен --script.", shown(o->replay));
	if (o->program && !o->lesson)
		return wrong(o, "--program %s needs --lesson as well.",
		             "Для --program %s нужен ещё и --lesson.", shown(o->program));
	if (o->check && *o->check && o->lessons)
		return wrong(o, "--lessons %s and --check-lessons DIR do not go together.",
		             "--lessons %s и --check-lessons DIR вместе не сочетаются.",
		             shown(o->lessons));
	if (options_same(o, &one, &other))
		return wrong(o, "--%s and --%s name one and the same file.",
		             "--%s и --%s называют один и тот же файл.", one, other);
	return OPTIONS_GO;
}

/* --lang decides in which language other options are refused, wherever it stands. */
static void find_language(struct options *o, int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--lang=ru") ||
		    (!strcmp(argv[i], "--lang") && i + 1 < argc && !strcmp(argv[i + 1], "ru")))
			o->language = RUSSIAN;
}

/* A short option is named by its letter, for others may stand in the same word. One that is no
 * ASCII has several bytes, the first of which getopt_long() stumbled over. */
static const char *named_short(char **argv)
{
	static char name[2 + TEXT_LONGEST];
	const char *word = argv[optind], *at = word ? strchr(word, (char)optopt) : NULL;
	uint32_t c;
	if (!at)
		at = strchr(argv[optind - 1], (char)optopt);
	size_t size = at ? text_decode(at, strlen(at), &c) : 0;
	snprintf(name, sizeof name, "-%.*s", (int)(size ? size : 1), at ? at : "");
	return name;
}

/* Why getopt_long() did not take an option: optopt is the letter of a short one, the code of a long
 * one that it knows, 0 for one that it does not. */
static enum options_answer refuse(const struct options *o, int code, char **argv)
{
	char known[24];
	const char *name = argv[optind - 1];
	bool is_long = optopt >= LONG_ONES;
	if (is_long) {
		snprintf(known, sizeof known, "--%s",
		         optopt == WORDS ? "words" : row_of(optopt)->name);
		name = known;
	} else if (optopt) {
		name = named_short(argv);
	}
	if (code == ':')
		return wrong(o, "Option %s needs a value.", "Параметру %s нужно значение.",
		             shown(name));
	if (is_long)
		return wrong(o, "Option %s takes no value.", "Параметр %s не принимает значений.",
		             shown(name));
	return wrong(o, "There is no option %s.", "Параметра %s нет.", shown(name));
}

enum options_answer options_read(int argc, char **argv, struct options *o)
{
	struct option longs[OPTION_MOST + 1];
	char shorts[2 * OPTION_MOST + 2];
	const char *given[OPTION_MOST] = {0};
	int code;
	defaults(o);
	fill(longs, shorts);
	find_language(o, argc, argv);
	opterr = 0;
	while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (code == '?' || code == ':')
			return refuse(o, code, argv);
		if (code == WORDS) {
			o->words = optarg;
			continue;
		}
		const struct option_row *row = row_of(code);
		given[row - option_rows] = optarg ? optarg : "";
		enum options_answer answer = take(o, row);
		if (answer != OPTIONS_GO)
			return answer;
	}
	if (optind < argc && o->check && !*o->check)
		o->check = argv[optind++];
	if (optind < argc)
		return wrong(o, "\"%s\" is not an option: asyncviz takes options only.",
		             "«%s» — не параметр: asyncviz принимает только параметры.",
		             shown(argv[optind]));
	return check(o, given);
}
