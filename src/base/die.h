/*
 * The end of a program that cannot go on (no memory, a kernel that refuses what it always grants),
 * and allocation that ends so.
 *
 * Invariants: never used for what a user, a file or a peer did (those are false returns with a
 * message); the terminal is given back before a word is printed; the exit status is 1. A caller
 * passes only text that is safe on a terminal: bytes from outside go through show() first.
 */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include <stddef.h>
#include <stdint.h>

/* Prints "asyncviz: MESSAGE" and a newline to standard error and exits. Not for signal handlers. */
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);

/* The same with ": " and the text of errno, as it was at the call. */
__attribute__((noreturn, format(printf, 1, 2))) void die_errno(const char *format, ...);

/* What gives the terminal back; called at most once, NULL for nothing. The last one set counts. */
void die_set_restore(void (*restore)(void));

/*
 * Memory that is always there: never NULL, also for a size of 0; lack of it, or a product that
 * overflows, ends the program. Sizes are bytes. The result is the caller's to free().
 */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);

/* Room for count elements of size bytes each; the new part is not cleared. */
void *xreallocarray(void *old, size_t count, size_t size);

/* Room for an element number `id`: grows where *count (elements) says that there is none yet; new
 * elements are zero. */
void *xreach(void *array, uint32_t *count, uint32_t id, size_t size);

char *xstrdup(const char *text);
__attribute__((format(printf, 1, 2))) char *xasprintf(const char *format, ...);

#endif
