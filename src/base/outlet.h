/*
 * A stream to whoever reads it, at whatever pace: records for another program. A reader that stops
 * must not hold us for ever, so a caught signal ends the wait for room, and the stream with it.
 *
 * Invariants: signals that the caller has blocked are let in only while there is no room to write;
 * once one has come then, what finds no room at once is lost, and ferror() says so.
 */
#ifndef BASE_OUTLET_H
#define BASE_OUTLET_H

#include <stdio.h>

/* The stream takes fd over; fclose() closes it, but not standard output. Dies without memory. */
FILE *outlet_open(int fd);

#endif
