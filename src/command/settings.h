/* What `set` can change while the program runs: one table, from which set and Tab live. */
#ifndef COMMAND_SETTINGS_H
#define COMMAND_SETTINGS_H

#include "app.h"

struct setting {
	const char *key;
	const char *const *values; /* that Tab offers, ended by NULL; NULL: none */
	bool (*set)(struct app *app, const char *text); /* false: it takes no such value */
};

extern const struct setting settings[]; /* ended by one without a key */

/* The one whose key these bytes are; NULL none. */
const struct setting *setting_find(const char *key, size_t length);

#endif
