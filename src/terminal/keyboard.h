/*
 * Bytes of a terminal become keys: characters, escape sequences, pastes.
 *
 * Invariants: bytes may come split anywhere and at any time; nothing that a terminal sends leaves
 * the keyboard stuck, for every unfinished state has a deadline. An ESC alone is decided by time.
 * A sequence nobody knows is swallowed whole. At most PASTE_MOST bytes of a paste are kept,
 * without control characters but for ends of lines, each of them '\n'.
 *
 * curses has a reader of its own, which waits inside a call for the rest of a sequence and keeps
 * bytes where poll(2) does not see them; this one does neither.
 */
#ifndef TERMINAL_KEYBOARD_H
#define TERMINAL_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"

enum { KEYBOARD_LONGEST = 48, PASTE_MOST = 4096 };

struct keystroke {
	uint32_t key; /* as in command/keys.h */
	const char *bytes; /* as they came, whole; of a paste, its text */
	size_t length;
	bool is_paste;
	bool is_cut; /* of a paste: there was more of it, or its end has not come */
};

struct keyboard {
	void (*press)(void *context, const struct keystroke *stroke);
	void *context;
	char unfinished[KEYBOARD_LONGEST + 1];
	size_t length; /* of the unfinished character or sequence */
	bool is_string; /* a terminal's answer (OSC, DCS): swallowed up to its end */
	bool had_escape; /* an ESC was just decided to be alone: its sequence may still come */
	bool is_pasting;
	struct bytes paste;
	uint64_t last_byte; /* ns, when the last byte came */
};

void keyboard_open(struct keyboard *k, void (*press)(void *, const struct keystroke *),
                   void *context);
void keyboard_close(struct keyboard *k);

/* What readline calls a key, whatever the terminal sent; NULL: its bytes as they came. */
const char *keyboard_words(uint32_t key);

/* Bytes that came at `now`, ns of CLOCK_MONOTONIC. Calls press() for every key in them. */
void keyboard_feed(struct keyboard *k, const char *bytes, size_t length, uint64_t now);

/* When what is unfinished is decided, UINT64_MAX never; and then it is. */
uint64_t keyboard_deadline(const struct keyboard *k);
void keyboard_due(struct keyboard *k, uint64_t now);

#endif
