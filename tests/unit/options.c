/*
 * Tests of options.h: what each option leaves in the options, and what is said of a command line
 * that is wrong: one sentence on standard error that names the word, safe to print, and where help
 * is. Each wrong line is read in a child, because reading may end the program.
 */
#include "options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

enum { MOST_WORDS = 8, LONGEST = 16384 };

/* What follows the program's name; ended by NULL. */
struct words {
	const char *word[MOST_WORDS];
};
#define WORDS(...) ((const struct words){{__VA_ARGS__}})

static enum options_answer read_words(const struct words *words, struct options *o)
{
	static char name[] = "asyncviz";
	char *argv[MOST_WORDS + 2] = {name};
	int argc = 1;
	for (; argc <= MOST_WORDS && words->word[argc - 1]; argc++)
		argv[argc] = (char *)words->word[argc - 1]; /* moved about, never written */
	optind = 0; /* getopt() begins anew */
	return options_read(argc, argv, o);
}

/* --- what was printed in a child ---------------------------------------------------------------*/

struct said {
	int status; /* what the child's exit was: the answer, or 100 and more for its own end */
	char out[LONGEST], error[LONGEST];
};

static void read_all(FILE *from, char *to)
{
	rewind(from);
	to[fread(to, 1, LONGEST - 1, from)] = '\0';
	fclose(from);
}

static void read_in_child(const struct words *words, struct said *said)
{
	FILE *out = tmpfile(), *error = tmpfile();
	int status;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct options o;
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(error), STDERR_FILENO);
		enum options_answer answer = read_words(words, &o);
		fflush(NULL);
		_exit((int)answer);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	said->status = WEXITSTATUS(status);
	read_all(out, said->out);
	read_all(error, said->error);
}

/* Nothing that a terminal would act on. */
static void assert_safe(const char *text)
{
	for (; *text; text++)
		assert_true(((unsigned char)*text >= 0x20 && *text != 0x7f) || *text == '\n');
}

/* --- good ones ---------------------------------------------------------------------------------*/

static struct options good(const struct words *words)
{
	struct options o;
	assert_int_equal(read_words(words, &o), OPTIONS_GO);
	return o;
}

static void nothing_said_means_the_usual(void **unused)
{
	(void)unused;
	struct options o = good(&WORDS(NULL));
	assert_null(o.lesson);
	assert_null(o.program);
	assert_null(o.script);
	assert_null(o.steps);
	assert_null(o.check);
	assert_int_equal(o.port, 5000);
	assert_int_equal(o.bind.s_addr, htonl(INADDR_LOOPBACK));
	assert_int_equal(o.language, ENGLISH);
	assert_int_equal(o.history, TRACE_BOUND);
	assert_int_equal(o.limit, APP_LIMIT);
	assert_int_equal(o.color, 0);
	assert_false(o.is_headless || o.is_ascii || o.wants_list);
}

static void words_go_where_they_belong(void **unused)
{
	(void)unused;
	struct options o = good(&WORDS("-l", "05", "--program=server", "--headless", "--script",
	                               "-", "--steps", "s.json"));
	assert_string_equal(o.lesson, "05");
	assert_string_equal(o.program, "server");
	assert_string_equal(o.script, "-");
	assert_string_equal(o.steps, "s.json");
	assert_true(o.is_headless);
	o = good(&WORDS("--lesson", "generators", "--lessons", "d", "--theme=light", "--ascii"));
	assert_string_equal(o.lesson, "generators");
	assert_string_equal(o.lessons, "d");
	assert_string_equal(o.theme, "light");
	assert_true(o.is_ascii && !o.wants_list);
	assert_true(good(&WORDS("-L")).wants_list);
	assert_string_equal(good(&WORDS("--record", "r")).record, "r");
	assert_string_equal(good(&WORDS("--replay", "r")).replay, "r");
}

static void numbers_are_read_to_their_limits(void **unused)
{
	(void)unused;
	static const struct {
		const char *text;
		size_t size;
	} sizes[] = {{"1M", 1u << 20},
	             {"1048576", 1u << 20},
	             {"1024K", 1u << 20},
	             {"2G", (size_t)2 << 30},
	             {"1024G", (size_t)1 << 40}};
	assert_int_equal(good(&WORDS("--port=0")).port, 0);
	assert_int_equal(good(&WORDS("-p65535")).port, 65535);
	assert_int_equal(good(&WORDS("--headless", "--script=-", "--limit", "1")).limit, 1);
	assert_int_equal(
		good(&WORDS("--headless", "--script=-", "--limit", "9223372036854775807")).limit,
		INT64_MAX);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		assert_int_equal(good(&WORDS("--history", sizes[i].text)).history, sizes[i].size);
}

static void choices_are_what_they_say(void **unused)
{
	(void)unused;
	assert_int_equal(good(&WORDS("--color=always")).color, 1);
	assert_int_equal(good(&WORDS("--color=never")).color, -1);
	assert_int_equal(good(&WORDS("--color=auto")).color, 0);
	assert_int_equal(good(&WORDS("--lang=ru")).language, RUSSIAN);
	assert_int_equal(good(&WORDS("--lang=ru", "--lang=en")).language, ENGLISH);
	assert_int_equal(good(&WORDS("--bind=0.0.0.0")).bind.s_addr, 0);
	assert_int_equal(good(&WORDS("-b", "localhost")).bind.s_addr, htonl(INADDR_LOOPBACK));
	assert_string_equal(good(&WORDS("--check-lessons")).check, "");
	assert_string_equal(good(&WORDS("--check-lessons", "dir")).check, "dir");
	assert_string_equal(good(&WORDS("--check-lessons=dir")).check, "dir");
}

static void language_comes_from_the_environment(void **unused)
{
	(void)unused;
	setenv("LC_ALL", "ru_RU.UTF-8", 1);
	assert_int_equal(good(&WORDS(NULL)).language, RUSSIAN);
	assert_int_equal(good(&WORDS("--lang=en")).language, ENGLISH);
	setenv("LC_ALL", "", 1);
	setenv("LANG", "ru", 1);
	assert_int_equal(good(&WORDS(NULL)).language, RUSSIAN);
	setenv("LC_ALL", "de_DE", 1);
	assert_int_equal(good(&WORDS(NULL)).language, ENGLISH);
	setenv("LC_ALL", "C", 1);
}

/* --- wrong ones --------------------------------------------------------------------------------*/

/* A whole line of its own, "asyncviz: ... .", and where help is; nothing else. */
static void assert_one_sentence(const struct said *said, const char *must_name)
{
	const char *end = strchr(said->error, '\n');
	if (said->status != OPTIONS_WRONG || !end || !strstr(said->error, must_name))
		fail_msg("expected a sentence with \"%s\", status %d and: %s", must_name,
		         said->status, said->error);
	assert_string_equal(said->out, "");
	assert_safe(said->error);
	assert_memory_equal(said->error, "asyncviz: ", 10);
	assert_int_equal(end[-1], '.');
	assert_string_equal(end + 1, "Try 'asyncviz --help' for more information.\n");
}

static void wrong_lines_are_answered_in_one_sentence(void **unused)
{
	(void)unused;
	static const struct {
		struct words words;
		const char *names;
	} table[] = {
		{{{"--nonsense"}}, "--nonsense"},
		{{{"-Z"}}, "-Z"},
		{{{"word"}}, "word"},
		{{{"--ascii", "word"}}, "word"},
		{{{"--", "--ascii"}}, "--ascii"},
		{{{"--ascii=yes"}}, "--ascii"},
		{{{"--lesson"}}, "--lesson"},
		{{{"-l"}}, "-l"},
		{{{"--lesson", ""}}, "--lesson"},
		{{{"--port", "65536"}}, "65536"},
		{{{"--port", "-1"}}, "-1"},
		{{{"--port", "+1"}}, "+1"},
		{{{"--port", " 1"}}, "--port"},
		{{{"--port", "1x"}}, "1x"},
		{{{"--port", "0x10"}}, "0x10"},
		{{{"--port", ""}}, "--port"},
		{{{"--port", "99999999999999999999"}}, "--port"},
		{{{"--limit", "0"}}, "--limit"},
		{{{"--limit", "-5"}}, "--limit"},
		{{{"--limit", "18446744073709551615"}}, "--limit"},
		{{{"--history", "1"}}, "--history"},
		{{{"--history", "1023K"}}, "1023K"},
		{{{"--history", "1T"}}, "1T"},
		{{{"--history", "M"}}, "--history"},
		{{{"--history", "64MB"}}, "64MB"},
		{{{"--history", "64m"}}, "64m"},
		{{{"--history", "1025G"}}, "1025G"},
		{{{"--history", "1099511627777"}}, "--history"},
		{{{"--history", "18446744073709551615G"}}, "--history"},
		{{{"--history", "00000000000000000000000000000064M"}}, "--history"},
		{{{"--bind", "somewhere"}}, "somewhere"},
		{{{"--bind", "127.0.0.1.1"}}, "127.0.0.1.1"},
		{{{"--bind", "::1"}}, "::1"},
		{{{"--bind", ""}}, "--bind"},
		{{{"--lang", "de"}}, "de"},
		{{{"--lang", "ru_RU"}}, "ru_RU"},
		{{{"--color", "yes"}}, "yes"},
		{{{"--theme", "blue"}}, "blue"},
		{{{"--script", "f"}}, "--headless"},
		{{{"--program", "server"}}, "--lesson"},
		{{{"--steps", ""}}, "--steps"},
		{{{"--check-lessons", "a", "b"}}, "b"},
		{{{"--port", "1\x1b[2J"}}, "\\e[2J"},
		{{{"\x1b]0;title\a"}}, "\\e]0;title"},
		{{{"--no\nsuch"}}, "--no\\nsuch"},
		{{{"--\xff\xfe"}}, "\\xff\\xfe"},
	};
	static struct said said;
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		read_in_child(&table[i].words, &said);
		assert_one_sentence(&said, table[i].names);
	}
}

static void wrong_line_is_answered_in_russian_too(void **unused)
{
	(void)unused;
	static struct said said;
	read_in_child(&WORDS("--lang=ru", "--port=x"), &said);
	assert_int_equal(said.status, OPTIONS_WRONG);
	assert_non_null(strstr(said.error, "«x» не подходит для --port: 0 ... 65535."));
	assert_non_null(strstr(said.error, "asyncviz --help"));
}

/* --- what is only printed ----------------------------------------------------------------------*/

static void help_names_every_option(void **unused)
{
	(void)unused;
	// clang-format off
	static const char *const names[] = {
		"-l, --lesson N|NAME", "-L, --list", "-p, --port PORT", "-b, --bind ADDR",
		"--lang en|ru", "--program NAME", "--headless", "--script FILE|-", "--steps FILE|-",
		"--record FILE", "--replay FILE|-", "--history SIZE", "--color auto|always|never",
		"--theme", "--ascii", "--lessons DIR", "--check-lessons",
		"--limit LINES", "-h, --help", "-V, --version",
	};
	// clang-format on
	static struct said said;
	read_in_child(&WORDS("--help"), &said);
	assert_int_equal(said.status, OPTIONS_DONE);
	assert_string_equal(said.error, "");
	assert_safe(said.out);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strstr(said.out, names[i]))
			fail_msg("help does not name %s", names[i]);
}

static void help_fits_80_columns_in_both_languages(void **unused)
{
	(void)unused;
	static struct said said;
	static const char *const languages[] = {"--lang=en", "--lang=ru"};
	for (int i = 0; i < 2; i++) {
		read_in_child(&WORDS(languages[i], "--help"), &said);
		for (char *line = strtok(said.out, "\n"); line; line = strtok(NULL, "\n"))
			if (text_columns(line, strlen(line)) > 80)
				fail_msg("longer than 80 columns: %s", line);
	}
}

static void version_is_one_line(void **unused)
{
	(void)unused;
	static struct said said;
	read_in_child(&WORDS("-V", "--nonsense"), &said);
	assert_int_equal(said.status, OPTIONS_DONE);
	assert_memory_equal(said.out, "asyncviz ", 9);
	assert_ptr_equal(strchr(said.out, '\n'), said.out + strlen(said.out) - 1);
	assert_string_equal(said.error, "");
}

static int set_up(void **unused)
{
	(void)unused;
	setenv("LC_ALL", "C", 1);
	unsetenv("LANGUAGE");
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_said_means_the_usual),
		cmocka_unit_test(words_go_where_they_belong),
		cmocka_unit_test(numbers_are_read_to_their_limits),
		cmocka_unit_test(choices_are_what_they_say),
		cmocka_unit_test(language_comes_from_the_environment),
		cmocka_unit_test(wrong_lines_are_answered_in_one_sentence),
		cmocka_unit_test(wrong_line_is_answered_in_russian_too),
		cmocka_unit_test(help_names_every_option),
		cmocka_unit_test(help_fits_80_columns_in_both_languages),
		cmocka_unit_test(version_is_one_line),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
