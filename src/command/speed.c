/* speed N|max|+|-: lines a second. */
#include "command/command.h"

#include <string.h>

#include "base/show.h"

enum { FASTEST = 1000 };

/* The next speed of a scale that doubles: 1, 2, 4 ... 1000, as fast as it can. */
static unsigned other(unsigned speed, bool faster)
{
	if (faster)
		return speed == 0 || speed >= FASTEST ? 0
		       : speed * 2 > FASTEST          ? FASTEST
		                                      : speed * 2;
	return speed == 0 ? FASTEST : speed > 1 ? speed / 2 : 1;
}

static void say_speed(struct app *app, unsigned speed)
{
	static const struct say_forms lines = {{"line", "lines"}, {"строка", "строки", "строк"}};
	if (!speed)
		app_say(app, "Speed: as fast as it can.", "Скорость: как можно быстрее.");
	else
		app_say(app, "Speed: %u %s a second.", "Скорость: %u %s в секунду.", speed,
		        say_counted(app->view.language, speed, &lines));
}

static enum command_answer refuse(struct app *app, const char *rest)
{
	char shown[40];
	show(shown, sizeof shown, rest, strlen(rest));
	app_refuse(app, "\"%s\" is no speed: from 1 to %d lines a second, max, + or -.",
	           "«%s» — не скорость: от 1 до %d строк в секунду, max, + или -.", shown, FASTEST);
	return COMMAND_FAILED;
}

static enum command_answer run(struct app *app, const char *rest)
{
	unsigned long number;
	unsigned speed = app->view.speed;
	if (!strcmp(rest, "max"))
		speed = 0;
	else if (!strcmp(rest, "+") || !strcmp(rest, "-"))
		speed = other(speed, *rest == '+');
	else if (command_number(app, rest, 1, FASTEST, &number))
		speed = (unsigned)number;
	else
		return refuse(app, rest);
	app->view.speed = speed;
	app->next_line_at = 0;
	say_speed(app, speed);
	return COMMAND_DONE;
}

const struct command command_speed = {
	.name = "speed",
	.topic = TOPIC_MOVING,
	.usage = "speed N|max|+|-",
	.keys = "+ -",
	.help = {"lines a second for go (1 to 1000), or as fast as it can",
                 "строк в секунду для пуска (от 1 до 1000) или как можно быстрее"},
	.works_in_past = true,
	.argument = ARGUMENT_WORD,
	.words = (const char *const[]){"max", "+", "-", NULL},
	.run = run,
};
