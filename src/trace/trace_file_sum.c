/* The checksums of lines, for the writer and the reader. What a line says is not known here. */
#include "trace/trace_file_sum.h"

#include <string.h>
#include <zlib.h>

#define MEMBER ",\"crc\":\""
#define END "\"}"

enum { DIGITS = 8, MEMBER_LENGTH = sizeof MEMBER - 1, END_LENGTH = sizeof END - 1 };

_Static_assert(MEMBER_LENGTH + DIGITS + END_LENGTH == RECORDING_SEAL, "as the header says");

static uint32_t add_up(uint32_t before, const char *bytes, size_t length)
{
	return (uint32_t)crc32_z(before, (const Bytef *)bytes, length);
}

static void put_digits(char to[DIGITS], uint32_t sum)
{
	static const char hex[] = "0123456789abcdef";
	for (unsigned i = 0; i < DIGITS; i++)
		to[i] = hex[sum >> (DIGITS - 1 - i) * 4 & 15];
}

char *recording_seal(char *line, char *to, uint32_t *sum)
{
	*sum = add_up(*sum, line, (size_t)(to - line));
	memcpy(to, MEMBER, MEMBER_LENGTH);
	put_digits(to + MEMBER_LENGTH, *sum);
	memcpy(to + MEMBER_LENGTH + DIGITS, END, END_LENGTH);
	return to + RECORDING_SEAL;
}

bool recording_is_sealed(const char *line, size_t length, uint32_t *sum)
{
	char digits[DIGITS];
	if (length < RECORDING_SEAL)
		return false;
	const char *seal = line + length - RECORDING_SEAL;
	uint32_t own = add_up(*sum, line, length - RECORDING_SEAL);
	put_digits(digits, own);
	if (memcmp(seal, MEMBER, MEMBER_LENGTH) || memcmp(seal + MEMBER_LENGTH, digits, DIGITS) ||
	    memcmp(seal + MEMBER_LENGTH + DIGITS, END, END_LENGTH))
		return false;
	*sum = own;
	return true;
}
