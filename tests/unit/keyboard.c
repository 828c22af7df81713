/* Tests of terminal/keyboard.h: bytes as terminals send them, split anywhere, at times of our own. */
#include "terminal/keyboard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "command/keys.h"

enum { MILLISECOND = 1000000, MOST = 64 };

static struct keyboard keyboard;
static uint64_t now;
static uint32_t pressed[MOST];
static unsigned count;
static char *pasted;

static void press(void *context, const struct keystroke *stroke)
{
	(void)context;
	assert_true(count < MOST);
	pressed[count++] = stroke->key;
	if (!stroke->is_paste)
		return;
	free(pasted);
	pasted = strndup(stroke->bytes, stroke->length);
}

static int open_keyboard(void **unused)
{
	(void)unused;
	keyboard_open(&keyboard, press, NULL);
	now = 1000 * (uint64_t)MILLISECOND;
	count = 0;
	return 0;
}

static int close_keyboard(void **unused)
{
	(void)unused;
	keyboard_close(&keyboard);
	free(pasted);
	pasted = NULL;
	return 0;
}

static void feed(const char *bytes)
{
	keyboard_feed(&keyboard, bytes, strlen(bytes), now);
}

static void pass(unsigned milliseconds)
{
	now += milliseconds * (uint64_t)MILLISECOND;
	if (now >= keyboard_deadline(&keyboard))
		keyboard_due(&keyboard, now);
}

static void assert_pressed(unsigned wanted, const uint32_t *keys)
{
	assert_int_equal(count, wanted);
	for (unsigned i = 0; i < wanted; i++)
		assert_int_equal(pressed[i], keys[i]);
	count = 0;
}

#define PRESSED(...) /* PRESSED('a', KEYS_UP): exactly these, in this order */ \
	assert_pressed(sizeof((uint32_t[]){__VA_ARGS__}) / sizeof(uint32_t),     \
	               (const uint32_t[]){__VA_ARGS__})

static void keys_have_one_meaning_however_they_are_sent(void **unused)
{
	(void)unused;
	feed("sя\r\t\003\033[A\033OA\033[1~\033[H\033[[A\033OP");
	PRESSED('s', 0x44f, KEYS_ENTER, KEYS_TAB, KEYS_CONTROL + 'c', KEYS_UP, KEYS_UP, KEYS_HOME,
	        KEYS_HOME, KEYS_HELP, KEYS_HELP);
	assert_int_equal(keyboard_deadline(&keyboard), UINT64_MAX);
}

static void a_sequence_may_come_byte_by_byte(void **unused)
{
	(void)unused;
	for (const char *byte = "\033[5~\321\217"; *byte; byte++) {
		keyboard_feed(&keyboard, byte, 1, now);
		pass(10);
	}
	PRESSED(KEYS_PAGE_UP, 0x44f);
}

/* What else the terminal has to say, that it takes bytes again, is no byte. */
static void an_escape_alone_is_a_key_after_a_while(void **unused)
{
	(void)unused;
	feed("\033");
	pass(30);
	assert_int_equal(count, 0);
	feed("");
	pass(30);
	PRESSED(KEYS_ESCAPE);
	feed("s");
	PRESSED('s');
}

static void what_follows_a_late_escape_is_swallowed_with_it(void **unused)
{
	(void)unused;
	feed("\033");
	pass(60);
	PRESSED(KEYS_ESCAPE);
	feed("[A");
	assert_int_equal(count, 0);
	feed("s");
	PRESSED('s');
}

/* C15. */
static void nothing_leaves_it_stuck(void **unused)
{
	(void)unused;
	static const char *const unfinished[] = {"\033[", "\033[1;", "\033O",    "\033]0;title",
	                                         "\033P", "\321",    "\033[200~", "\033[M"};
	for (size_t i = 0; i < sizeof unfinished / sizeof *unfinished; i++) {
		feed(unfinished[i]);
		pass(1000);
		count = 0;
		feed("s");
		PRESSED('s');
	}
	feed("\377\300s\033[999;999;999zq\033[M \033[q");
	PRESSED('s', KEYS_NONE, 'q', KEYS_NONE, 'q');
}

/* C14. */
static void a_paste_has_lines_and_is_no_key(void **unused)
{
	(void)unused;
	feed("\033[200~step\n");
	feed("q\033[A\t\001x\033[20");
	feed("1~s");
	PRESSED(KEYS_OTHER, 's');
	assert_string_equal(pasted, "step\nq[A x");
}

/* What a terminal reports nobody has pressed. */
static void keys_are_told_from_reports(void **unused)
{
	(void)unused;
	feed("\033[15~\033Ot\033[1;2P\033[[B\033[2~\033[1;5A");
	PRESSED(KEYS_OTHER, KEYS_OTHER, KEYS_OTHER, KEYS_OTHER, KEYS_OTHER, KEYS_OTHER);
	feed("\033[I\033[<0;5;3m\033[?1;2c\033[12;7R\033[0n\033[201~\033[8;24;80t");
	PRESSED(KEYS_NONE, KEYS_NONE, KEYS_NONE, KEYS_NONE, KEYS_NONE, KEYS_NONE, KEYS_NONE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_keyboard, close_keyboard)
	const struct CMUnitTest tests[] = {
		TEST(keys_have_one_meaning_however_they_are_sent),
		TEST(a_sequence_may_come_byte_by_byte),
		TEST(an_escape_alone_is_a_key_after_a_while),
		TEST(what_follows_a_late_escape_is_swallowed_with_it),
		TEST(nothing_leaves_it_stuck),
		TEST(a_paste_has_lines_and_is_no_key),
		TEST(keys_are_told_from_reports),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
