/*
 * All lessons of a folder, and the questions that others ask of one. How a lesson is read is the
 * business of load.c.
 */
#include "lesson/lesson.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "lesson/arena.h"
#include "lesson/course_map.h"
#include "lesson/faults.h"
#include "lesson/load.h"

struct lessons {
	struct arena arena;
	struct lesson *lesson; /* by number */
	unsigned count;
	unsigned hidden; /* how many at the front are out of the menu: the template */
	const struct course_map *map;
};

static bool is_open(const struct lessons *all, const char *folder)
{
	for (unsigned i = 0; i < all->count; i++)
		if (strcmp(all->lesson[i].folder, folder) == 0)
			return true;
	return false;
}

static bool is_there(const char *root, const char *folder)
{
	char *path = lesson_path(root, folder, "", "");
	struct stat status;
	bool is_folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);

	free(path);
	return is_folder;
}

/* The language asked for; the other one where only that is written. */
static enum language language_of(const char *root, const char *folder, enum language wanted)
{
	char *path = lesson_path(root, folder, lesson_guide_name(wanted), "");
	bool is_written = access(path, F_OK) == 0;
	enum language other = wanted == ENGLISH ? RUSSIAN : ENGLISH;

	free(path);
	if (is_written)
		return wanted;
	path = lesson_path(root, folder, lesson_guide_name(other), "");
	is_written = access(path, F_OK) == 0;
	free(path);
	return is_written ? other : wanted;
}

static int by_number(const void *a, const void *b)
{
	const struct lesson *one = a, *other = b;

	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	return strcmp(one->folder, other->folder);
}

static void read_all(struct lessons *all, const char *root, enum language language,
                     struct faults *faults)
{
	for (size_t i = 0; i < program_count; i++) {
		const char *folder = programs[i]->lesson;

		if (is_open(all, folder) || !is_there(root, folder))
			continue;
		all->lesson = xreallocarray(all->lesson, all->count + 1, sizeof *all->lesson);
		lesson_load(&all->lesson[all->count], root, folder,
		            language_of(root, folder, language), &all->arena, faults);
		all->count++;
	}
	if (all->count == 0) {
		faults_add(faults, root, 0, "None of this program's lessons is in this folder");
		return;
	}
	qsort(all->lesson, all->count, sizeof *all->lesson, by_number);
	while (all->hidden < all->count && all->lesson[all->hidden].number == 0)
		all->hidden++;
}

struct lessons *lessons_open(const char *folder, enum language language, char **why)
{
	struct lessons *all = xcalloc(1, sizeof *all);
	struct faults faults = {0};

	read_all(all, folder, language, &faults);
	all->map = course_map_read(folder, language, &all->arena, &faults);
	if (faults.count > 0) {
		*why = faults_first(&faults);
		lessons_close(all);
		all = NULL;
	}
	faults_free(&faults);
	return all;
}

void lessons_close(struct lessons *all)
{
	if (!all)
		return;
	arena_free(&all->arena);
	free(all->lesson);
	free(all);
}

unsigned lessons_count(const struct lessons *all)
{
	return all->count - all->hidden;
}

const struct lesson *lessons_at(const struct lessons *all, unsigned i)
{
	return &all->lesson[all->hidden + i];
}

unsigned lessons_entries(const struct lessons *all)
{
	unsigned entries = 0;

	for (unsigned i = 0; i < lessons_count(all); i++)
		entries += lessons_at(all, i)->program_count;
	return entries;
}

struct lessons_entry lessons_entry(const struct lessons *all, unsigned entry)
{
	for (unsigned i = 0; i < lessons_count(all); i++) {
		const struct lesson *l = lessons_at(all, i);

		if (entry < l->program_count)
			return (struct lessons_entry){l, &l->programs[entry]};
		entry -= l->program_count;
	}
	return (struct lessons_entry){0};
}

unsigned lessons_entry_of(const struct lessons *all, const struct lesson_program *program)
{
	unsigned entries = lessons_entries(all), i = 0;

	while (i < entries && lessons_entry(all, i).program != program)
		i++;
	return i < entries ? i : 0;
}

const struct course_map *lessons_map(const struct lessons *all)
{
	return all->map;
}

unsigned map_item_lesson(const struct map_item *item, const struct lessons *all)
{
	const char *slash = strchr(item->shown_by, '/');
	size_t length = slash ? (size_t)(slash - item->shown_by) : strlen(item->shown_by);

	for (unsigned i = 0; i < lessons_count(all); i++) {
		const struct lesson *l = lessons_at(all, i);
		bool is_it = strlen(l->name) == length &&
		             memcmp(l->name, item->shown_by, length) == 0;

		if (is_it && (!slash || lesson_program(l, slash + 1)))
			return l->number;
	}
	return 0;
}

bool lesson_is_meant(const char *folder, const char *number_or_name)
{
	size_t digits = strspn(number_or_name, "0123456789");
	unsigned number;
	const char *name;

	if (!lesson_folder_name(folder, &number, &name))
		return false;
	if (digits > 0 && !number_or_name[digits])
		return digits < 10 && strtoul(number_or_name, NULL, 10) == number;
	return strcmp(name, number_or_name) == 0 || strcmp(folder, number_or_name) == 0;
}

const struct lesson *lessons_find(const struct lessons *all, const char *number_or_name)
{
	for (unsigned i = 0; i < all->count; i++)
		if (lesson_is_meant(all->lesson[i].folder, number_or_name))
			return &all->lesson[i];
	return NULL;
}

const struct lesson_program *lesson_program(const struct lesson *l, const char *name)
{
	for (unsigned i = 0; i < l->program_count; i++)
		if (!name || strcmp(l->programs[i].name, name) == 0)
			return &l->programs[i];
	return NULL;
}

static bool is_meant_for(const struct lesson_text *text, const char *tag, const char *program)
{
	bool is_own = text->program && program && strcmp(text->program, program) == 0;

	return strcmp(text->name, tag) == 0 && (is_own || (!text->program && !program));
}

static const struct lesson_text *text_for(const struct lesson *l, const char *tag,
                                          const char *program, const struct lesson_moment *moment)
{
	const struct lesson_text *plain = NULL;

	for (unsigned i = 0; i < l->text_count; i++) {
		const struct lesson_text *text = &l->texts[i];

		if (!is_meant_for(text, tag, program))
			continue;
		if (!text->condition)
			plain = text;
		else if (moment && text->when && moment->holds(moment->context, text->when))
			return text;
	}
	return plain;
}

const struct lesson_text *lesson_text_at(const struct lesson *l, const struct lesson_program *p,
                                         unsigned line, const struct lesson_moment *moment)
{
	const char *tag = program_tag_at(p->twin, line);
	const struct lesson_text *own = tag ? text_for(l, tag, p->name, moment) : NULL;

	return own || !tag ? own : text_for(l, tag, NULL, moment);
}

const char *program_tag_at(const struct program *p, unsigned line)
{
	for (const struct tag *tag = p->tags; tag->name; tag++)
		if (tag->line == line)
			return tag->name;
	return NULL;
}

unsigned program_tag_line(const struct program *p, const char *tag)
{
	for (const struct tag *each = p->tags; each->name; each++)
		if (strcmp(each->name, tag) == 0)
			return each->line;
	return 0;
}

enum phase program_phase(const struct program *p, unsigned line)
{
	for (size_t i = 0; i < sizeof p->phases / sizeof p->phases[0]; i++)
		if (line >= p->phases[i].first && line <= p->phases[i].last &&
		    p->phases[i].first > 0)
			return p->phases[i].phase;
	return PHASE_RUN;
}
