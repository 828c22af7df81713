/* For commands that take a tag of the listing. */
#ifndef COMMAND_TAG_H
#define COMMAND_TAG_H

#include "app.h"

/* The line of the tag (a line number is taken too); 0, and said, when there is none. */
unsigned command_tag_line(struct app *app, const char *tag);

#endif
