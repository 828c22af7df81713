/* The two languages, and one thing to say in both. What is said, and in which, others know. */
#ifndef BASE_SAY_H
#define BASE_SAY_H

#include <stdbool.h>

enum language { ENGLISH, RUSSIAN };

struct say {
	const char *en, *ru;
};

static inline const char *say_in(enum language language, const struct say *say)
{
	return language == RUSSIAN ? say->ru : say->en;
}

/* Russian counts in three forms: 1 and 21 строка, 2 to 4 строки, the others строк. */
static inline const char *say_in_russian(unsigned long long count, const char *one, const char *few,
                                         const char *many)
{
	unsigned ten = (unsigned)(count % 10), hundred = (unsigned)(count % 100);
	bool is_teen = hundred > 10 && hundred < 20;
	return ten == 1 && !is_teen ? one : ten > 1 && ten < 5 && !is_teen ? few : many;
}

#endif
