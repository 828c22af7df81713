/*
 * Small files of the user that outlive the program: in $XDG_STATE_HOME/asyncviz, or in
 * ~/.local/state/asyncviz where that is not set. Relative paths are as good as none, as XDG says.
 *
 * Invariants: folders are made with mode 0700, files with 0600; only regular files are read, and
 * only those are replaced, as a whole or not at all; nothing here waits (a FIFO, a device).
 */
#ifndef BASE_STATE_H
#define BASE_STATE_H

#include "base/bytes.h"

enum state_found {
	STATE_NONE, /* no such file, or no place for one */
	STATE_READ,
	STATE_UNREADABLE /* too large, no regular file, not ours to read */
};

/* Where a file of that name is, the caller's to free; NULL where there is no place for it. */
char *state_path(const char *name);

/* Makes the folders on the way to a file; true when they are there. */
bool state_make_folders(char *path);

/* Adds the whole file. */
enum state_found state_read(struct bytes *bytes, const char *name, size_t cap);

/* Replaces the file, or makes it; false when that cannot be. */
bool state_write(const struct bytes *bytes, const char *name);

#endif
