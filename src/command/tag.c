/* From a tag, or a line number, to a line of the listing. */
#include "command/tag.h"

#include <stdlib.h>
#include <string.h>

#include "base/show.h"

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

unsigned command_find_tag(const struct program *p, const char *tag)
{
	unsigned long number = is_number(tag) ? strtoul(tag, NULL, 10) : 0;
	if (number > 0 && number <= EVENT_LINES && program_tag_at(p, (unsigned)number))
		return (unsigned)number;
	return program_tag_line(p, tag);
}

unsigned command_tag_line(struct app *app, const char *tag)
{
	char shown[60];
	unsigned line = command_find_tag(app->view.program->twin, tag);
	if (line)
		return line;
	show(shown, sizeof shown, tag, strlen(tag));
	if (is_number(tag))
		app_refuse(app, "Line %s does not run or does not exist.",
		           "Строки %s нет, или она не выполняется.", shown);
	else
		app_refuse(app, "The listing has no tag \"%s\" (Tab shows them all).",
		           "В листинге нет метки «%s» (Tab покажет все).", shown);
	return 0;
}
