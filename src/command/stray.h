/*
 * Keys that do nothing here are answered, once: with where all keys are shown, or, when a command
 * is being typed without its colon, with that.
 */
#ifndef COMMAND_STRAY_H
#define COMMAND_STRAY_H

#include <stdint.h>

#include "app.h"

enum { STRAY_LONGEST = 32 };

/* The last characters that were pressed as keys; zeroed is a good start. */
struct stray {
	char typed[STRAY_LONGEST + 1];
	unsigned length;
};

/* A key was pressed where keys are keys; does_nothing: no command belongs to it. */
void stray_press(struct stray *s, struct app *app, uint32_t key, bool does_nothing);

#endif
