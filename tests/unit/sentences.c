/*
 * view/moment over the lessons of this tree (run from its top): at every step of every demonstration
 * and of hundreds of random scripts, what the narration says is for this moment: the condition of
 * its text holds, and those of the texts before it do not. Half of the scripts play in a copy whose
 * guides ask for everything that can be asked.
 *
 * Whether a condition holds is judged here a second time, and not by the model: by what the program
 * has in its hands before the line runs, and by which line then comes next. LONG=1 plays ten times
 * as many scripts.
 */
#include "view/moment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "base/bytes.h"
#include "base/die.h"
#include "base/fd.h"
#include "command/command.h"
#include "stops.h"
#include "truths.h"

enum {
	SCRIPTS = 200,
	COMMANDS = 40, /* of a script */
	LIMIT = 300, /* lines that one `run` may take */
	COMPOSED = 40 /* of so many stops one is drawn */
};

static struct app app;
static struct history past;
static uint64_t seen_runs; /* of the app: the program that `past` is of */
static struct stops stops;
static const struct lesson_text *said; /* at the last stop, when that was now */
static const struct lesson_text *said_before; /* at the one before */
static struct bytes heard; /* "05-generators resume when ..." of all that was said so */
static struct arena arena; /* of the truths */
static unsigned seed;
static const char *where = "opening"; /* for messages: the script */

static const char *tag_of(unsigned line)
{
	const char *tag = program_tag_at(app.view.program->twin, line);
	return tag ? tag : "?";
}

#define FAIL(format, ...)                                                          \
	fail_msg("%s, %s %s, step %llu at `%s`, then `%s`: " format, where,        \
	         app.view.lesson->folder, app.view.program->name,                  \
	         (unsigned long long)stops.before.step, tag_of(stops.before.line), \
	         tag_of(stops.now.line), __VA_ARGS__)

/* The order in which a guide is searched, once more. */
static const struct lesson_text *expected_text(const char *program)
{
	const struct lesson *l = app.view.lesson;
	const struct lesson_text *plain = NULL;
	for (unsigned i = 0; i < l->text_count; i++) {
		const struct lesson_text *t = &l->texts[i];
		bool is_meant = !program == !t->program &&
		                (!program || !strcmp(program, t->program)) &&
		                !strcmp(t->name, tag_of(stops.before.line));
		if (is_meant && t->condition && stops_held(&stops, t->when))
			return t;
		if (is_meant && !t->condition)
			plain = t;
	}
	return plain ? plain : program ? expected_text(NULL) : NULL;
}

static const char *heading(const struct lesson_text *t)
{
	return t ? t->heading : "nothing";
}

static void hear(const struct lesson_text *text)
{
	char *line = xasprintf("%s %s\n", app.view.lesson->folder, heading(text));
	if (text && text->condition && !strstr(bytes_text(&heard), line))
		bytes_add_text(&heard, line);
	free(line);
}

static void judge_sentence(const struct model *m)
{
	const struct lesson_text *right = expected_text(app.view.program->name),
				 *says = moment_text(m, &app.view);
	if (says != right)
		FAIL("it says `%s` where `%s` is true", heading(says), heading(right));
	if (says != said_before)
		FAIL("it says `%s`, and said `%s` when it was now", heading(says),
		     heading(said_before));
	hear(says);
}

/* --- walking ----------------------------------------------------------------------------------- */

/* With one line known to come after the other, the former is judged, as it is seen from later on.
 * Where an exception flies, the next line was not chosen by this one. */
static void judge_before(void)
{
	if (!stops.before.step || stops.before.step + 1 != stops.now.step || stops.now.has_error)
		return;
	const struct model *m = history_at(&past, stops.before.step);
	judge_sentence(m);
	const struct truth *wrong = truths_judge(m, &app.view, tag_of(stops.before.line),
	                                         tag_of(stops.now.line));
	if (wrong)
		FAIL("`%s` is answered wrong", wrong->text);
}

/* The screen says so too. */
static void assert_drawn(void)
{
	struct bytes drawn = {0};
	char *begin = said ? xasprintf("%.20s", said->text) : xstrdup("");
	app_compose(&app, 30, 100);
	canvas_dump(&app.canvas, &drawn);
	if (!strstr(bytes_text(&drawn), begin) && !stops.now.has_error && app.cursor == HISTORY_NOW)
		fail_msg("%s, step %llu: `%s` is not on the screen", where,
		         (unsigned long long)stops.now.step, begin);
	free(begin);
	bytes_free(&drawn);
}

static void begin_run(void)
{
	history_close(&past);
	history_open(&past, app.trace);
	seen_runs = app.runs;
	stops = (struct stops){.program = app.view.program};
}

static void look(void)
{
	if (!app.stage)
		return;
	if (app.runs != seen_runs)
		begin_run();
	if (app.stage->has_ended)
		return;
	if (app.trace->steps != stops.now.step) {
		said_before = said;
		stops_see(&stops, app.stage);
		judge_before();
	}
	app_read_facts(&app);
	app.view.first_stops = app.facts.first_stop;
	const struct model *m = history_at(&app.history, HISTORY_NOW);
	if (model_is_inside(
		    m)) /* of a send() in parts: later on the line is seen before the first */
		return;
	stops.now.waits |= app_is_blocked(&app) && app.stage->waits != CALL_COMPUTE;
	said = moment_text(m, &app.view);
	if (rand_r(&seed) % COMPOSED == 0)
		assert_drawn();
}

static void execute(const char *line)
{
	command_execute(&app, line);
	look();
	while (app.goal != GOAL_NONE && app_advance(&app) == ADVANCE_MORE)
		look();
	look();
}

static void open_app(const char *folder, enum language language)
{
	char *why = NULL;
	struct options o = {
		.bind.s_addr = htonl(INADDR_LOOPBACK),
		.history = TRACE_BOUND,
		.limit = LIMIT,
		.lessons = folder,
		.language = language,
	};
	if (!app_open(&app, &o, false, &why))
		fail_msg("%s", why);
	app.dump_to = fopen("/dev/null", "w");
	assert_non_null(app.dump_to);
}

static void close_app(void)
{
	fclose(app.dump_to);
	app_close(&app);
	history_close(&past);
	past = (struct history){0};
	seen_runs = 0;
}

/* --- demonstrations ---------------------------------------------------------------------------- */

static void play(const char *path)
{
	struct bytes text = {0};
	const char *why;
	assert_true(bytes_read_file(&text, path, 1 << 20, &why));
	where = path;
	for (char *line = text.data, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		execute(line);
	}
	bytes_free(&text);
}

static void demonstrations_say_what_is_true(void **unused)
{
	(void)unused;
	for (enum language language = ENGLISH; language <= RUSSIAN; language++) {
		open_app("lessons", language);
		for (unsigned i = 0; i < lessons_count(app.lessons); i++) {
			const struct lesson *l = lessons_at(app.lessons, i);
			char *open = xasprintf("lesson %u", l->number);
			execute(open);
			play(l->demo);
			free(open);
		}
		close_app();
	}
}

/* --- random scripts ---------------------------------------------------------------------------- */

static unsigned chance(unsigned of)
{
	return (unsigned)rand_r(&seed) % of;
}

static void do_something(void)
{
	static const struct {
		const char *form; /* of a client's number */
		unsigned weight;
	} deeds[] = {{"run", 10},        {"step %u", 12},  {"next", 6},        {"connect %u", 4},
	             {"send %u hi", 12}, {"close %u", 2},  {"shutdown %u", 1}, {"reset %u", 1},
	             {"read %u off", 1}, {"read %u on", 1}};
	unsigned all = 0, i = 0;
	for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++)
		all += deeds[k].weight;
	for (unsigned left = chance(all); left >= deeds[i].weight; i++)
		left -= deeds[i].weight;
	char *line = strchr(deeds[i].form, '%')
	                     ? xasprintf("%.*s%u%s", (int)strcspn(deeds[i].form, "%"),
	                                 deeds[i].form, 1 + chance(3),
	                                 strchr(deeds[i].form, '%') + 2)
	                     : xstrdup(deeds[i].form);
	execute(line);
	free(line);
}

static void play_random(const struct lesson *l, const struct lesson_program *p, unsigned number)
{
	char *open = xasprintf("lesson %u %s", l->number, p->name),
	     *name = xasprintf("script %u", number);
	where = name;
	seed = number;
	execute(open);
	execute("run");
	for (unsigned i = 0; i < COMMANDS && !app.hit_limit && !app_has_ended(&app); i++)
		do_something();
	free(name);
	free(open);
}

static void play_scripts(const char *folder, unsigned first)
{
	unsigned scripts = (getenv("LONG") ? 10 : 1) * SCRIPTS;
	open_app(folder, ENGLISH);
	for (unsigned number = first; number < first + scripts;)
		for (unsigned i = 0; i < lessons_count(app.lessons); i++) {
			const struct lesson *l = lessons_at(app.lessons, i);
			for (unsigned k = 0; k < l->program_count; k++)
				play_random(l, &l->programs[k], number++);
		}
	close_app();
}

static void random_scripts_say_what_is_true(void **unused)
{
	(void)unused;
	play_scripts("lessons", 1);
}

/* Sections before those of the English guides, in room/lessons, and so asked before them. None is in
 * the guides already. */
static const struct {
	const char *guide, *sections;
} added[] = {
	{"01-blocking", "## accept when waits and first_time\n\nA\n\n"
                        "## server/recv when waits and (waits or first_time)\n\nB\n\n"
                        "## recv when first_time and not not first_time\n\nC\n\n"
                        "## check when not not is_empty(request)\n\nD\n\n"},
	{"02-select", "## select when waits and not first_time\n\nA\n\n"
                      "## each_ready when begins(ready_to_read) and first_time\n\nB\n\n"
                      "## each_ready when used_up(ready_to_read) and "
                      "not begins(ready_to_read)\n\nC\n\n"
                      "## forgot-remove/check when is_empty(request) or first_time\n\nD\n\n"
                      "## select when not empty(to_monitor) and first_time\n\nE\n\n"},
	{"03-callbacks", "## each_event when waits and begins(selector)\n\nA\n\n"
                         "## each_event when begins(selector) and not waits\n\nB\n\n"
                         "## each_event when used_up(selector) and not begins(selector)\n\nC\n\n"
                         "## set_up when empty(selector) and first_time\n\nD\n\n"},
	{"05-generators", "## until_ready when not not empty(tasks)\n\nA\n\n"
                          "## server/each_reader when begins(ready_to_read) and "
                          "not used_up(ready_to_read)\n\nB\n\n"
                          "## each_reader when begins(ready_to_read) or "
                          "used_up(ready_to_read)\n\nC\n\n"
                          "## each_writer when not not is_empty(ready_to_write)\n\nD\n\n"
                          "## take when is_new(tasks) and not first_time\n\nE\n\n"
                          "## resume when is_new(task) and first_time\n\nF\n\n"
                          "## resume when not is_new(task)\n\nG\n\n"
                          "## if_write when value(reason) != \"read\" or first_time\n\nH\n\n"
                          "## loop when empty(to_read) and empty(to_write)\n\nI\n\n"},
};

static void add_sections(const char *room, const char *guide, const char *sections)
{
	char *path = xasprintf("%s/lessons/%s/guide.en.md", room, guide);
	struct bytes text = {0};
	const char *why;
	assert_true(bytes_read_file(&text, path, 1 << 20, &why));
	const char *first = strstr(bytes_text(&text), "## ");
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "%.*s%s%s", (int)(first - bytes_text(&text)), bytes_text(&text), sections,
	        first);
	assert_int_equal(fclose(file), 0);
	bytes_free(&text);
	free(path);
}

/* Every one of the sections was the one to show at some moment. */
static void assert_heard(const char *guide, const char *sections)
{
	while ((sections = strstr(sections, "## "))) {
		sections += 3;
		char *line = xasprintf("%s %.*s\n", guide, (int)strcspn(sections, "\n"), sections);
		if (!strstr(bytes_text(&heard), line))
			fail_msg("never said: %s", line);
		free(line);
	}
}

static void whatever_a_guide_asks_is_answered_right(void **unused)
{
	char room[] = "/tmp/sentences-XXXXXX";
	(void)unused;
	assert_non_null(mkdtemp(room));
	char *copy = xasprintf("cp -r lessons %s", room), *clear = xasprintf("rm -rf %s", room),
	     *folder = xasprintf("%s/lessons", room);
	assert_int_equal(system(copy), 0);
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		add_sections(room, added[i].guide, added[i].sections);
	play_scripts(folder, 10001);
	assert_int_equal(system(clear), 0);
	for (size_t i = 0; i < sizeof added / sizeof *added; i++)
		assert_heard(added[i].guide, added[i].sections);
	free(folder);
	free(clear);
	free(copy);
}

static int set_up(void **unused)
{
	(void)unused;
	fd_raise_limit();
	truths_read(&arena);
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	arena_free(&arena);
	bytes_free(&heard);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(demonstrations_say_what_is_true),
		cmocka_unit_test(random_scripts_say_what_is_true),
		cmocka_unit_test(whatever_a_guide_asks_is_answered_right),
		cmocka_unit_test(each_of_the_truths_was_so_and_was_not),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
