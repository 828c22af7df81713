/* Two tables, from the stage's own lists. */
#include "view/errors.h"

#include "lesson/lesson.h"

static const char *const errors[STAGE_ERROR_COUNT] = {
#define ERROR_TEXT(NAME, text) [ERROR_##NAME] = text,
	STAGE_ERRORS(ERROR_TEXT)
#undef ERROR_TEXT
};

static const char *const calls[CALL_COUNT] = {
	[CALL_NONE] = "",         [CALL_ACCEPT] = "accept()", [CALL_RECV] = "recv()",
	[CALL_SEND] = "send()",   [CALL_SELECT] = "select()", [CALL_SELECTOR] = "selector.select()",
	[CALL_COMPUTE] = "sum()",
};

const char *error_name(uint32_t error)
{
	return error < STAGE_ERROR_COUNT ? errors[error] : "";
}

const char *call_name(uint32_t call)
{
	return call < CALL_COUNT && calls[call] ? calls[call] : "";
}
