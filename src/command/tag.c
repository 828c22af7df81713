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

/* A script has no Tab. */
static const char *tab(const struct app *app)
{
	static const struct say shows = {" (Tab shows them all)", " (Tab покажет все)"};
	return app->is_interactive ? say_in(app->view.language, &shows) : "";
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
		app_refuse(app, "The listing has no tag \"%s\"%s.", "В листинге нет метки «%s»%s.",
		           shown, tab(app));
	return 0;
}
