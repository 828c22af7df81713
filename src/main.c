/*
 * asyncviz: a terminal tool that runs a small real TCP server inside itself and shows how an event
 * loop works, line by line, forwards and backwards. Here: which way of running was asked for.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>

#include "base/fd.h"
#include "batch.h"
#include "command/command.h"
#include "command/fault.h"
#include "command/hints.h"
#include "options.h"
#include "terminal/terminal.h"

enum { LEAST_STACK = 256 }; /* KiB; what a request brings passes through 64 of them */

static int fail(char *why)
{
	fprintf(stderr, "asyncviz: %s\n", why);
	free(why);
	return 1;
}

static void list_lesson(const struct lesson *l)
{
	printf("%u  %s  %s\n", l->number, l->name, l->title);
	for (unsigned k = 0; k < l->program_count; k++)
		printf("     %s\n", l->programs[k].name);
}

static int list(const struct options *o)
{
	char *why, *folder = lessons_folder(o->lessons, &why);
	struct lessons *all = folder ? lessons_open(folder, o->language, &why) : NULL;
	free(folder);
	if (!all)
		return fail(why);
	for (unsigned i = 0; i < lessons_count(all); i++) {
		const struct lesson *l = lessons_at(all, i);
		if (!o->words)
			list_lesson(l);
		else if (!strcmp(o->words, "lessons"))
			printf("%u\t%s\t%s\n", l->number, l->name, l->title);
		else if (!o->lesson || l == lessons_find(all, o->lesson))
			for (unsigned k = 0; k < l->program_count; k++)
				printf("%u\t%s\t%s\n", l->number, l->programs[k].name,
				       l->programs[k].description);
	}
	lessons_close(all);
	return fflush(stdout) || ferror(stdout) ? 1 : 0;
}

/* One table, a row a line, with tabs: what completions and tests are fed with. */
static int print_words(const struct options *o)
{
	if (!strcmp(o->words, "lessons") || !strcmp(o->words, "programs"))
		return list(o);
	if (!strcmp(o->words, "options"))
		options_list(o->language);
	else if (!strcmp(o->words, "commands"))
		for (size_t i = 0; i < command_count; i++)
			printf("%s\t%s\t%s\n", commands[i]->name, commands[i]->usage,
			       commands[i]->help[o->language]);
	else {
		fputs("asyncviz: --words takes options, commands, lessons or programs.\n", stderr);
		return 2;
	}
	return fflush(stdout) || ferror(stdout) ? 1 : 0;
}

static int check(const struct options *o)
{
	static const struct lesson_commands known = {command_fault};
	char *why, *folder = lessons_folder(*o->check ? o->check : o->lessons, &why);
	if (!folder)
		return fail(why);
	unsigned faults = lessons_check(folder, &known);
	free(folder);
	return faults ? 1 : 0;
}

static int on_screen(const struct options *o)
{
	static struct app app;
	char *why = NULL, *unwritten = NULL;
	if (!app_open(&app, o, true, &why))
		return fail(why);
	hints_give(&app);
	int status = terminal_run(&app, &why);
	if (!app_end_recording(&app, &unwritten) && !status)
		status = 1;
	app_close(&app);
	if (why)
		fail(why);
	if (unwritten)
		fail(unwritten);
	return status;
}

/* Whether it may run with these rights and so much room; if not, it has said why. */
static bool may_run(enum language language)
{
	struct rlimit stack;
	if (getauxval(AT_SECURE)) {
		fputs(language == RUSSIAN
		              ? "asyncviz: чужие права (setuid и подобные) ей не нужны: "
		                "запустите без них.\n"
		              : "asyncviz: it never needs more rights than its user has: run "
		                "it without setuid and the like.\n",
		      stderr);
		return false;
	}
	if (getrlimit(RLIMIT_STACK, &stack) || stack.rlim_cur >= LEAST_STACK << 10)
		return true;
	fprintf(stderr,
	        language == RUSSIAN ? "asyncviz: стек мал: нужно хотя бы %d КиБ (ulimit -s).\n"
	                            : "asyncviz: the stack is small: at least %d KiB are needed "
	                              "(ulimit -s).\n",
	        LEAST_STACK);
	return false;
}

int main(int argc, char **argv)
{
	struct options o;
	fd_sanitise();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file at its limit is an error to report, not an end */
	switch (options_read(argc, argv, &o)) {
	case OPTIONS_DONE: return 0;
	case OPTIONS_FAILED: perror("asyncviz"); return 1;
	case OPTIONS_WRONG: return 2;
	case OPTIONS_GO: break;
	}
	if (!may_run(o.language))
		return 2;
	fd_raise_limit();
	if (o.words)
		return print_words(&o);
	if (o.wants_list)
		return list(&o);
	if (o.check)
		return check(&o);
	if (o.is_headless)
		return o.script ? batch_script(&o) : batch_serve(&o);
	return on_screen(&o);
}
