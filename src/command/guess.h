/* What somebody may have meant who typed a command that there is none of. */
#ifndef COMMAND_GUESS_H
#define COMMAND_GUESS_H

#include <stddef.h>

/* The name of a command, or the line of a key that was typed as one; NULL where nothing is near. */
const char *guess_command(const char *typed, size_t length);

#endif
