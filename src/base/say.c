/* How words go with a number: by the rules of each language, which are two forms and three. */
#include "base/say.h"

/* 1, 21, 101 клиент; 2, 3, 4, 22 клиента; all others, 11 to 14 among them, клиентов. */
static unsigned russian_form(unsigned long n)
{
	unsigned long ten = n % 10, hundred = n % 100;
	if (hundred > 10 && hundred < 20)
		return 2;
	return ten == 1 ? 0 : ten > 1 && ten < 5 ? 1 : 2;
}

const char *say_counted(enum language language, unsigned long n, const struct say_forms *forms)
{
	return language == RUSSIAN ? forms->ru[russian_form(n)] : forms->en[n != 1];
}
