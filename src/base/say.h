/* The two languages, and one thing to say in both. What is said, and in which, others know. */
#ifndef BASE_SAY_H
#define BASE_SAY_H

enum language { ENGLISH, RUSSIAN };

struct say {
	const char *en, *ru;
};

static inline const char *say_in(enum language language, const struct say *say)
{
	return language == RUSSIAN ? say->ru : say->en;
}

#endif
