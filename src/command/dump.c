/* dump: prints the screen as text; for scripts. */
#include "command/command.h"

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	if (app->is_interactive) {
		app_refuse(app, "dump is for scripts: here you see the screen itself.",
		           "dump — для сценариев: здесь экран и так перед вами.");
		return COMMAND_FAILED;
	}
	struct bytes text = {0};
	command_compose(app);
	canvas_dump(&app->canvas, &text);
	fputs(bytes_text(&text), app->dump_to);
	bytes_free(&text);
	return COMMAND_DONE;
}

const struct command command_dump = {
	.name = "dump",
	.topic = TOPIC_SCRIPTS,
	.usage = "dump",
	.help = {"print the screen as text (in scripts)", "напечатать экран текстом (в сценариях)"},
	.works_in_past = true,
	.run = run,
};
