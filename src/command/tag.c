/* From a tag, or a line number, to a line of the listing. */
#include "command/tag.h"

#include <stdlib.h>
#include <string.h>

#include "base/show.h"

unsigned command_tag_line(struct app *app, const char *tag)
{
	char shown[60];
	const struct program *p = app->view.program->twin;
	unsigned line = program_tag_line(p, tag);
	char *end;
	unsigned long number = strtoul(tag, &end, 10);
	if (!line && *tag >= '0' && *tag <= '9' && !*end && number <= EVENT_LINES &&
	    program_tag_at(p, (unsigned)number))
		line = (unsigned)number;
	if (line)
		return line;
	show(shown, sizeof shown, tag, strlen(tag));
	if (!tag[strspn(tag, "0123456789")])
		app_refuse(app, "Line %s does not run or does not exist.",
		           "Строки %s нет, или она не выполняется.", shown);
	else
		app_refuse(app, "The listing has no tag \"%s\" (Tab shows them all).",
		           "В листинге нет метки «%s» (Tab покажет все).", shown);
	return 0;
}
