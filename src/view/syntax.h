/*
 * Colours for one line of a listing: where keywords, strings and comments stand. No parser: a line
 * is looked at alone, which is enough for listings without strings over several lines.
 */
#ifndef VIEW_SYNTAX_H
#define VIEW_SYNTAX_H

#include <stdbool.h>

#include "view/canvas.h"

/* Paints a line that was drawn at `column` (which may be negative) of a row of the box. */
void syntax_paint(struct canvas *c, struct box clip, int row, int column, const char *line,
                  bool is_c);

#endif
