/* X14, and F6 of the friction list: keys by their places, on every layout of the family. */
#include "command/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/text.h"
#include "command/keys.h"

/* The rows of three layouts, as they stand on keyboards; ґ is left of Enter or beside Shift. */
static const char latin[] = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";
static const char *const layouts[] = {
	"йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ",
	"йцукенгшщзхїфівапролджєячсмитьбюЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ",
	"йцукенгшўзх'фывапролджэячсмітьбюЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ",
};

static void letters_stand_for_the_keys_they_are_on(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		const char *next = layouts[i], *end = next + strlen(next);
		for (const char *key = latin; *key; key++) {
			uint32_t cp;
			next += text_decode(next, (size_t)(end - next), &cp);
			bool is_disputed = i == 2 && (*key == 'b' || *key == 'B' || *key == ']' ||
			                              *key == '}');
			if (!is_disputed && layout_latin(cp) != (unsigned char)*key)
				fail_msg("layout %zu: %c", i, *key);
		}
	}
	assert_int_equal(layout_latin(0x491 /* ґ */), '\\');
	assert_int_equal(layout_latin(0x490 /* Ґ */), '|');
	assert_int_equal(layout_latin(0x456 /* і */), 's'); /* where the layouts disagree */
	assert_int_equal(layout_latin('s'), 's');
	assert_int_equal(layout_latin(0x65e5 /* 日 */), 0x65e5);
}

/* Of the signs that are keys here, none is where it seems on a Russian layout but the digits, + - =. */
static void signs_are_found_by_their_places(void **state)
{
	(void)state;
	static const struct {
		uint32_t pressed;
		const char *line;
	} cases[] = {
		{'.', "prompt /"},
		{'/', "prompt /"}, /* it has one, above Enter */
		{',', "help"},
		{'?', "help"}, /* Shift+7 */
		{0x436 /* ж */, NULL},
		{0x416 /* Ж */, "prompt"},
		{':', "prompt"}, /* Shift+6 */
		{0x44e /* ю */, NULL}, /* no / by way of its place, the full stop */
		{0x431 /* б */, NULL},
		{0x42e /* Ю */, "match next"},
		{0x411 /* Б */, "match previous"},
		{0x41a /* К */, "restart"},
		{0x456 /* і */, "step"},
		{0x454 /* є */, NULL},
		{0x457 /* ї */, NULL},
		{'+', "speed +"},
		{'-', "speed -"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *line = keys_line(keys_latin(cases[i].pressed));
		if (!line != !cases[i].line || (line && strcmp(line, cases[i].line) != 0))
			fail_msg("%x: %s", cases[i].pressed, line ? line : "nothing");
	}
}

static void words_are_turned_whole_or_not_at_all(void **state)
{
	(void)state;
	char out[8];
	static const char word[] = "сщттусе", tail[] = "\xd1";
	assert_true(layout_turn(out, sizeof out, word, strlen(word)));
	assert_string_equal(out, "connect");
	assert_false(layout_turn(out, sizeof out - 1, word, strlen(word)));
	assert_false(layout_turn(out, sizeof out, tail, 1));
	assert_false(layout_turn(out, sizeof out, "日", strlen("日")));
	assert_true(layout_turn(out, sizeof out, "", 0));
	assert_string_equal(out, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_stand_for_the_keys_they_are_on),
		cmocka_unit_test(signs_are_found_by_their_places),
		cmocka_unit_test(words_are_turned_whole_or_not_at_all),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
