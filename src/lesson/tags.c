/*
 * The build's own tool, a program of its own: `tags LISTING` prints the header that ties a twin to
 * its listing, `tags --registry FOLDER/NAME.c...` the table of all twins. It needs nothing of
 * the program that is being built but the reading of listings.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "lesson/faults.h"
#include "lesson/listing.h"

/* lessons/05-generators/server.py: its folder "05-generators", its name "server". */
struct place {
	char *folder, *name;
};

static struct place place_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *folder = slash, *dot;

	if (!slash || slash == path)
		die("%s: expected a path such as lessons/05-generators/server.py", path);
	while (folder > path && folder[-1] != '/')
		folder--;
	dot = strrchr(slash, '.');
	return (struct place){
		xasprintf("%.*s", (int)(slash - folder), folder),
		xasprintf("%.*s", dot ? (int)(dot - slash - 1) : (int)strlen(slash + 1), slash + 1),
	};
}

static void place_free(struct place place)
{
	free(place.folder);
	free(place.name);
}

static void print_identifier(const char *text)
{
	for (; *text; text++)
		putchar(isalnum((unsigned char)*text) ? *text : '_');
}

static void print_symbol(struct place place)
{
	printf("program_");
	print_identifier(place.folder);
	putchar('_');
	print_identifier(place.name);
}

static void print_header(const struct listing *listing, const char *path)
{
	struct place place = place_of(path);

	printf("/* Made from %s: do not edit. */\n#include \"stage/program.h\"\n\nenum {\n", path);
	for (unsigned i = 0; i < listing->count; i++)
		if (listing->line[i].tag)
			printf("\tat_%s = %u,\n", listing->line[i].tag, i + 1);
	printf("};\n\nstatic const struct tag listing_tags[] = {\n");
	for (unsigned i = 0; i < listing->count; i++)
		if (listing->line[i].tag)
			printf("\t{\"%s\", %u},\n", listing->line[i].tag, i + 1);
	printf("\t{NULL, 0},\n};\n\n#define PROGRAM ");
	print_symbol(place);
	printf("\n#define LISTING \\\n\t.lesson = \"%s\", .name = \"%s\", \\\n\t.hash = "
	       "0x%016" PRIx64 "ULL, .tags = listing_tags\n",
	       place.folder, place.name, listing->hash);
	place_free(place);
}

static void header(const char *path)
{
	struct faults faults = {0};
	struct listing listing;
	bool is_tagged = false;

	if (listing_read(&listing, path, &faults)) {
		for (unsigned i = 0; i < listing.count; i++)
			is_tagged |= listing.line[i].tag != NULL;
		if (!is_tagged) /* an enum must not be empty */
			faults_add(&faults, path, 0, "No line of this listing has a tag");
	}
	if (faults.count > 0) {
		fputs(bytes_text(&faults.text), stderr);
		exit(1);
	}
	print_header(&listing, path);
	listing_free(&listing);
}

static void registry(char *const *paths)
{
	printf("/* Made from the names of the twins: do not edit. */\n#include "
	       "\"lesson/lesson.h\"\n\n");
	for (char *const *path = paths; *path; path++) {
		struct place place = place_of(*path);

		printf("extern const struct program ");
		print_symbol(place);
		printf(";\n");
		place_free(place);
	}
	printf("\nconst struct program *const programs[] = {\n");
	for (char *const *path = paths; *path; path++) {
		struct place place = place_of(*path);

		printf("\t&");
		print_symbol(place);
		printf(",\n");
		place_free(place);
	}
	printf("};\nconst size_t program_count = sizeof programs / sizeof programs[0];\n");
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "--registry") == 0)
		registry(argv + 2);
	else if (argc == 2 && argv[1][0] != '-')
		header(argv[1]);
	else {
		fprintf(stderr, "usage: tags LISTING | tags --registry TWIN...\n");
		return 2;
	}
	if (fflush(stdout) != 0 || ferror(stdout))
		die_errno("cannot write");
	return 0;
}
