/* What `set` says of itself, held against the table of settings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "command/command.h"
#include "command/settings.h"

/* "theme dark|light|mono", as texts write it. */
static const char *form(const struct setting *s)
{
	static char text[100];
	size_t length = (size_t)snprintf(text, sizeof text, "%s ", s->key);
	for (unsigned i = 0; s->values && s->values[i]; i++)
		length += (size_t)snprintf(text + length, sizeof text - length, "%s%s",
		                           i ? "|" : "", s->values[i]);
	return text;
}

static void help_tells_of_each_setting_and_its_values(void **state)
{
	(void)state;
	const struct command *set = command_find("set", 3);
	for (const struct setting *s = settings; s->key; s++)
		for (int language = ENGLISH; language <= RUSSIAN; language++)
			if (!strstr(set->help[language], form(s)))
				fail_msg("\"%s\" lacks \"%s\"", set->help[language], form(s));
}

static void usage_tells_of_each_setting_and_its_values(void **state)
{
	(void)state;
	static struct app app;
	for (int language = ENGLISH; language <= RUSSIAN; language++) {
		app.view.language = (enum language)language;
		assert_int_equal(command_find("set", 3)->run(&app, "no such"), COMMAND_FAILED);
		for (const struct setting *s = settings; s->key; s++)
			if (!strstr(app.view.message, form(s)))
				fail_msg("\"%s\" lacks \"%s\"", app.view.message, form(s));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_tells_of_each_setting_and_its_values),
		cmocka_unit_test(usage_tells_of_each_setting_and_its_values),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
