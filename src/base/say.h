/* The two languages, one thing to say in both, and how words go with a number. What is said, and in
 * which, others know. */
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

/* A word beside a number: one client, two clients; 1 клиент, 2 клиента, 5 клиентов. */
struct say_forms {
	const char *en[2], *ru[3];
};

const char *say_counted(enum language language, unsigned long n, const struct say_forms *forms);

#endif
