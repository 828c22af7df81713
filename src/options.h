/* The command line: what each option means, and help made from the same table. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "app.h"

enum options_answer { OPTIONS_GO, OPTIONS_DONE, OPTIONS_FAILED, OPTIONS_WRONG };

/* Reads argv, which stays in use, into *options. DONE: --help or --version was printed. FAILED:
 * standard output did not take it, as errno says. WRONG: one sentence went to standard error. */
enum options_answer options_read(int argc, char **argv, struct options *options);

/* Prints the table of options, a row a line: name, letter, argument, help, with tabs between them.
 * "-" stands for none, since shells run empty fields together. */
void options_list(enum language language);

#endif
