/* How wide the fields of the kernel's rows are, and which of them there is room for. */
#include "view/kernel_form.h"

#include <string.h>

#include "base/text.h"

enum {
	STATE = 13, /* columns of a state, */
	PEER = 23 /* and of "nc.openbsd, pid 123456" */
};

const char *const unread_word[2] = {"unread", "не прочитано"};
const char *const unsent_word[2] = {"unsent", "не отправлено"};

int kernel_queue_columns(const char *word, bool is_wide)
{
	return text_columns(word, strlen(word)) + 1 + (is_wide ? 5 : 2) + 2 + GAP;
}

static int queues_columns(const struct view *v, bool is_wide)
{
	return kernel_queue_columns(unread_word[v->language], is_wide) +
	       kernel_queue_columns(unsent_word[v->language], is_wide);
}

struct form kernel_form(const struct view *v, int columns)
{
	int state = COLUMN_PLACE + PLACE, full = state + PLACE + STATE;
	if (full + queues_columns(v, false) + PEER <= columns)
		return (struct form){state, state + PLACE, full,
		                     full + queues_columns(v, true) + PEER <= columns};
	if (state + STATE + queues_columns(v, false) <= columns)
		return (struct form){COLUMN_PLACE, state, state + STATE, false};
	return (struct form){COLUMN_PLACE, state, state, false};
}
