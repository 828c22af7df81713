/* Strings of JSON in plain ASCII, as json.dumps() of Python writes them. Nothing else of JSON. */
#ifndef EXPORT_JSON_TEXT_H
#define EXPORT_JSON_TEXT_H

#include <stdint.h>

#include "base/bytes.h"

/* Adds UTF-8 in quotes; a byte that is no part of a character becomes U+FFFD. */
void json_add_text(struct bytes *out, const char *text, size_t length);

/* Adds bytes in quotes, each as the character of that number (Latin-1). */
void json_add_latin1(struct bytes *out, const uint8_t *data, size_t size);

#endif
