/*
 * What a line of a recording ends with: zlib's CRC-32 as the last member of the line's object, over
 * the lines up to here without what they end with. It goes on from the sum of the line before: a
 * line that is lost, moved or there twice is noticed at the line behind it.
 *
 *   {"line":27,"crc":"cd686064"}
 *
 * Any change within 32 bits in a row is noticed for certain, any other but once in 2^32. Lines that
 * are lost at the end are not noticed here: {"end"} is among them. It is no protection against one
 * who means it: see model/replay_check.h.
 */
#ifndef TRACE_TRACE_FILE_SUM_H
#define TRACE_TRACE_FILE_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORDING_SEAL = 18 }; /* bytes that the checksum adds to a line, its brace included */

/* Ends the line that goes up to `to` and lacks its brace; returns its new end. *sum is that of the
 * line before, 0 before the first, and becomes that of this line. */
char *recording_seal(char *line, char *to, uint32_t *sum);

/* Whether a line, without its newline, ends with the checksum that it has behind the line before.
 * *sum is as above, and stays as it is when the line is not sealed. */
bool recording_is_sealed(const char *line, size_t length, uint32_t *sum);

#endif
