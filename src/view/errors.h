/* The names of Python's exceptions and of the calls that wait, for what the screen says. */
#ifndef VIEW_ERRORS_H
#define VIEW_ERRORS_H

#include <stdint.h>

const char *error_name(uint32_t error); /* "ConnectionResetError" */
const char *call_name(uint32_t call); /* "select()" */

#endif
