/* Reads the map of the course in the form that guides have. Which lessons there are is not known
 * here. */
#include "lesson/course_map.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/die.h"
#include "lesson/check_file.h"
#include "lesson/guide_form.h"
#include "lesson/guide_text.h"
#include "lesson/listing.h"

enum { PARTS = 20, ITEMS = 20 }; /* more than a screen holds */

static char *map_path(const char *root, enum language language)
{
	return xasprintf("%s/map.%s.md", root, language == RUSSIAN ? "ru" : "en");
}

static bool is_written(const char *root, enum language language)
{
	char *path = map_path(root, language);
	bool is_there = access(path, F_OK) == 0;

	free(path);
	return is_there;
}

static void read_items(struct guide_reader *r, struct map_part *part)
{
	cmark_node *list = guide_take_list(r, CMARK_BULLET_LIST, "A list");
	struct map_item *items = NULL;

	for (cmark_node *node = list ? cmark_node_first_child(list) : NULL;
	     node && part->item_count < ITEMS; node = cmark_node_next(node)) {
		struct map_item item = {.line = guide_line(node)};

		item.text = guide_item_pair(r, node, &item.shown_by);
		items = arena_grow(r->arena, items, part->item_count, sizeof *items);
		items[part->item_count++] = item;
	}
	part->items = items;
}

/* What stands under a heading, up to the next one. */
static struct map_part read_part(struct guide_reader *r, const char *heading)
{
	struct map_part part = {.heading = heading, .line = r->line};

	if (!heading || guide_is_next(r, CMARK_NODE_PARAGRAPH))
		part.text = guide_take_text(r, "A paragraph");
	if (!part.text || guide_is_next(r, CMARK_NODE_LIST))
		read_items(r, &part);
	if (r->at && !guide_is_next(r, CMARK_NODE_HEADING))
		guide_fault(r, guide_line(r->at), "Nothing more belongs to this part");
	while (r->at && !guide_is_next(r, CMARK_NODE_HEADING))
		r->at = cmark_node_next(r->at);
	return part;
}

/* Takes the heading that stands next and must be of that level; "" when there is none. */
static const char *take_heading(struct guide_reader *r, int level)
{
	bool is_heading = guide_is_next(r, CMARK_NODE_HEADING);
	const char *text = "";

	if (!is_heading || cmark_node_get_heading_level(r->at) != level)
		guide_fault(r, r->at ? guide_line(r->at) : 1,
		            level == 1 ? "The map opens with its title: # Title"
		                       : "A part begins with ##");
	if (is_heading) {
		r->line = guide_line(r->at);
		text = guide_text(r, r->at);
		r->at = cmark_node_next(r->at);
	}
	return text;
}

static struct course_map *read_document(struct guide_reader *r)
{
	struct course_map *map = arena_take(r->arena, sizeof *map);
	struct map_part *parts = NULL;

	r->line = 1;
	map->title = take_heading(r, 1);
	do {
		struct map_part part = read_part(r, parts ? take_heading(r, 2) : NULL);

		parts = arena_grow(r->arena, parts, map->part_count, sizeof *parts);
		parts[map->part_count++] = part;
	} while (r->at && map->part_count < PARTS);
	if (r->at)
		guide_fault(r, guide_line(r->at), "A map has at most %d parts", PARTS);
	map->parts = parts;
	return map;
}

/* NULL with faults added. */
static const struct course_map *read_file(const char *path, struct arena *arena,
                                          struct faults *faults)
{
	struct guide_reader r = {.arena = arena, .faults = faults, .path = path};
	const struct course_map *map = NULL;
	struct bytes source = {0};
	unsigned before = faults->count;

	if (lesson_file_read(&source, path, faults)) {
		cmark_node *document = guide_document(&source);

		guide_clean(&r, document, &source);
		r.at = cmark_node_first_child(document);
		map = read_document(&r);
		cmark_node_free(document);
	}
	bytes_free(&source);
	return faults->count == before ? map : NULL;
}

const struct course_map *course_map_read(const char *root, enum language language,
                                         struct arena *arena, struct faults *faults)
{
	enum language other = language == ENGLISH ? RUSSIAN : ENGLISH;
	char *path;
	const struct course_map *map;

	if (!is_written(root, language))
		language = other;
	if (!is_written(root, language))
		return NULL;
	path = map_path(root, language);
	map = read_file(path, arena, faults);
	free(path);
	return map;
}

/* What the two must agree on: item by item what shows it, and no more parts here than there. */
static void check_same_items(const struct course_map *map, const struct course_map *english,
                             const char *path, struct faults *faults)
{
	if (map->part_count != english->part_count)
		faults_add(faults, path, map->parts[map->part_count - 1].line,
		           "%u parts, where the English map has %u", map->part_count,
		           english->part_count);
	for (unsigned i = 0; i < map->part_count && i < english->part_count; i++) {
		const struct map_part *here = &map->parts[i], *there = &english->parts[i];

		if (here->item_count != there->item_count)
			faults_add(faults, path, here->line,
			           "%u items, where the English map has %u", here->item_count,
			           there->item_count);
		for (unsigned k = 0; k < here->item_count && k < there->item_count; k++)
			if (strcmp(here->items[k].shown_by, there->items[k].shown_by) != 0)
				faults_add(faults, path, here->items[k].line,
				           "The English map has `%s` here",
				           there->items[k].shown_by);
	}
}

void course_map_check(const char *root, struct faults *faults)
{
	const struct course_map *map[2] = {0};
	struct arena arena = {0};
	char *path;

	if (!is_written(root, ENGLISH) && !is_written(root, RUSSIAN))
		return;
	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		path = map_path(root, language);
		map[language] = read_file(path, &arena, faults);
		check_characters(path, false, faults);
		free(path);
	}
	path = map_path(root, RUSSIAN);
	if (map[ENGLISH] && map[RUSSIAN])
		check_same_items(map[RUSSIAN], map[ENGLISH], path, faults);
	free(path);
	arena_free(&arena);
}
