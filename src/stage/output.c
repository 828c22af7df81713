/* print(), and what goes to stderr: lines in the trace, the last of them kept for checkpoints. */
#include "stage/stage.h"

#include <stdio.h>

void stage_print(struct stage *s, const char *text, value v)
{
	char line[400];
	const struct net_socket *peer = &s->net.sockets[value_number(v)];
	int size = value_kind(v) == VALUE_ADDRESS
	                   ? snprintf(line, sizeof line, "%s ('%s', %u)", text,
	                              net_address_text(peer), peer->port)
	                   : snprintf(line, sizeof line, "%s", text);
	stage_output_line(s, 1, line, (size_t)size);
}

void stage_output_line(struct stage *s, unsigned stream, const char *text, size_t size)
{
	struct stage_output *line = &s->output[s->output_count++ % STAGE_OUTPUT];
	line->stream = stream;
	bytes_clear(&line->text);
	bytes_add(&line->text, text, size);
	trace_print(&s->front.trace, stream, text, size);
}
