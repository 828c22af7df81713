/*
 * One decision at the start. readline calls setlocale() by itself, again and again, from the
 * environment: so what is decided here is written there too.
 */
#include "terminal/locale.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The name of the locale as text: of use where that locale is not installed. */
static bool names_utf8(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);
		if (value && *value)
			return strcasestr(value, "utf-8") || strcasestr(value, "utf8");
	}
	return false;
}

bool locale_open(void)
{
	bool is_set = setlocale(LC_CTYPE, "") != NULL;
	if (is_set && !strcasecmp(nl_langinfo(CODESET), "UTF-8"))
		return true;
	bool is_utf8 = !is_set && names_utf8();
	if (setlocale(LC_CTYPE, "C.UTF-8")) {
		unsetenv("LC_ALL");
		setenv("LC_CTYPE", "C.UTF-8", 1);
		return is_utf8;
	}
	return false;
}
