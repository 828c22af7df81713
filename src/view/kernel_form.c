/* How wide the fields of the kernel's rows are, and which of them there is room for. */
#include "view/kernel_form.h"

#include <string.h>

#include "base/text.h"

enum {
	STATE = 13, /* columns of a state, */
	PEER = 23 /* and of "nc.openbsd, pid 123456" */
};

const char *const kernel_unread[2] = {"unread", "не прочитано"};
const char *const kernel_unsent[2] = {"unsent", "не отправлено"};

int kernel_queue_columns(const char *word, bool is_wide)
{
	return text_columns(word, strlen(word)) + 1 + (is_wide ? 5 : 2) + 2 + KERNEL_GAP;
}

static int queues_columns(const struct view *v, bool is_wide)
{
	return kernel_queue_columns(kernel_unread[v->language], is_wide) +
	       kernel_queue_columns(kernel_unsent[v->language], is_wide);
}

struct kernel_form kernel_form(const struct view *v, int columns)
{
	int state = KERNEL_PLACE_AT + KERNEL_PLACE, full = state + KERNEL_PLACE + STATE;
	if (full + queues_columns(v, false) + PEER <= columns)
		return (struct kernel_form){state, state + KERNEL_PLACE, full,
		                            full + queues_columns(v, true) + PEER <= columns};
	if (state + STATE + queues_columns(v, false) <= columns)
		return (struct kernel_form){KERNEL_PLACE_AT, state, state + STATE, false};
	return (struct kernel_form){KERNEL_PLACE_AT, state, state, false};
}
