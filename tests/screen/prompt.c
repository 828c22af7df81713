/* The prompt: readline on a screen that it does not draw. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void open_prompt(struct term *t, const struct term_options *options)
{
	term_start(t, options);
	term_expect(t, "blocked in select()");
	term_type(t, ":");
	term_expect_cursor(t, true);
	term_expect_last_row(t, ":", 1);
	assert_int_equal(t->cursor.row, t->rows - 1);
}

static void cyrillic_is_typed_and_edited_by_character(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "search привет мир");
	term_expect_last_row(&t, ":search привет мир", 18);
	term_type(&t, "\177\177\177\177");
	term_expect_last_row(&t, ":search привет", -1);
	term_press(&t, VTERM_KEY_LEFT);
	term_press(&t, VTERM_KEY_LEFT);
	term_type(&t, "ж");
	term_expect_last_row(&t, ":search привжет", 13);
	term_type(&t, "\001:\005\027日本");
	term_expect_last_row(&t, "::search 日本", 13);
	term_end(&t);
}

static void tab_shows_and_completes_commands(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "con\t");
	term_expect(&t, "connect");
	term_expect(&t, "continue");
	term_expect_last_row(&t, ":con", -1);
	term_type(&t, "n");
	term_expect_gone(&t, "continue");
	term_type(&t, "\t");
	term_expect_last_row(&t, ":connect", 9); /* a blank follows */
	term_type(&t, "2\r");
	term_expect(&t, "client2");
	assert_false(t.has_cursor);
	term_end(&t);
}

/* The prompt holds the very text: it must not find itself. */
static void expect_does_not_find_its_own_line(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "expect no such text\r");
	term_expect(&t, "The screen does not show");
	term_type(&t, ":expect blocked in\r");
	term_expect(&t, "The screen shows it");
	term_end(&t);
}

static void history_is_walked_searched_and_never_changed(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "search привет\r");
	term_type(&t, ":goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_type(&t, "s"); /* a key runs a command too */
	term_expect(&t, "PAST 4 of");
	term_type(&t, "j:");
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":step", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":goto 3", -1);
	term_type(&t, "777"); /* edited, then left */
	term_expect_last_row(&t, ":goto 3777", -1);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":search привет", -1);
	term_type(&t, "\025\022рив");
	term_expect(&t, "search привет");
	term_press(&t, VTERM_KEY_ESCAPE);
	term_expect_cursor(&t, false);
	term_type(&t, ":");
	term_press(&t, VTERM_KEY_UP);
	term_press(&t, VTERM_KEY_UP);
	term_expect_last_row(&t, ":goto 3", -1);
	term_end(&t);
}

/* F13: nobody else can read it. */
static void history_outlives_the_program_in_a_private_file(void **state)
{
	(void)state;
	struct term t, again;
	struct stat about;
	char path[128];
	open_prompt(&t, NULL);
	term_type(&t, "goto 7\r");
	term_expect(&t, "PAST 7 of");
	term_type(&t, "q");
	assert_int_equal(term_wait(&t), 0);
	snprintf(path, sizeof path, "%s/asyncviz/history", t.state);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0600);
	*strrchr(path, '/') = '\0';
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 07777, 0700);
	open_prompt(&again, &(struct term_options){.state = t.state});
	term_press(&again, VTERM_KEY_UP);
	term_expect_last_row(&again, ":goto 7", -1);
	term_end(&again);
	term_end(&t);
}

/* E8, G10, F19: no folder, or a relative one. */
static void a_history_that_cannot_be_is_done_without(void **state)
{
	(void)state;
	static const char *const places[] = {"/dev/null", "/proc/nowhere", "relative"};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct term t;
		open_prompt(&t, &(struct term_options){.state = places[i]});
		term_type(&t, "goto 7\r");
		term_expect(&t, "PAST 7 of");
		term_type(&t, "q");
		assert_int_equal(term_wait(&t), 0);
		assert_int_not_equal(access("relative", F_OK), 0);
		term_end(&t);
	}
}

/* C14: the end of the line runs nothing; of several lines tells paste.c. */
static void a_paste_is_one_line_that_waits_for_enter(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "\033[200~\r\ngoto\t3  и\033ещё\001 \r\n\n\033[201~");
	term_expect_last_row(&t, ":goto 3  иещё", -1);
	assert_true(term_shows(&t, "LIVE"));
	term_type(&t, "\025goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_end(&t);
}

/* C14: as is a line without marks. */
static void a_huge_paste_is_cut(void **state)
{
	(void)state;
	struct term t;
	char text[20001];
	open_prompt(&t, NULL);
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	term_type(&t, "\033[200~");
	term_type(&t, text);
	term_type(&t, "\033[201~");
	term_expect(&t, "aaaa");
	term_type(&t, text); /* and so is what is typed without marks */
	term_type(&t, "\001:");
	term_expect(&t, ":aaaa");
	term_type(&t, "\025\013goto 3\r");
	term_expect(&t, "PAST 3 of");
	term_end(&t);
}

/* C3: Ctrl-D on an empty line closes the prompt alone. */
static void escape_control_c_and_control_d_leave(void **state)
{
	(void)state;
	static const char *const ways[] = {"\033", "\003", "\004"};
	struct term t;
	open_prompt(&t, NULL);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		if (i < 2)
			term_type(&t, "quit");
		term_expect_last_row(&t, i < 2 ? ":quit" : ":", -1);
		term_type(&t, ways[i]);
		term_expect_cursor(&t, false);
		term_type(&t, "u"); /* keys are keys again */
		term_expect(&t, "PAST");
		term_type(&t, "s:");
		term_expect(&t, "LIVE");
		term_expect_cursor(&t, true);
	}
	term_end(&t);
}

/* C15, C16: keys without a meaning, bytes that are no text. */
static void odd_keys_spill_nothing_into_the_line(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "a\033[0;5;3Mb\033[Ic\033[?1;2cd\033[23;5~e\033Oxf\033[999zg\377\200h");
	term_expect_last_row(&t, ":abcdefgh", -1);
	term_type(&t, "\033[201~i\033[H\033[1;5Cj"); /* to the end of the word */
	term_expect_last_row(&t, ":abcdefghij", -1);
	term_end(&t);
}

static void hostile_text_is_shown_as_escapes(void **state)
{
	(void)state;
	struct term t;
	open_prompt(&t, NULL);
	term_type(&t, "a\u202eb\u200bc");
	term_expect_last_row(&t, ":a\\u{202E}b\\u{200B}c", -1);
	term_type(&t, "\026\033x"); /* quoted insert of an escape */
	term_expect_last_row(&t, ":a\\u{202E}b\\u{200B}c\\ex", -1);
	term_end(&t);
}

/* G5: but for what would break the prompt. */
static void the_users_inputrc_counts(void **state)
{
	(void)state;
	struct term t;
	char path[] = "/tmp/asyncviz-inputrc-XXXXXX", variable[64];
	static const char text[] = "set editing-mode vi\nset blink-matching-paren on\n"
				   "$if asyncviz\n\"\\C-x\": \"typed by a macro\"\n$endif\n";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, sizeof text - 1), sizeof text - 1);
	close(fd);
	snprintf(variable, sizeof variable, "INPUTRC=%s", path);
	const char *const variables[] = {variable, NULL};
	open_prompt(&t, &(struct term_options){.variables = variables});
	term_type(&t, "\030");
	term_expect_last_row(&t, ":typed by a macro", -1);
	term_type(&t, "\033"); /* to vi's command mode, where the prompt stays */
	term_expect_last_row(&t, ":typed by a macro", 16);
	term_type(&t, "0rT");
	term_expect_last_row(&t, ":Typed by a macro", 1);
	term_type(&t, "\033");
	term_expect_cursor(&t, false);
	unlink(path);
	term_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cyrillic_is_typed_and_edited_by_character),
		cmocka_unit_test(tab_shows_and_completes_commands),
		cmocka_unit_test(expect_does_not_find_its_own_line),
		cmocka_unit_test(history_is_walked_searched_and_never_changed),
		cmocka_unit_test(history_outlives_the_program_in_a_private_file),
		cmocka_unit_test(a_history_that_cannot_be_is_done_without),
		cmocka_unit_test(a_paste_is_one_line_that_waits_for_enter),
		cmocka_unit_test(a_huge_paste_is_cut),
		cmocka_unit_test(escape_control_c_and_control_d_leave),
		cmocka_unit_test(odd_keys_spill_nothing_into_the_line),
		cmocka_unit_test(hostile_text_is_shown_as_escapes),
		cmocka_unit_test(the_users_inputrc_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
