/* Where there is no terminal to draw on: one sentence that says what to do instead. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* C8: and nothing is drawn. */
static void dumb_terminals_get_a_sentence(void **state)
{
	(void)state;
	struct term t;
	term_start(&t, &(struct term_options){.type = "dumb"});
	assert_int_equal(term_wait(&t), 2);
	assert_true(term_shows(&t, "cannot move the cursor"));
	assert_true(term_wrote(&t, "--headless --script FILE"));
	assert_false(term_wrote(&t, "\033"));
	term_end(&t);
}

static void and_in_russian(void **state)
{
	(void)state;
	struct term t;
	const char *const arguments[] = {"--lesson", "5", "--port", "0", "--lang", "ru", NULL};
	term_start(&t, &(struct term_options){.type = "dumb", .arguments = arguments});
	assert_int_equal(term_wait(&t), 2);
	assert_true(term_shows(&t, "не умеет перемещать курсор"));
	assert_true(term_wrote(&t, "--headless --script FILE"));
	term_end(&t);
}

/* Runs it by the shell; returns its exit status, and what it printed. */
static int run(const char *redirection, char *text, size_t size)
{
	char line[512];
	const char *program = getenv("ASYNCVIZ");
	snprintf(line, sizeof line,
	         "TERM=xterm-256color '%s' --lesson 5 --port 0 --lang en 2>&1 %s",
	         program ? program : "./asyncviz", redirection);
	FILE *output = popen(line, "re");
	assert_non_null(output);
	text[fread(text, 1, size - 1, output)] = '\0';
	return WEXITSTATUS(pclose(output));
}

/* C10, C11: input that is no terminal. */
static void a_pipe_or_a_file_gets_a_sentence(void **state)
{
	(void)state;
	static const char *const redirections[] = {"</dev/null", "</etc/passwd", "<&-"};
	for (size_t i = 0; i < sizeof redirections / sizeof *redirections; i++) {
		char text[4096];
		assert_int_equal(run(redirections[i], text, sizeof text), 2);
		assert_non_null(strstr(text, "is not a terminal"));
		assert_non_null(strstr(text, "--headless --script FILE"));
		assert_null(strchr(text, '\033'));
		assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	}
}

static void an_unknown_lesson_is_refused_before_anything_is_drawn(void **state)
{
	(void)state;
	struct term t;
	const char *const arguments[] = {"--lesson", "77", "--port", "0", "--lang", "en", NULL};
	term_start(&t, &(struct term_options){.arguments = arguments});
	assert_int_equal(term_wait(&t), 1);
	assert_true(term_shows(&t, "77"));
	assert_false(term_wrote(&t, "\033"));
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dumb_terminals_get_a_sentence),
		cmocka_unit_test(and_in_russian),
		cmocka_unit_test(a_pipe_or_a_file_gets_a_sentence),
		cmocka_unit_test(an_unknown_lesson_is_refused_before_anything_is_drawn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
