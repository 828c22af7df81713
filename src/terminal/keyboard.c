/*
 * A small machine fed byte by byte. It follows the grammar of control sequences (ECMA-48) rather
 * than terminfo, so that also sequences of other terminals are read to their end; the keys that
 * matter here are sent alike by every terminal of today, in one of the two or three ways listed.
 */
#include "terminal/keyboard.h"

#include <string.h>

#include "base/text.h"
#include "command/keys.h"

enum {
	ESCAPE = 0x1b,
	BELL = 7,
	DELETE = 0x7f,
	MILLISECOND = 1000000,
	ESCAPE_ALONE = 50 * MILLISECOND, /* an ESC with nothing after it */
	GIVEN_UP = 500 * MILLISECOND, /* a sequence that does not end */
	MOUSE_BYTES = 6 /* ESC [ M and three more: the old mouse report */
};

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"

/* What comes after ESC. */
static const struct {
	const char *sequence;
	uint32_t key;
} sequences[] = {
	{"[A", KEYS_UP},       {"OA", KEYS_UP},         {"[B", KEYS_DOWN},  {"OB", KEYS_DOWN},
	{"[C", KEYS_RIGHT},    {"OC", KEYS_RIGHT},      {"[D", KEYS_LEFT},  {"OD", KEYS_LEFT},
	{"[H", KEYS_HOME},     {"OH", KEYS_HOME},       {"[1~", KEYS_HOME}, {"[7~", KEYS_HOME},
	{"[F", KEYS_END},      {"OF", KEYS_END},        {"[4~", KEYS_END},  {"[8~", KEYS_END},
	{"[5~", KEYS_PAGE_UP}, {"[6~", KEYS_PAGE_DOWN}, {"OP", KEYS_HELP},  {"[11~", KEYS_HELP},
	{"[[A", KEYS_HELP},    {"[P", KEYS_HELP},       {"OM", KEYS_ENTER},
};

void keyboard_open(struct keyboard *k, void (*press)(void *, const struct keystroke *),
                   void *context)
{
	*k = (struct keyboard){.press = press, .context = context};
}

void keyboard_close(struct keyboard *k)
{
	bytes_free(&k->paste);
}

const char *keyboard_words(uint32_t key)
{
	switch (key) {
	case KEYS_UP: return "\033[A";
	case KEYS_DOWN: return "\033[B";
	case KEYS_RIGHT: return "\033[C";
	case KEYS_LEFT: return "\033[D";
	case KEYS_HOME: return "\033[H";
	case KEYS_END: return "\033[F";
	case KEYS_ENTER: return "\r";
	case KEYS_HELP: return "";
	default: return NULL;
	}
}

static void press(struct keyboard *k, uint32_t key)
{
	struct keystroke stroke = {.key = key, .bytes = k->unfinished, .length = k->length};
	k->unfinished[k->length] = '\0';
	k->press(k->context, &stroke);
	k->length = 0;
}

static void press_escape(struct keyboard *k)
{
	k->unfinished[0] = ESCAPE;
	k->length = 1;
	press(k, KEYS_ESCAPE);
}

/* F5 is ESC [ 1 5 ~ or ESC O t, and keys with Shift or Ctrl end like plain ones; the rest are
 * reports of the terminal: focus, mouse, answers, the end of a paste without a beginning. */
static bool is_of_a_key(const char *sequence)
{
	char last = sequence[strlen(sequence) - 1];
	if (*sequence == 'O' || !strncmp(sequence, "[[", 2))
		return true;
	return strspn(sequence + 1, "0123456789;") == strlen(sequence) - 2 && sequence[2] &&
	       strchr("~ABCDEFHPQS", last) && strcmp(sequence, "[201~") != 0;
}

static uint32_t key_of_sequence(const char *sequence)
{
	for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
		if (!strcmp(sequences[i].sequence, sequence))
			return sequences[i].key;
	return is_of_a_key(sequence) ? KEYS_OTHER : KEYS_NONE;
}

static void end_sequence(struct keyboard *k)
{
	k->unfinished[k->length] = '\0';
	if (k->had_escape) { /* its ESC has already been a key */
		k->had_escape = false;
		k->length = 0;
	} else if (!strcmp(k->unfinished, PASTE_BEGIN)) {
		k->is_pasting = true;
		k->length = 0;
		bytes_clear(&k->paste);
	} else {
		press(k, key_of_sequence(k->unfinished + 1));
	}
}

static bool is_final(char c)
{
	return c >= 0x40 && c <= 0x7e;
}

/* ESC [ parameters final. Two old habits break the grammar: ESC [ [ A of the Linux console, and
 * the mouse report ESC [ M followed by three bytes of any value. */
static void in_control_sequence(struct keyboard *k, char c)
{
	size_t n = k->length;
	if (n == 3 && c == '[')
		return;
	if (n >= 3 && k->unfinished[2] == 'M') {
		if (n == MOUSE_BYTES)
			end_sequence(k);
		return;
	}
	if (n == 3 && c == 'M')
		return;
	if (is_final(c))
		end_sequence(k);
	else if (n == KEYBOARD_LONGEST)
		k->length = n - 1; /* parameters without end: the last one is overwritten */
}

static void in_escape(struct keyboard *k, char c)
{
	char kind = k->unfinished[1];
	if (k->length == 2 && kind == ESCAPE) { /* two in a row: the first was alone */
		press_escape(k);
		k->unfinished[0] = ESCAPE;
		k->length = 1;
	} else if (kind == '[') {
		if (k->length > 2)
			in_control_sequence(k, c);
	} else if (kind == 'O') {
		if (k->length == 3)
			end_sequence(k);
	} else if (strchr("]P_^X", kind)) {
		k->is_string = true;
		k->length = 0;
	} else { /* Alt with a key */
		uint32_t cp;
		if (text_decode(k->unfinished + 1, k->length - 1, &cp) || k->length > TEXT_LONGEST)
			press(k, KEYS_OTHER);
	}
}

static uint32_t key_of_character(uint32_t cp)
{
	if (cp == '\t')
		return KEYS_TAB;
	if (cp == '\r' || cp == '\n')
		return KEYS_ENTER;
	if (cp >= 1 && cp <= 26)
		return KEYS_CONTROL + 'a' + cp - 1;
	return cp < ' ' || cp == DELETE ? KEYS_OTHER : cp;
}

/* Bytes that are no UTF-8 are dropped, one at a time. */
static void in_character(struct keyboard *k)
{
	uint32_t cp;
	while (k->length > 0 && !text_decode(k->unfinished, k->length, &cp)) {
		unsigned char first = (unsigned char)k->unfinished[0];
		size_t whole = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
		if (first >= 0xc2 && first <= 0xf4 && k->length < whole)
			return;
		memmove(k->unfinished, k->unfinished + 1, --k->length);
	}
	if (k->length > 0)
		press(k, key_of_character(cp));
}

static void end_paste(struct keyboard *k, bool is_whole)
{
	struct keystroke stroke = {.key = KEYS_OTHER,
	                           .bytes = bytes_text(&k->paste),
	                           .length = k->paste.length,
	                           .is_paste = true,
	                           .is_cut = !is_whole || k->paste.length == PASTE_MOST};
	k->is_pasting = false;
	k->length = 0;
	k->press(k->context, &stroke);
}

/* Of the controls, ends of lines stay, of which there are two kinds, and tabs become spaces. */
static void keep(struct keyboard *k, char c)
{
	bool is_end = c == '\n' || c == '\r', is_blank = c == '\t';
	bool is_control = (unsigned char)c < ' ' || c == DELETE;
	if ((is_end || is_blank || !is_control) && k->paste.length < PASTE_MOST)
		bytes_add_char(&k->paste, is_end ? '\n' : is_blank ? ' ' : c);
}

/* What begins like the end of a paste, and is none, is text. */
static void in_paste(struct keyboard *k, char c)
{
	static const char end[] = PASTE_END;
	if (c == end[k->length]) {
		k->unfinished[k->length++] = c;
		if (!end[k->length])
			end_paste(k, true);
		return;
	}
	for (size_t i = 0; i < k->length; i++)
		keep(k, k->unfinished[i]);
	k->length = 0;
	if (c == ESCAPE)
		k->unfinished[k->length++] = c;
	else
		keep(k, c);
}

/* BEL or ST (ESC \) ends a terminal's answer. */
static void in_string(struct keyboard *k, char c)
{
	if (c == BELL || (c == '\\' && k->length == 1)) {
		k->is_string = false;
		k->had_escape = false;
		k->length = 0;
		return;
	}
	k->length = c == ESCAPE;
}

static void feed(struct keyboard *k, char c)
{
	if (k->is_pasting) {
		in_paste(k, c);
		return;
	}
	if (k->is_string) {
		in_string(k, c);
		return;
	}
	if (k->had_escape && k->length == 0) {
		if (c == '[' || c == 'O')
			k->unfinished[k->length++] = ESCAPE;
		else
			k->had_escape = false;
	}
	k->unfinished[k->length++] = c;
	if (k->unfinished[0] != ESCAPE)
		in_character(k);
	else if (k->length > 1)
		in_escape(k, c);
}

void keyboard_feed(struct keyboard *k, const char *bytes, size_t length, uint64_t now)
{
	if (keyboard_deadline(k) <= now)
		keyboard_due(k, now);
	for (size_t i = 0; i < length; i++)
		feed(k, bytes[i]);
	if (length > 0)
		k->last_byte = now;
}

uint64_t keyboard_deadline(const struct keyboard *k)
{
	if (k->is_pasting || k->is_string)
		return k->last_byte + GIVEN_UP;
	if (k->length == 0)
		return UINT64_MAX;
	bool is_escape = k->length == 1 && k->unfinished[0] == ESCAPE;
	return k->last_byte + (is_escape ? ESCAPE_ALONE : GIVEN_UP);
}

void keyboard_due(struct keyboard *k, uint64_t now)
{
	if (now < keyboard_deadline(k))
		return;
	bool was_string = k->is_string, is_escape = k->length == 1 && k->unfinished[0] == ESCAPE;
	k->is_string = false;
	if (k->is_pasting) {
		end_paste(k, false);
	} else if (is_escape && !was_string) {
		press_escape(k);
		k->had_escape = true;
	} else {
		k->length = 0;
		k->had_escape = false;
	}
}
