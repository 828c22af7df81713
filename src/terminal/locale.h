/*
 * The character set of the terminal. Everything inside is UTF-8; where the locale is another one,
 * C.UTF-8 takes its place, so that typing and history work, and the view keeps to ASCII boxes.
 */
#ifndef TERMINAL_LOCALE_H
#define TERMINAL_LOCALE_H

#include <stdbool.h>

/* Sets LC_CTYPE, alone of all categories. Whether the terminal is known to show UTF-8. */
bool locale_open(void);

#endif
