/* stat(2) opens nothing, so nothing can be set off by it; what changes between that and the reading
 * is met by the reader of base/, which never waits either. */
#include "terminal/user_file.h"

#include <string.h>
#include <sys/stat.h>

#include "base/show.h"

enum { NAME_SIZE = 80 };

enum user_file_fault user_file_fault(const char *path, size_t cap)
{
	struct stat about;
	if (stat(path, &about) < 0 || !strcmp(path, "/dev/null"))
		return USER_FILE_NONE;
	if (!S_ISREG(about.st_mode))
		return USER_FILE_IRREGULAR;
	return (uintmax_t)about.st_size > cap ? USER_FILE_BIG : USER_FILE_FINE;
}

enum user_file_fault user_file_read(struct bytes *to, const char *path, size_t cap)
{
	const char *why = NULL;
	enum user_file_fault fault = user_file_fault(path, cap);
	if (fault)
		return fault;
	if (strcmp(path, "-") != 0 && bytes_read_file(to, path, cap, &why))
		return USER_FILE_FINE;
	return why == bytes_too_big ? USER_FILE_BIG : USER_FILE_NONE;
}

void user_file_say(struct app *app, const char *path, enum user_file_fault fault)
{
	char shown[NAME_SIZE];
	show(shown, sizeof shown, path, strlen(path));
	if (fault == USER_FILE_IRREGULAR)
		app_refuse(app, "%s was not read: it is not a regular file.",
		           "Файл %s не прочитан: это не обычный файл.", shown);
	if (fault == USER_FILE_BIG)
		app_refuse(app, "%s was not read: it is larger than %d MiB.",
		           "Файл %s не прочитан: он больше %d МиБ.", shown, USER_FILE_MIB);
}
