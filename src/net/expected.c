/* Chains of clients by port; knows nothing of how they connect and leave. */
#include "net/expected.h"

#include "net/client.h"

/* The link of its chain that leads to this client; the last one, a NULL, when none does. */
static struct client **link_to(struct expected *e, const struct client *one)
{
	struct client **link = &e->by_port[ntohs(one->own.sin_port)];

	while (*link && *link != one)
		link = &(*link)->next_of_port;
	return link;
}

void expected_add(struct expected *e, struct client *one)
{
	*link_to(e, one) = one;
	e->count++;
}

void expected_remove(struct expected *e, struct client *one)
{
	struct client **link = link_to(e, one);

	if (!*link)
		return;
	*link = one->next_of_port;
	one->next_of_port = NULL;
	e->count--;
}

struct client *expected_find(const struct expected *e, const struct sockaddr_in *peer)
{
	struct client *one = e->by_port[ntohs(peer->sin_port)];

	while (one && one->own.sin_addr.s_addr != peer->sin_addr.s_addr)
		one = one->next_of_port;
	return one;
}
