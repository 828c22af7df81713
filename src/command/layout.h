/*
 * Cyrillic layouts of one family: Russian, and those that share its places. A letter stands for the
 * Latin one on the same key. Where two layouts disagree (і is the place of s on a Ukrainian one, of
 * b on a Belarusian one) the first counts. Layouts that follow sounds (Serbian, Macedonian,
 * Bulgarian) have other places, and are not read here.
 */
#ifndef COMMAND_LAYOUT_H
#define COMMAND_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The Latin character in the place of that letter; any other character is itself. */
uint32_t layout_latin(uint32_t letter);

/* Writes what such a text would have been on a Latin layout, with a NUL; false when it does not fit
 * or something in it is no ASCII on that layout either. */
bool layout_turn(char *out, size_t size, const char *text, size_t length);

#endif
