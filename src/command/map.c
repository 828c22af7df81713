/* map: how the lessons hang together, on the screen or, in a script, as text. */
#include "command/command.h"

static void print_item(struct app *app, const struct map_item *item)
{
	unsigned number = map_item_lesson(item, app->lessons);
	if (number)
		fprintf(app->dump_to, "%3u  %s\n", number, item->text);
	else
		fprintf(app->dump_to, "     %s\n", item->text);
}

static void print(struct app *app, const struct course_map *map)
{
	for (unsigned i = 0; i < map->part_count; i++) {
		const struct map_part *part = &map->parts[i];
		fprintf(app->dump_to, "%s%s\n", i ? "\n" : "",
		        part->heading ? part->heading : map->title);
		if (part->text)
			fprintf(app->dump_to, "%s\n", part->text);
		for (unsigned k = 0; k < part->item_count; k++)
			print_item(app, &part->items[k]);
	}
}

static enum command_answer run(struct app *app, const char *rest)
{
	(void)rest;
	const struct course_map *map = lessons_map(app->lessons);
	if (!map) {
		app_refuse(app, "These lessons have no map.", "У этих уроков нет карты.");
		return COMMAND_FAILED;
	}
	if (app->is_interactive)
		command_turn_page(app, PAGE_MAP);
	else
		print(app, map);
	return COMMAND_DONE;
}

const struct command command_map = {
	.name = "map",
	.topic = TOPIC_SCREEN,
	.usage = "map",
	.keys = "M",
	.help = {"the map of the course: which lesson shows what",
                 "карта курса: какой урок что показывает"},
	.works_over = OVER_ALL,
	.is_forgotten = true,
	.works_in_past = true,
	.run = run,
};
