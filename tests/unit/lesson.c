/*
 * lesson/listing, load, folder and check: tags and hashes, the lessons of this tree (run from its
 * top), and what is said of files that are not as they should be. Broken lessons are copies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/die.h"
#include "command/fault.h"
#include "lesson/check.h"
#include "lesson/faults.h"
#include "lesson/lesson.h"
#include "lesson/listing.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */
#define S(literal) literal, sizeof(literal) - 1 /* S("ab") is "ab", 2 */

static char room[] = "/tmp/lesson-XXXXXX"; /* a folder of this test's own */

static int make_room(void **state)
{
	(void)state;
	return mkdtemp(room) ? 0 : -1;
}

static void run(const char *command)
{
	assert_int_equal(system(command), 0);
}

static int clear_room(void **state)
{
	char *command = xasprintf("rm -rf %s", room);

	(void)state;
	run(command);
	free(command);
	return 0;
}

static const struct lesson_commands all_commands = {command_fault};

/* room/name, to be freed. */
static char *in_room(const char *name)
{
	return xasprintf("%s/%s", room, name);
}

static char *write_file(const char *name, const char *text, size_t length)
{
	char *path = in_room(name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	return path;
}

/* A fresh copy of the lessons with one piece of one file replaced; the folder, to be freed. */
static char *broken_copy(const char *file, const char *from, const char *to)
{
	char *folder = in_room("lessons"), *name = xasprintf("lessons/%s", file), *path, *place;
	char *command = xasprintf("rm -rf %s && cp -r lessons %s", folder, folder);
	struct bytes text = {0};
	const char *why;

	run(command);
	free(command);
	path = in_room(name);
	assert_true(bytes_read_file(&text, path, 1 << 20, &why));
	free(path);
	place = strstr(text.data, from);
	assert_non_null(place);
	path = xasprintf("%.*s%s%s", (int)(place - text.data), text.data, to, place + strlen(from));
	free(write_file(name, path, strlen(path)));
	free(path);
	free(name);
	bytes_free(&text);
	return folder;
}

static void tags_are_cut_off_and_lines_counted(void **state)
{
	char *path = write_file("a.py", S("x = 1  #: set_1\n\nif x:\n    y = 2    #: other\nz"));
	struct faults faults = {0};
	struct listing listing;

	(void)state;
	assert_true(listing_read(&listing, path, &faults));
	assert_int_equal(listing.count, 5);
	assert_string_equal(listing.line[0].text, "x = 1");
	assert_string_equal(listing.line[0].tag, "set_1");
	assert_string_equal(listing.line[1].text, "");
	assert_null(listing.line[1].tag);
	assert_null(listing.line[2].tag);
	assert_string_equal(listing.line[3].text, "    y = 2");
	assert_string_equal(listing.line[3].tag, "other");
	assert_string_equal(listing.line[4].text, "z");
	listing_free(&listing);
	free(path);
}

/* The offsets and the prime of FNV-1a, checked by its published values. */
static void the_hash_is_fnv1a_of_the_bytes(void **state)
{
	static const struct {
		const char *text;
		uint64_t hash;
	} cases[] = {{"", 0xcbf29ce484222325},
	             {"a", 0xaf63dc4c8601ec8c},
	             {"foobar", 0x85944171f73967e8}};
	struct faults faults = {0};
	struct listing listing;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *path = write_file("h.py", cases[i].text, strlen(cases[i].text));

		assert_true(listing_read(&listing, path, &faults));
		assert_true(listing.hash == cases[i].hash);
		listing_free(&listing);
		free(path);
	}
}

static void wrong_tags_are_named_with_their_line(void **state)
{
	static const struct {
		const char *text, *fault;
	} cases[] = {
		{"x = 1  #: a\ny = 2  #: a\n", ":2: The tag `a` stands in line 1 already"},
		{"x = 1\ny = 2  #: Upper\n", ":2: No tag"},
		{"x = 1  #: 1st\n", ":1: No tag"},
		{"x = 1  #: two words\n", ":1: No tag"},
		{"x = 1  #: a-b\n", ":1: No tag"},
		{"x = 1  #: a \n", ":1: No tag"},
		{"x = 1  #:a\n", ":1: No tag"},
		{"x = 1 #: a\n", ":1: No tag"},
		{"x = 1  #:", ":1: No tag"},
		{"x = 1  #: ", ":1: No tag"},
		{"  #: a\n", ":1: No tag"},
		{"#: a\n", ":1: No tag"},
		{"if x:\n\ty = 1  #: a\n", ":2: A tab"},
		{"x = 1\r\n", ":1: This line ends as on Windows"},
		{"x = 1\xef\xbb\xbf\n", ":1: A byte order mark"},
		{"x = 1\n# \xe9\n", ":2: This is not UTF-8"},
		{"# \xed\xa0\x80\n", ":1: This is not UTF-8"},
		{"x\n\nprint('\x1b[2J')\n", ":3: A control character"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *path = write_file("w.py", cases[i].text, strlen(cases[i].text));
		char *wanted = xasprintf("%s%s", path, cases[i].fault);
		struct faults faults = {0};
		struct listing listing;

		if (listing_read(&listing, path, &faults) ||
		    !strstr(bytes_text(&faults.text), wanted))
			fail_msg("'%s': '%s'", cases[i].text, bytes_text(&faults.text));
		faults_free(&faults);
		free(wanted);
		free(path);
	}
}

static void a_listing_has_at_most_224_lines(void **state)
{
	struct bytes text = {0};
	struct faults faults = {0};
	struct listing listing;
	char *path;

	(void)state;
	for (unsigned i = 0; i < 224; i++)
		bytes_add_text(&text, "x\n");
	free(write_file("l.py", text.data, text.length));
	path = in_room("l.py");
	assert_true(listing_read(&listing, path, &faults));
	assert_int_equal(listing.count, 224);
	listing_free(&listing);
	bytes_add_text(&text, "x");
	free(write_file("l.py", text.data, text.length));
	assert_false(listing_read(&listing, path, &faults));
	assert_non_null(strstr(bytes_text(&faults.text), ":225: A listing has at most 224 lines"));
	faults_free(&faults);
	bytes_free(&text);
	free(path);
}

/* The fault that reading this path as a listing gives. */
static void expect_unreadable(const char *path, const char *wanted)
{
	struct faults faults = {0};
	struct listing listing;

	assert_false(listing_read(&listing, path, &faults));
	if (!strstr(bytes_text(&faults.text), wanted))
		fail_msg("%s", bytes_text(&faults.text));
	faults_free(&faults);
}

/* F1, F2: folders, devices, FIFOs. */
static void what_is_no_text_file_is_refused_at_once(void **state)
{
	char *path = in_room("fifo"), *big = write_file("big.py", S("")),
	     *nul = write_file("nul.py", S("x\ny\0z\n")), *missing = in_room("missing.py");

	(void)state;
	assert_int_equal(mkfifo(path, 0600), 0);
	expect_unreadable(path, "/fifo: Not a regular file");
	expect_unreadable(room, ": Is a directory");
	assert_int_equal(truncate(big, 1 << 30), 0);
	expect_unreadable(big, "/big.py: Too big");
	expect_unreadable(nul, "/nul.py:2: A NUL byte");
	expect_unreadable(missing, "/missing.py: No such file or directory");
	unlink(big);
	free(path);
	free(big);
	free(nul);
	free(missing);
}

static void the_lessons_of_the_tree_are_without_a_fault(void **state)
{
	struct faults faults = {0};

	(void)state;
	lessons_find_faults("lessons", &all_commands, &faults);
	assert_string_equal(bytes_text(&faults.text), "");
	assert_int_equal(lessons_check("lessons", &all_commands), 0);
}

static void lessons_are_found_by_number_and_name(void **state)
{
	char *why = NULL;
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	const struct lesson *five;

	(void)state;
	assert_non_null(all);
	five = lessons_find(all, "5");
	assert_non_null(five);
	assert_ptr_equal(five, lessons_find(all, "05"));
	assert_ptr_equal(five, lessons_find(all, "generators"));
	assert_ptr_equal(five, lessons_find(all, "05-generators"));
	assert_string_equal(five->title, "Generators and select");
	assert_non_null(five->demo);
	assert_null(lessons_find(all, "77"));
	assert_null(lessons_find(all, ""));
	assert_null(lessons_find(all, "4294967301")); /* 5, if it wrapped around */
	assert_non_null(lessons_find(all, "0"));
	for (unsigned i = 0; i < lessons_count(all); i++)
		assert_int_not_equal(lessons_at(all, i)->number, 0);
	assert_true(lessons_count(all) >= 1);
	lessons_close(all);
}

static void a_program_has_both_listings_side_by_side(void **state)
{
	char *why = NULL;
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	const struct lesson *five = lessons_find(all, "generators");
	const struct lesson_program *p = lesson_program(five, NULL);
	unsigned recv = program_tag_line(p->twin, "recv"),
		 finished = program_tag_line(p->twin, "finished");

	(void)state;
	assert_string_equal(p->name, "server");
	assert_ptr_equal(p, lesson_program(five, "server"));
	assert_null(lesson_program(five, "nothing"));
	assert_string_equal(p->python[recv - 1], "        request = client_socket.recv(4096)");
	assert_string_equal(program_tag_at(p->twin, recv), "recv");
	assert_null(program_tag_at(p->twin, 1));
	assert_int_equal(program_tag_line(p->twin, "nothing"), 0);
	assert_non_null(strstr(p->c[p->c_line[recv] - 1], "AT(recv)"));
	assert_non_null(strstr(p->c[p->c_line[finished] - 1], "EXCEPT(finished"));
	assert_int_equal(p->c_line[1], 0);
	for (const struct tag *tag = p->twin->tags; tag->name; tag++)
		assert_true(p->c_line[tag->line] > 0);
	lessons_close(all);
}

static void a_programs_own_text_comes_before_the_general_one(void **state)
{
	char *why = NULL;
	struct lessons *all = lessons_open("lessons", ENGLISH, &why);
	const struct lesson *five = lessons_find(all, "generators");
	const struct lesson_program *server = lesson_program(five, "server"),
				    *bug = lesson_program(five, "ignores-eof");
	const struct lesson_text *general, *own;

	(void)state;
	general = lesson_text_at(five, server, program_tag_line(server->twin, "converse"), NULL);
	own = lesson_text_at(five, bug, program_tag_line(bug->twin, "converse"), NULL);
	assert_non_null(strstr(general->text, "as if there were no others"));
	assert_non_null(strstr(own->text, "The bug lives in this loop"));
	assert_null(lesson_text_at(five, server, 1, NULL));
	lessons_close(all);
}

static void lessons_speak_the_language_that_is_asked_for_or_the_only_one(void **state)
{
	char *why = NULL, *folder, *guide;
	struct lessons *all = lessons_open("lessons", RUSSIAN, &why);

	(void)state;
	assert_string_equal(lessons_find(all, "5")->title, "Генераторы и select");
	lessons_close(all);
	folder = broken_copy("05-generators/guide.ru.md", "#", "#");
	guide = xasprintf("%s/05-generators/guide.ru.md", folder);
	unlink(guide);
	all = lessons_open(folder, RUSSIAN, &why);
	assert_non_null(all);
	assert_string_equal(lessons_find(all, "5")->title, "Generators and select");
	lessons_close(all);
	free(guide);
	free(folder);
}

static void expect_not_opened(const char *folder, const char *wanted)
{
	char *why = NULL;
	struct lessons *all = lessons_open(folder, ENGLISH, &why);

	assert_null(all);
	if (!strstr(why, wanted) || strchr(why, '\n'))
		fail_msg("expected '%s', got '%s'", wanted, why);
	free(why);
}

static void another_listing_than_the_twins_is_refused_in_a_sentence(void **state)
{
	char *folder = broken_copy("05-generators/server.py", "import", "import ");

	(void)state;
	expect_not_opened(folder, "/05-generators/server.py:1: This is not the listing that");
	free(folder);
	folder = broken_copy("05-generators/server.py", "  #: recv", "  #: receive");
	expect_not_opened(folder, "/05-generators/server.py:1: This is not the listing that");
	free(folder);
}

static void missing_parts_are_named(void **state)
{
	static const char *const parts[] = {"05-generators/server.c", "05-generators/server.py",
	                                    "00-template/guide.en.md"};
	char *folder, *path;

	(void)state;
	for (size_t i = 0; i < LENGTH(parts); i++) {
		folder = broken_copy(parts[i], "", "");
		path = xasprintf("%s/%s", folder, parts[i]);
		unlink(path);
		if (i == 2) { /* a folder in place of the file */
			assert_int_equal(mkdir(path, 0700), 0);
			expect_not_opened(folder, ": Is a directory");
		} else {
			expect_not_opened(folder, path);
		}
		free(path);
		free(folder);
	}
	path = in_room("empty");
	assert_int_equal(mkdir(path, 0700), 0);
	expect_not_opened(path, "None of this program's lessons is in this folder");
	free(path);
}

/* The check of these lessons, which must name that. */
static void expect_fault(const char *folder, const char *wanted)
{
	struct faults faults = {0};

	lessons_find_faults(folder, &all_commands, &faults);
	if (!strstr(bytes_text(&faults.text), wanted))
		fail_msg("expected '%s', got '%s'", wanted, bytes_text(&faults.text));
	faults_free(&faults);
}

static void the_check_finds_what_does_not_fit_the_programs(void **state)
{
	static const struct {
		const char *file, *from, *to, *fault;
	} cases[] = {
		{"05-generators/guide.en.md", "## greet\n", "## greeting\n",
	         "/05-generators/server.py:17: The tag `greet` has no paragraph in guide.en.md"},
		{"05-generators/guide.ru.md", "## greet\n", "## greeting\n",
	         "No listing has the tag `greeting`"},
		{"05-generators/guide.en.md", "## ignores-eof/recv", "## ignores-eof/leave",
	         "No listing has the tag `ignores-eof/leave`"},
		{"05-generators/guide.en.md",
	         "- `ignores-eof`: ", "- `other`: ", "`other` is no program that was built in"},
		{"05-generators/guide.en.md",
	         "- `ignores-eof`: ", "- `other`: ", "## Programs does not name `ignores-eof`"},
		{"05-generators/guide.en.md", "- `ignores-eof`: ", "- `../05-generators/server`: ",
	         "is no program that was built in"},
		{"05-generators/guide.en.md", "    answered(client1)", "    answered(bob)",
	         "In the condition: a client such as `client1` was expected"},
		{"05-generators/guide.ru.md", "    answered(client1)", "    answered(client2)",
	         "The English guide has another condition here"},
		{"05-generators/guide.en.md", "- `converse`: ", "- `talk`: ",
	         "A choice's outcome is a tag or `waits`, not `talk`"},
		{"05-generators/guide.en.md", "## Predict: spawn", "## Predict: spawned",
	         "No listing has the tag `spawned`"},
		{"05-generators/guide.ru.md", "## Predict: spawn", "## Predict: accept",
	         "The English guide asks about `spawn` here"},
		{"05-generators/guide.en.md", "The server is a task like",
	         "The server is a task like all the others, and that is said at such a length that "
	         "no screen has room for all of it, not even the widest of those that we have seen "
	         "until today, and not even when it is read by somebody who is in a hurry, like",
	         "the screen has room for 240"},
		{"05-generators/guide.en.md", "- `yield`: ",
	         "- `yield`: a word of which so much is to be said that help would have to give it "
	         "three rows and more, where everybody else makes do with two of them: the shorter "
	         "the better, for who looks a word up has something else on his mind, and ",
	         "columns; help has room for 180"},
		{"05-generators/guide.ru.md", "# Генераторы и select\n\n",
	         "# Генераторы и select\n\nЦель, которая ",
	         "guide.ru.md:3: The goal has 79 columns; its row has room for 70"},
		{"05-generators/guide.en.md", "# Generators and select\n\n",
	         "# Generators and select\n\n<!-- a -->\n\nA goal that would be far longer, ",
	         "guide.en.md:5: The goal has "},
		/* what cannot be seen */
		{"05-generators/guide.en.md", "# Generators and select\n\n",
	         "# Generators and select\n\nA\ttab. ",
	         "guide.en.md:3: A tab; a guide is written with blanks"},
		{"05-generators/guide.en.md", "# Generators and select\n\n",
	         "# Generators and select\n\nA \xe2\x80\xaetxet. ",
	         "guide.en.md:3: U+202E is no character that can be seen here"},
		{"05-generators/guide.en.md", "# Generators and select\n\n",
	         "# Generators and select\n\nA \xe2\x80\x8btext. ",
	         "guide.en.md:3: U+200B is no character that can be seen here"},
		{"05-generators/guide.ru.md", "# Генераторы и select\n\n",
	         "# Генераторы и select\n\nA \xc2\x9b"
	         "31mtext. ",
	         "guide.ru.md:3: U+009B is no character that can be seen here"},
		{"05-generators/guide.ru.md", "# Генераторы и select\n\n",
	         "# Генераторы и select\n\na\xcc\x81\xcc\x82\xcc\x83. ",
	         "guide.ru.md:3: U+0303 is no character that can be seen here"},
		/* the demonstration */
		{"05-generators/demo.play", "", "untill accept\n",
	         "demo.play:1: There is no command `untill`"},
		{"05-generators/demo.play", "", "  until\taccepted  \n",
	         "demo.play:1: The listing of `server` has no tag `accepted`"},
		{"05-generators/demo.play", "", "until 1\n",
	         "demo.play:1: The listing of `server` has no tag `1`"},
		{"05-generators/demo.play", "", "until\n",
	         "demo.play:1: A command reads `until TAG`"},
		{"05-generators/demo.play", "", "restart now\n",
	         "demo.play:1: A command reads `restart`"},
		{"05-generators/demo.play", "", "lesson generators nothing\n",
	         "demo.play:1: This lesson has no program `nothing`"},
		{"05-generators/demo.play", "", "lesson nonsense\n",
	         "demo.play:1: There is no lesson `nonsense`"},
		{"05-generators/demo.play", "", "lesson nonsense\nuntil accepted\n",
	         "demo.play:2: The listing of `server` has no tag `accepted`"},
		{"05-generators/demo.play", "", "lesson 77\n",
	         "demo.play:1: There is no lesson `77`"},
		{"05-generators/demo.play", "", "lesson 05 ignores-eof\nbreak leave\n",
	         "demo.play:2: The listing of `ignores-eof` has no tag `leave`"},
		{"05-generators/demo.play", "", "until +27\n",
	         "demo.play:1: The listing of `server` has no tag `+27`"},
		{"05-generators/demo.play", "", "lesson 5 server x\nuntil accepted\n",
	         "demo.play:2: The listing of `server` has no tag `accepted`"},
		{"05-generators/demo.play", "", "\t# \xe2\x80\xaetxet\n",
	         "demo.play:1: U+202E is no character that can be seen here"},
		{"05-generators/demo.play", "", "until accept\r\n",
	         "demo.play:1: This line ends as on Windows"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *folder = broken_copy(cases[i].file, cases[i].from, cases[i].to);

		expect_fault(folder, cases[i].fault);
		free(folder);
	}
}

/* The line of a file on which a text first begins. */
static unsigned line_of(const char *path, const char *text)
{
	struct bytes bytes = {0};
	const char *why, *place;
	unsigned line = 1;

	assert_true(bytes_read_file(&bytes, path, 1 << 20, &why));
	place = strstr(bytes.data, text);
	assert_non_null(place);
	for (const char *c = bytes.data; c < place; c++)
		line += *c == '\n';
	bytes_free(&bytes);
	return line;
}

static void the_first_program_that_differs_is_named_with_both_lines(void **state)
{
	static const char *const guides[] = {"02-select/guide.ru.md", "02-select/guide.en.md"};

	(void)state;
	for (size_t i = 0; i < LENGTH(guides); i++) {
		char *folder = broken_copy(guides[i], "", "");
		char *path = xasprintf("%s/%s", folder, guides[i]);
		char *other = xasprintf("%s/%s", folder, guides[!i]);
		char *command = xasprintf("awk '/^- `forgot-remove`/{p=1; next} p && /^  /{next} "
		                          "{p=0} 1' %s >%s/new && mv %s/new %s",
		                          path, room, room, path);
		run(command);
		unsigned here = line_of(path, "- `busy-handler`"),
			 there = line_of(other, "- `forgot-remove`");
		char *fault = xasprintf("guide.ru.md:%u: Programs: %d here, %d in the English "
		                        "guide; the first that differs is in line %u there\n",
		                        i ? there : here, i ? 5 : 4, i ? 4 : 5, i ? here : there);

		expect_fault(folder, fault);
		free(fault);
		free(command);
		free(other);
		free(path);
		free(folder);
	}
}

/* The whole of a section taken out, which in the other guide stays. */
static void what_only_one_guide_has_is_named_with_both_lines(void **state)
{
	static const struct {
		const char *guide, *part, *fault;
	} cases[] = {
		{"ru", "Try", "Try: 6 here, 7 in the English guide; the first that differs is in line"},
		{"en", "Try", "Try: 7 here, 6 in the English guide; the first that differs is in line"},
		{"ru", "Predict", "Predict: 2 here, 3 in the English guide; the first that differs is "},
		{"en", "Predict", "Predict: 3 here, 2 in the English guide; the first that is not there "
	                          "is number 3"},
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char *folder = broken_copy("02-select/guide.ru.md", "", "");
		char *path = xasprintf("%s/02-select/guide.%s.md", folder, cases[i].guide);
		/* the second Try, the last Predict */
		char *command = xasprintf(
			"awk '/^## /{p=0} /^## %s: /{n++; p=n==%d} !p' %s >%s/new && mv %s/new %s",
			cases[i].part, cases[i].part[0] == 'T' ? 2 : 3, path, room, room, path);

		run(command);
		expect_fault(folder, cases[i].fault);
		free(command);
		free(path);
		free(folder);
	}
}

static void a_folder_without_a_number_is_named_and_a_file_is_not(void **state)
{
	char *folder = broken_copy("05-generators/demo.play", "", "");
	char *command = xasprintf("cd %s && touch notes 1 && mkdir .git", folder);
	struct faults faults = {0};

	(void)state;
	run(command);
	lessons_find_faults(folder, &all_commands, &faults);
	assert_string_equal(bytes_text(&faults.text), "");
	free(command);
	command = xasprintf("mkdir %s/foo", folder);
	run(command);
	expect_fault(folder, "/lessons/foo: This is no folder of a lesson: it has a number and a");
	free(command);
	command = xasprintf("rm -rf %s && mkdir -p %s/foo", folder, folder);
	run(command);
	expect_fault(folder, "/lessons: No lessons here");
	free(command);
	free(folder);
}

/* Every line that a command would take. */
static void a_demonstration_may_say_what_a_script_may(void **state)
{
	char *folder = broken_copy(
		"05-generators/demo.play", "until accept",
		" \t# x\n  until  accept\t\nuntil 27\nbreak\nbreak recv\n"
		"lesson 5 ignores-eof\nuntil recv\nlesson generators\n"
		"until leave\nlesson 2\nuntil monitor_server\nlesson 05-generators");
	struct faults faults = {0};

	(void)state;
	lessons_find_faults(folder, &all_commands, &faults);
	assert_string_equal(bytes_text(&faults.text), "");
	free(folder);
}

/* What lies where a guide should: each is named, and the other folders are looked at all the same.
 * F1, F2, F9. */
static void a_guide_that_cannot_be_read_is_named_and_the_check_goes_on(void **state)
{
	static const struct {
		const char *command; /* with the guide's path in $G */
		const char *fault; /* behind that path */
	} cases[] = {
		{"rm $G", ": No such file or directory"},
		{": >$G", ":1: A guide opens with its title"},
		{"sed -i 's/$/\\r/' $G", ":1: This line ends as on Windows"},
		{"sed -i '1s/$/\\xef\\xbb\\xbf/' $G", ":1: A byte order mark"},
		{"printf '\\377\\376#\\000 \\000' >$G", ":1: This is not UTF-8"},
		{"printf '# T\\351\\n' >$G", ":1: This is not UTF-8"},
		{"printf '# T\\n\\000' >$G", ":2: A NUL byte"},
		{"printf '# \\033[2J\\n' >$G", ":1: A control character"},
		{"rm $G; mkdir $G", ": Is a directory"},
		{"rm $G; mkfifo $G", ": Not a regular file"},
		{"ln -sf /dev/zero $G", ": Not a regular file"},
		{"truncate -s 100M $G", ": Too big"},
	};
	static const char *const guides[] = {"guide.en.md", "guide.ru.md"};

	(void)state;
	for (size_t i = 0; i < 2 * LENGTH(cases); i++) {
		char *folder = broken_copy("05-generators/guide.en.md", "## greet\n",
		                           "## greeting\n");
		char *path = xasprintf("%s/02-select/%s", folder, guides[i % 2]);
		char *command = xasprintf("G=%s; %s", path, cases[i / 2].command);
		char *wanted = xasprintf("%s%s", path, cases[i / 2].fault);
		struct faults faults = {0};

		run(command);
		lessons_find_faults(folder, &all_commands, &faults);
		if (!strstr(bytes_text(&faults.text), wanted) ||
		    !strstr(bytes_text(&faults.text), "No listing has the tag `greeting`"))
			fail_msg("expected '%s', got '%s'", wanted, bytes_text(&faults.text));
		faults_free(&faults);
		free(wanted);
		free(command);
		free(path);
		free(folder);
	}
}

/* Where the folder is looked for: the asked one, the variable, XDG; each must be a folder, and what
 * was not asked for one that holds a guide (X15). */
static void the_folder_is_looked_for_in_the_order_of_the_manual(void **state)
{
	char *data = in_room("data"), *below = in_room("data/asyncviz/lessons"), *found,
	     *why = NULL;
	char *command = xasprintf("mkdir -p %s/05-generators %s/file && : > %s/plain && : > "
	                          "%s/05-generators/guide.ru.md",
	                          below, room, room, below);
	char *plain = in_room("plain");

	(void)state;
	run(command);
	setenv("HOME", "/nowhere", 1);
	unsetenv("ASYNCVIZ_LESSONS");
	setenv("XDG_DATA_HOME", data, 1);
	setenv("XDG_DATA_DIRS", "/nowhere", 1);
	found = lessons_folder(NULL, &why);
	assert_string_equal(found, below);
	free(found);
	setenv("XDG_DATA_HOME", "relative", 1);
	free(command);
	command = xasprintf("relative:/nowhere::%s", data);
	setenv("XDG_DATA_DIRS", command, 1);
	found = lessons_folder(NULL, &why);
	assert_string_equal(found, below);
	free(found);
	setenv("ASYNCVIZ_LESSONS", room, 1);
	found = lessons_folder(NULL, &why);
	assert_string_equal(found, room);
	free(found);
	found = lessons_folder(data, &why);
	assert_string_equal(found, data);
	free(found);
	assert_null(why);
	assert_null(lessons_folder(plain, &why));
	assert_non_null(strstr(why, "--lessons: "));
	assert_non_null(strstr(why, "Not a directory"));
	free(why);
	setenv("ASYNCVIZ_LESSONS", "/nowhere/\x1b[2J", 1);
	assert_null(lessons_folder(NULL, &why));
	assert_string_equal(why, "ASYNCVIZ_LESSONS: /nowhere/\\e[2J: No such file or directory");
	free(why);
	free(command);
	free(data);
	free(below);
	free(plain);
}

static void a_line_outside_every_phase_is_run(void **state)
{
	static const struct program program = {.phases = {{3, 5, PHASE_WAIT}, {6, 6, PHASE_PARK}}};

	(void)state;
	assert_int_equal(program_phase(&program, 0), PHASE_RUN);
	assert_int_equal(program_phase(&program, 2), PHASE_RUN);
	assert_int_equal(program_phase(&program, 3), PHASE_WAIT);
	assert_int_equal(program_phase(&program, 5), PHASE_WAIT);
	assert_int_equal(program_phase(&program, 6), PHASE_PARK);
	assert_int_equal(program_phase(&program, 7), PHASE_RUN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_are_cut_off_and_lines_counted),
		cmocka_unit_test(the_hash_is_fnv1a_of_the_bytes),
		cmocka_unit_test(wrong_tags_are_named_with_their_line),
		cmocka_unit_test(a_listing_has_at_most_224_lines),
		cmocka_unit_test(what_is_no_text_file_is_refused_at_once),
		cmocka_unit_test(the_lessons_of_the_tree_are_without_a_fault),
		cmocka_unit_test(lessons_are_found_by_number_and_name),
		cmocka_unit_test(a_program_has_both_listings_side_by_side),
		cmocka_unit_test(a_programs_own_text_comes_before_the_general_one),
		cmocka_unit_test(lessons_speak_the_language_that_is_asked_for_or_the_only_one),
		cmocka_unit_test(another_listing_than_the_twins_is_refused_in_a_sentence),
		cmocka_unit_test(missing_parts_are_named),
		cmocka_unit_test(the_check_finds_what_does_not_fit_the_programs),
		cmocka_unit_test(the_first_program_that_differs_is_named_with_both_lines),
		cmocka_unit_test(what_only_one_guide_has_is_named_with_both_lines),
		cmocka_unit_test(a_folder_without_a_number_is_named_and_a_file_is_not),
		cmocka_unit_test(a_demonstration_may_say_what_a_script_may),
		cmocka_unit_test(a_guide_that_cannot_be_read_is_named_and_the_check_goes_on),
		cmocka_unit_test(the_folder_is_looked_for_in_the_order_of_the_manual),
		cmocka_unit_test(a_line_outside_every_phase_is_run),
	};

	return cmocka_run_group_tests(tests, make_room, clear_room);
}
