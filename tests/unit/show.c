/*
 * base/show: the gate for untrusted bytes, checked against a table, a generated hostile corpus and
 * random bytes; Python's repr() against what CPython 3.11 printed. What may reach a screen is judged
 * here by the C library's decoder and iswprint(), not by our own tables.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/show.h"
#include "base/text.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0]) /* the number of its elements */
#define S(literal) literal, sizeof(literal) - 1 /* S("ab") is "ab", 2 */

struct rendering {
	const char *raw;
	size_t length;
	const char *shown;
};

// clang-format off
static const struct rendering renderings[] = {
	{S(""), ""},
	{S("GET / HTTP/1.1"), "GET / HTTP/1.1"},
	{S("%n%s%99999d"), "%n%s%99999d"},
	{S("\x1b[2J\x1b[31m"), "\\e[2J\\e[31m"},
	{S("\x1b]52;c;Zm9v\a"), "\\e]52;c;Zm9v\\x07"},
	{S("\x05"), "\\x05"},
	{S("\x9b" "2J"), "\\x9b2J"},
	{S("\xc2\x9b" "2J"), "\\u{9B}2J"},
	{S("a\r\n\t\b\v\f"), "a\\r\\n\\t\\x08\\x0b\\x0c"},
	{S("a\0" "0"), "a\\00"},
	{S("\x7f\xfe\xff"), "\\x7f\\xfe\\xff"},
	{S("C:\\n"), "C:\\\\n"},
	{S("\x80" "a"), "\\x80a"},
	{S("\xc0\xaf"), "\\xc0\\xaf"},
	{S("\xe0\x80\xaf"), "\\xe0\\x80\\xaf"},
	{S("\xed\xa0\x80"), "\\xed\\xa0\\x80"},
	{S("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80"},
	{S("\xf8\x88\x80\x80\x80"), "\\xf8\\x88\\x80\\x80\\x80"},
	{S("\xe2\x82"), "\\xe2\\x82"},
	{S("\xe2\x82" "a"), "\\xe2\\x82a"},
	{S("\xe2\xd0\xbf"), "\\xe2\u043f"},
	{S("привет 日本 é 🙂"), "привет 日本 é 🙂"},
	{S("a\u00a0b"), "a\u00a0b"},
	{S("\u202e\u202a\u2066\u2069\u200e\u200f\u061c"),
	 "\\u{202E}\\u{202A}\\u{2066}\\u{2069}\\u{200E}\\u{200F}\\u{61C}"},
	{S("a\u200b\u200c\u200d\ufeff\u2060"), "a\\u{200B}\\u{200C}\\u{200D}\\u{FEFF}\\u{2060}"},
	{S("\U000e0041\ufe0f\U000e0100\u180b"), "\\u{E0041}\\u{FE0F}\\u{E0100}\\u{180B}"},
	{S("so\u00adft\u034f"), "so\\u{AD}ft\\u{34F}"},
	{S("\u3164\u115f\u1160\uffa0"), "\\u{3164}\\u{115F}\\u{1160}\\u{FFA0}"},
	{S("\ue000\U000f0000\U0010fffd"), "\\u{E000}\\u{F0000}\\u{10FFFD}"},
	{S("\ufdd0\uffff\U0001fffe\U0010ffff"), "\\u{FDD0}\\u{FFFF}\\u{1FFFE}\\u{10FFFF}"},
	{S("\u2028\u2029\u2800"), "\\u{2028}\\u{2029}\\u{2800}"},
	{S("\u0301a"), "\\u{301}a"},
	{S("e\u0301\u0302"), "e\u0301\u0302"},
	{S("e\u0301\u0302\u0303\u0304o\u0301"), "e\u0301\u0302\\u{303}\\u{304}o\u0301"},
	{S("\n\u0301"), "\\n\\u{301}"},
	{S("\\\u0301"), "\\\\\\u{301}"},
	{S("e\u200b\u0301"), "e\\u{200B}\\u{301}"},
	{S("\u1100\u1161\u11a8\u11a8"), "\u1100\u1161\u11a8\\u{11A8}"},
};
// clang-format on

static void shows_each_kind_as_the_table_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(renderings); i++) {
		const struct rendering *r = &renderings[i];
		char out[256];

		assert_int_equal(show(out, sizeof out, r->raw, r->length), strlen(r->shown));
		assert_string_equal(out, r->shown);
	}
}

/* A short buffer holds a prefix that ends between two units, and the full length is still told. */
static void never_cuts_a_character_or_an_escape(void **state)
{
	static const char raw[] = "a\x1b日\u202e\xff🙂\\b";
	static const size_t ends[] = {0, 1, 3, 6, 14, 18, 22, 24, 25};
	char full[64], out[64];
	size_t length = show(full, sizeof full, raw, sizeof raw - 1), end = 0;

	(void)state;
	assert_int_equal(length, 25);
	assert_int_equal(show(NULL, 0, raw, sizeof raw - 1), length);
	for (size_t size = 1; size <= length + 2; size++) {
		memset(out, '#', sizeof out);
		assert_int_equal(show(out, size, raw, sizeof raw - 1), length);
		while (end + 1 < LENGTH(ends) && ends[end + 1] < size)
			end++;
		assert_int_equal(strlen(out), ends[end]);
		assert_memory_equal(out, full, ends[end]);
		assert_int_equal(out[size], '#');
	}
}

static void plain_leaves_backslashes_and_nothing_else(void **state)
{
	struct bytes out = {0};

	(void)state;
	show_plain_into(&out, S("b'hi\\n'\x1b\u202e"));
	assert_string_equal(bytes_text(&out), "b'hi\\n'\\e\\u{202E}");
	bytes_free(&out);
}

/* Reads at most `most` hexadecimal digits; returns how many there were. */
static size_t read_hex(const char *text, size_t most, uint32_t *value)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	size_t count = 0;

	for (*value = 0; count < most && text[count]; count++) {
		const char *digit = strchr(digits, text[count]);

		if (!digit)
			break;
		*value = *value << 4 | ((uint32_t)(digit - digits) & 0xf);
	}
	return count;
}

/* Takes what follows a backslash; returns its length, 0 when it is no escape of ours. */
static size_t take_escape(struct bytes *out, const char *text)
{
	static const char names[] = "\\nrt0e", bytes[] = "\\\n\r\t\0\x1b";
	char character[TEXT_LONGEST];
	uint32_t value;
	size_t digits, size;

	if (text[0] == 'x' && read_hex(text + 1, 2, &value) == 2) {
		bytes_add_char(out, (char)(unsigned char)value);
		return 3;
	}
	if (text[0] == 'u' && text[1] == '{') {
		digits = read_hex(text + 2, 6, &value);
		size = text_encode(character, value);
		if (digits == 0 || size == 0 || text[2 + digits] != '}')
			return 0;
		bytes_add(out, character, size);
		return digits + 3;
	}
	const char *name = text[0] ? strchr(names, text[0]) : NULL;
	if (!name)
		return 0;
	bytes_add_char(out, bytes[name - names]);
	return 1;
}

/* What show() promises: the bytes that a rendering stands for; false at an escape that is none. */
static bool unshow(struct bytes *out, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "\\"), taken;

		bytes_add(out, text, plain);
		text += plain;
		if (!*text)
			break;
		taken = take_escape(out, text + 1);
		if (taken == 0)
			return false;
		text += 1 + taken;
	}
	return true;
}

/* Characters that the C library prints, yet no terminal shows as themselves or in their order. */
static bool deceives(wchar_t c)
{
	static const wchar_t ranges[][2] = {
		{0xad, 0xad},     {0x34f, 0x34f},   {0x61c, 0x61c},      {0x115f, 0x1160},
		{0x180b, 0x180f}, {0x200b, 0x200f}, {0x2028, 0x202e},    {0x2060, 0x206f},
		{0x3164, 0x3164}, {0xe000, 0xf8ff}, {0xfe00, 0xfe0f},    {0xfeff, 0xfeff},
		{0xffa0, 0xffa0}, {0xfff0, 0xfffb}, {0xe0000, 0x10ffff},
	};

	for (size_t i = 0; i < LENGTH(ranges); i++)
		if (c >= ranges[i][0] && c <= ranges[i][1])
			return true;
	return false;
}

/* The C library's own decoder and tables find nothing but visible characters on one line. */
static void check_fit_for_a_screen(const char *text)
{
	size_t length = strlen(text), at = 0;
	int marks = SHOW_MARKS;

	while (at < length) {
		wchar_t c;
		size_t size = mbrtowc(&c, text + at, length - at, &(mbstate_t){0});

		assert_in_range(size, 1, length - at);
		assert_true(iswprint((wint_t)c));
		assert_false(deceives(c));
		marks = wcwidth(c) == 0 ? marks + 1 : 0;
		assert_in_range(marks, 0, SHOW_MARKS);
		assert_in_range(wcwidth(c), 0, 2);
		at += size;
	}
	assert_in_range(text_columns(text, length), 0, length);
}

/* Everything that the gate promises, for one input. */
static void check_gate(const char *raw, size_t length)
{
	struct bytes shown = {0}, plain = {0}, back = {0};
	char *sized, cut[16];

	show_into(&shown, raw, length);
	check_fit_for_a_screen(bytes_text(&shown));
	assert_in_range(shown.length, length > 0, 4 * length);
	assert_true(unshow(&back, bytes_text(&shown)));
	assert_int_equal(back.length, length);
	if (length)
		assert_memory_equal(back.data, raw, length);

	sized = malloc(shown.length + 1);
	assert_int_equal(show(sized, shown.length + 1, raw, length), shown.length);
	assert_string_equal(sized, bytes_text(&shown));
	show(cut, sizeof cut, raw, length);
	check_fit_for_a_screen(cut);
	assert_memory_equal(cut, bytes_text(&shown), strlen(cut));

	show_plain_into(&plain, raw, length);
	check_fit_for_a_screen(bytes_text(&plain));
	free(sized);
	bytes_free(&shown);
	bytes_free(&plain);
	bytes_free(&back);
}

/* One copy on the heap, so that a sanitiser sees a read past the end. */
static void check_exact_copy(const struct bytes *raw)
{
	char *copy = malloc(raw->length ? raw->length : 1);

	memcpy(copy, bytes_text(raw), raw->length);
	check_gate(copy, raw->length);
	free(copy);
}

// clang-format off
static const struct {
	const char *raw;
	size_t length;
} attacks[] = {
	{S("\x1b[2J\x1b[H")}, {S("\x1b]0;title\a")}, {S("\x1b]52;c;AAAA\x1b\\")}, {S("\x1bP$qm\x1b\\")},
	{S("\x1b_G\x1b\\")}, {S("\x1b]")}, {S("\x05\x1bZ\x1b[c")}, {S("\x9b" "31m")}, {S("\xc2\x9b" "31m")},
	{S("\xc2\x90\xc2\x9c")}, {S("\rroot# \b\b")}, {S("a\0b\0")}, {S("\x7f\xff\xfe")}, {S("\xc0\x80")},
	{S("\xed\xa0\x80\xed\xb0\x80")}, {S("\xf0\x80\x80\x80")}, {S("\xf4\x90\x80\x80")}, {S("\xf0\x9f\x99")},
	{S("\u202eexe.txt\u202c")}, {S("\u2066x\u2069\u061c")}, {S("\u200b\u200d\ufeff")},
	{S("\U000e0041\U000e007f")}, {S("x\ufe0e\ufe0f\U000e01ef")}, {S("\u0301\u0301\u0301\u0301")},
	{S("a\u0300\u0301\u0302\u0303\u0489\u20dd")}, {S("\u3164\u115f\u1160\uffa0")},
	{S("\u2028\u2029\xc2\x85")}, {S("\uffff\ufdd0\U0010ffff\ue000")}, {S("\\x1b\\u{202E}\\")},
	{S("\xff\xfd\x01\xff\xfb\x03")},
};
// clang-format on

enum { WRAPPINGS = 10 };

/* Puts an attack into one of ten settings: alone, after a base, cut, repeated, reversed... */
static void wrap(struct bytes *out, const char *raw, size_t length, int wrapping)
{
	switch (wrapping) {
	case 1: bytes_add_char(out, 'a'); break;
	case 2: bytes_add_text(out, "日"); break;
	case 3: bytes_add_char(out, '\\'); break;
	case 4: bytes_add_char(out, '\xe2'); break;
	case 5: bytes_add(out, raw, length - 1); return;
	case 6: bytes_add(out, raw + 1, length - 1); return;
	case 7:
		while (out->length < 4000)
			bytes_add(out, raw, length);
		return;
	case 8:
		while (length > 0)
			bytes_add_char(out, raw[--length]);
		return;
	}
	bytes_add(out, raw, length);
	if (wrapping == 9)
		bytes_add_text(out, "\u0301\u0301\u0301!");
}

static void three_hundred_hostile_strings_pass_the_gate(void **state)
{
	struct bytes raw = {0};
	int count = 0;

	(void)state;
	for (size_t i = 0; i < LENGTH(attacks); i++) {
		for (int wrapping = 0; wrapping < WRAPPINGS; wrapping++, count++) {
			bytes_clear(&raw);
			wrap(&raw, attacks[i].raw, attacks[i].length, wrapping);
			check_exact_copy(&raw);
		}
	}
	assert_int_equal(count, 300);
	bytes_free(&raw);
}

/* xorshift64: the same numbers on every machine. */
static uint64_t draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Half bytes of any kind, half characters from the whole of Unicode or from among the marks. */
static void add_random(struct bytes *out, uint64_t *seed)
{
	char character[TEXT_LONGEST];
	uint64_t kind = draw(seed) % 8, value = draw(seed);

	if (kind < 4)
		bytes_add_char(out, (char)(unsigned char)value);
	else if (kind < 6)
		bytes_add(out, character, text_encode(character, (uint32_t)(value % 0x110000)));
	else
		bytes_add(out, character, text_encode(character, (uint32_t)(0x2f0 + value % 0x90)));
}

static void random_bytes_pass_the_gate_and_come_back(void **state)
{
	struct bytes raw = {0};
	uint64_t seed = 20240229;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		bytes_clear(&raw);
		for (uint64_t left = draw(&seed) % 48; left > 0; left--)
			add_random(&raw, &seed);
		check_exact_copy(&raw);
	}
	bytes_free(&raw);
}

static void every_code_point_passes_the_gate(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char raw[1 + TEXT_LONGEST] = "a", shown[32];
		size_t size = text_encode(raw + 1, cp);

		show(shown, sizeof shown, raw, size + 1);
		check_fit_for_a_screen(shown);
	}
}

// clang-format off
static const struct rendering bytes_reprs[] = {
	{S(""), "b''"},
	{S("hi\n"), "b'hi\\n'"},
	{S("it's"), "b\"it's\""},
	{S("say \"x\""), "b'say \"x\"'"},
	{S("'\""), "b'\\'\"'"},
	{S("\\"), "b'\\\\'"},
	{S("\0\x1b\x7f\x80\xff"), "b'\\x00\\x1b\\x7f\\x80\\xff'"},
	{S("\t\r\n\v ~"), "b'\\t\\r\\n\\x0b ~'"},
	{S("яд"), "b'\\xd1\\x8f\\xd0\\xb4'"},
};

static const struct rendering text_reprs[] = {
	{S(""), "''"},
	{S("hi\n"), "'hi\\n'"},
	{S("it's"), "\"it's\""},
	{S("\""), "'\"'"},
	{S("'\""), "'\\'\"'"},
	{S("\\"), "'\\\\'"},
	{S("\0\x1b\x7f"), "'\\x00\\x1b\\x7f'"},
	{S("\xc2\x80\u00a0\u00ad\u00ff"), "'\\x80\\xa0\\xad\u00ff'"},
	{S("привет 🙂"), "'привет 🙂'"},
	{S("\u200b\u202e\u2028\u3000\ue000"), "'\\u200b\\u202e\\u2028\\u3000\\ue000'"},
	{S("\U000e0001\U0010ffff"), "'\\U000e0001\\U0010ffff'"},
	{S("e\u0301\ufe0f"), "'e\u0301\ufe0f'"},
	{S("a\xff\xed\xa0\x80"), "'a\\udcff\\udced\\udca0\\udc80'"},
};
// clang-format on

static void repr_is_what_python_prints(void **state)
{
	struct bytes out = {0};

	(void)state;
	for (size_t i = 0; i < LENGTH(bytes_reprs); i++) {
		bytes_clear(&out);
		show_repr_bytes(&out, bytes_reprs[i].raw, bytes_reprs[i].length);
		assert_string_equal(bytes_text(&out), bytes_reprs[i].shown);
	}
	for (size_t i = 0; i < LENGTH(text_reprs); i++) {
		bytes_clear(&out);
		show_repr_text(&out, text_reprs[i].raw, text_reprs[i].length);
		assert_string_equal(bytes_text(&out), text_reprs[i].shown);
	}
	bytes_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_each_kind_as_the_table_says),
		cmocka_unit_test(never_cuts_a_character_or_an_escape),
		cmocka_unit_test(plain_leaves_backslashes_and_nothing_else),
		cmocka_unit_test(three_hundred_hostile_strings_pass_the_gate),
		cmocka_unit_test(random_bytes_pass_the_gate_and_come_back),
		cmocka_unit_test(every_code_point_passes_the_gate),
		cmocka_unit_test(repr_is_what_python_prints),
	};

	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return EXIT_FAILURE;
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
