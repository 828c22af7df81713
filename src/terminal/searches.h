/*
 * What was searched for since the program began: a history of its own, so that Up at / brings back
 * a search and never a command. Between begin and end it stands in the place of readline's.
 */
#ifndef TERMINAL_SEARCHES_H
#define TERMINAL_SEARCHES_H

void searches_begin(void);
/* Adds a text to them, if not NULL or empty. */
void searches_end(const char *text);

#endif
