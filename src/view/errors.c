/* Two tables, from the stage's own lists. */
#include "view/errors.h"

#include "lesson/lesson.h"

#define NAME_TEXT(NAME, text) text,
static const char *const errors[] = {STAGE_ERRORS(NAME_TEXT)};
static const char *const calls[] = {STAGE_CALLS(NAME_TEXT)};
#undef NAME_TEXT

const char *error_name(uint32_t error)
{
	return error < STAGE_ERROR_COUNT ? errors[error] : "";
}

const char *call_name(uint32_t call)
{
	return call < CALL_COUNT ? calls[call] : "";
}
