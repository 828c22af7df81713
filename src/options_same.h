/* Which two of the files that options name are one file. Knows of no other fault of theirs. */
#ifndef OPTIONS_SAME_H
#define OPTIONS_SAME_H

#include "app.h"

/*
 * Names of two options ("record", "steps", "replay", "script") that lead to one file, whether by
 * one path or by two, by links of either kind, by standard input or output; also to one that does
 * not exist yet. A device of characters (a terminal, /dev/null) is no file in this sense. False
 * when there are no two. Opens nothing.
 */
bool options_same(const struct options *options, const char **one, const char **other);

#endif
