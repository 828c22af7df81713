/*
 * Files that a user may have put there and that readline would read without a look: what would
 * hold it for ever, or fill the memory, is found out before.
 */
#ifndef TERMINAL_USER_FILE_H
#define TERMINAL_USER_FILE_H

#include "app.h"
#include "base/bytes.h"

enum { USER_FILE_MIB = 1, USER_FILE_MOST = USER_FILE_MIB << 20 };

enum user_file_fault {
	USER_FILE_FINE,
	USER_FILE_NONE, /* missing or unreadable, or /dev/null, as one says "none" */
	USER_FILE_IRREGULAR, /* a FIFO, a device, a folder */
	USER_FILE_BIG /* more than USER_FILE_MOST */
};

/* What is wrong with a file of at most so many bytes. Never waits. */
enum user_file_fault user_file_fault(const char *path, size_t cap);

/* Adds the whole file; anything but USER_FILE_FINE leaves *to as it was. */
enum user_file_fault user_file_read(struct bytes *to, const char *path, size_t cap);

/* Says that it is not read and why; nothing where there is none. */
void user_file_say(struct app *app, const char *path, enum user_file_fault fault);

#endif
