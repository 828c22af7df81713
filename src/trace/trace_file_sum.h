/*
 * What a line of a recording ends with, so that a damaged one is known by itself: a CRC-32 over all
 * that stands before it, as the last member of the line's object.
 *
 *   {"line":27,"crc":"cd686064"}
 *
 * Any change within 32 bits in a row is noticed for certain, any other but once in 2^32. It is no
 * protection against one who means it: see model/replay_check.h.
 */
#ifndef TRACE_TRACE_FILE_SUM_H
#define TRACE_TRACE_FILE_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORDING_SEAL = 18 }; /* bytes that the checksum adds to a line, its brace included */

/* CRC-32 as zlib's crc32() has it: of "123456789" it is 0xcbf43926. */
uint32_t recording_sum(const char *bytes, size_t length);

/* Ends the line that goes up to `to` and lacks its brace; returns its new end. */
char *recording_seal(char *line, char *to);

/* Whether a line, without its newline, ends with the checksum of what stands before. */
bool recording_is_sealed(const char *line, size_t length);

#endif
