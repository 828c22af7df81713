/*
 * Brings together what the files of one lesson say and what the binary has. It does not know which
 * lessons there are.
 */
#include "lesson/load.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/die.h"
#include "base/show.h"
#include "lesson/guide.h"
#include "lesson/listing.h"

enum { TAB_WIDTH = 4 }; /* in a twin's source: eight would not fit the pane */

struct loader {
	const char *root, *folder, *guide;
	struct arena *arena;
	struct faults *faults;
};

bool lesson_folder_name(const char *folder, unsigned *number, const char **name)
{
	size_t digits = strspn(folder, "0123456789");

	if (digits == 0 || digits > 4 || folder[digits] != '-' || !folder[digits + 1])
		return false;
	*number = (unsigned)strtoul(folder, NULL, 10);
	*name = folder + digits + 1;
	return true;
}

const char *lesson_guide_name(enum language language)
{
	return language == RUSSIAN ? "guide.ru.md" : "guide.en.md";
}

char *lesson_path(const char *root, const char *folder, const char *name, const char *suffix)
{
	return xasprintf("%s/%s/%s%s", root, folder, name, suffix);
}

static const char *shown_line(struct arena *arena, const char *text, size_t length)
{
	struct bytes flat = {0}, shown = {0};
	const char *kept;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == '\t')
			bytes_addf(&flat, "%*s", (int)(TAB_WIDTH - flat.length % TAB_WIDTH), "");
		else
			bytes_add_char(&flat, text[i]);
	}
	show_plain_into(&shown, flat.data, flat.length);
	kept = arena_text(arena, shown.data, shown.length);
	bytes_free(&shown);
	bytes_free(&flat);
	return kept;
}

static const struct program *find_twin(const char *folder, const char *name)
{
	for (size_t i = 0; i < program_count; i++)
		if (strcmp(programs[i]->lesson, folder) == 0 &&
		    strcmp(programs[i]->name, name) == 0)
			return programs[i];
	return NULL;
}

static bool load_python(struct loader *w, struct lesson_program *program,
                        const struct program *twin)
{
	char *path = lesson_path(w->root, w->folder, program->name, ".py");
	struct listing listing;
	const char **lines;
	bool is_fine = listing_read(&listing, path, w->faults);

	if (is_fine && listing.hash != twin->hash) {
		faults_add(w->faults, path, 1,
		           "This is not the listing that the twin in this program was built for; "
		           "run make, or bring the old one back");
		listing_free(&listing);
		is_fine = false;
	}
	free(path);
	if (!is_fine)
		return false;
	lines = arena_take(w->arena, listing.count * sizeof *lines);
	for (unsigned i = 0; i < listing.count; i++)
		lines[i] = shown_line(w->arena, listing.line[i].text, strlen(listing.line[i].text));
	program->python = lines;
	program->python_count = listing.count;
	listing_free(&listing);
	return true;
}

/* Whether the source has the word followed by "(tag" and the end of the tag. */
static bool stands_in(const char *line, const char *word, const char *tag)
{
	size_t length = strlen(word);

	for (const char *at = line; (at = strstr(at, word)); at += length) {
		const char *end = at + length + strlen(tag);

		if (strncmp(at + length, tag, strlen(tag)) == 0 && (*end == ')' || *end == ','))
			return at == line || !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ_", at[-1]);
	}
	return false;
}

static unsigned find_in_c(const struct lesson_program *program, const char *tag)
{
	for (unsigned i = 0; program->c && i < program->c_count; i++)
		if (stands_in(program->c[i], "AT(", tag) ||
		    stands_in(program->c[i], "EXCEPT(", tag))
			return i + 1;
	return 0;
}

static bool load_c(struct loader *w, struct lesson_program *program, const struct program *twin)
{
	char *path = lesson_path(w->root, w->folder, program->name, ".c");
	struct bytes source = {0};
	bool is_fine = lesson_file_read(&source, path, w->faults);
	const char **lines = NULL;
	unsigned *c_line;

	free(path);
	for (size_t at = 0, length; is_fine && at < source.length; at += length + 1) {
		length = strcspn(source.data + at, "\n");
		lines = arena_grow(w->arena, lines, program->c_count, sizeof *lines);
		lines[program->c_count++] = shown_line(w->arena, source.data + at, length);
	}
	program->c = lines;
	bytes_free(&source);
	c_line = arena_take(w->arena, (program->python_count + 1) * sizeof *c_line);
	for (const struct tag *tag = twin->tags; tag->name; tag++)
		if (tag->line <= program->python_count)
			c_line[tag->line] = find_in_c(program, tag->name);
	program->c_line = c_line;
	return is_fine;
}

static void load_program(struct loader *w, struct lesson_program *program)
{
	const struct program *twin = find_twin(w->folder, program->name);

	if (!twin) {
		faults_add(w->faults, w->guide, program->line,
		           "`%s` is no program that was built in; write %s.py and %s.c, run make",
		           program->name, program->name, program->name);
		return;
	}
	if (load_python(w, program, twin) && load_c(w, program, twin))
		program->twin = twin;
}

bool lesson_load(struct lesson *lesson, const char *root, const char *folder,
                 enum language language, struct arena *arena, struct faults *faults)
{
	char *guide = lesson_path(root, folder, lesson_guide_name(language), "");
	char *demo = lesson_path(root, folder, "demo.play", "");
	struct loader work = {root, folder, guide, arena, faults};
	struct lesson_program *own;
	unsigned before = faults->count;

	*lesson = (struct lesson){
		.folder = arena_text(arena, folder, strlen(folder)), .title = "", .goal = ""};
	if (!lesson_folder_name(lesson->folder, &lesson->number, &lesson->name))
		lesson->name = lesson->folder;
	if (access(demo, R_OK) == 0)
		lesson->demo = arena_text(arena, demo, strlen(demo));
	if (guide_read(lesson, &own, guide, arena, faults) || lesson->program_count > 0)
		for (unsigned i = 0; i < lesson->program_count; i++)
			load_program(&work, &own[i]);
	free(demo);
	free(guide);
	return faults->count == before;
}
