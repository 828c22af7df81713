/* readline keeps one history for the whole process, and can be handed another. */
#include "terminal/searches.h"

#include <stdio.h>
#include <stdlib.h>

#include <readline/history.h>

static HISTORY_STATE searches;
static HISTORY_STATE *commands; /* while they are put aside */

void searches_begin(void)
{
	commands = history_get_history_state();
	history_set_history_state(&searches);
	using_history();
}

static void keep(void)
{
	HISTORY_STATE *now = history_get_history_state();
	searches = *now;
	free(now);
}

void searches_end(const char *text)
{
	if (text && *text)
		add_history(text);
	keep();
	history_set_history_state(commands);
	free(commands);
	commands = NULL;
	using_history();
}
