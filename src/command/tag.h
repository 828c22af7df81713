/* For commands that take a tag of the listing. */
#ifndef COMMAND_TAG_H
#define COMMAND_TAG_H

#include "app.h"

/* The line of the tag (a line number is taken too); 0 when there is none. */
unsigned command_find_tag(const struct program *p, const char *tag);
/* The same in the program on the stage, and said when there is none. */
unsigned command_tag_line(struct app *app, const char *tag);

#endif
