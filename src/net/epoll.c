/* The epoll behind a program's selector; its calls are those of CPython's EpollSelector. */
#include "net/net.h"

#include <errno.h>
#include <signal.h>
#include <sys/epoll.h>
#include <unistd.h>

int net_epoll(void)
{
	return epoll_create1(EPOLL_CLOEXEC);
}

int net_epoll_add(const struct net *n, int epoll, uint32_t id)
{
	struct epoll_event e = {.events = EPOLLIN, .data.u32 = id};
	return epoll_ctl(epoll, EPOLL_CTL_ADD, n->sockets[id].fd, &e);
}

int net_epoll_remove(const struct net *n, int epoll, uint32_t id)
{
	return epoll_ctl(epoll, EPOLL_CTL_DEL, n->sockets[id].fd, NULL);
}

static int wait_once(int epoll, uint32_t *ids, int most, bool may_sleep)
{
	static struct epoll_event events[NET_EPOLL_MOST];
	sigset_t none;
	sigemptyset(&none);
	int count = epoll_pwait(epoll, events, most, may_sleep ? -1 : 0, may_sleep ? &none : NULL);
	for (int i = 0; i < count; i++)
		ids[i] = events[i].data.u32;
	return count < 0 && errno == EINTR ? 0 : count;
}

int net_epoll_wait(struct net *n, int epoll, uint32_t *ids, int most, bool may_sleep)
{
	if (most > NET_EPOLL_MOST)
		most = NET_EPOLL_MOST;
	for (;;) {
		int found = wait_once(epoll, ids, most, may_sleep && n->gate.held < 0);
		if (!n->gate.is_asked || found < 0)
			return found;
		int ready = gate_events(n, ids, found, most);
		if (ready || !found || !may_sleep)
			return ready;
	}
}

void net_epoll_close(int epoll)
{
	close(epoll);
}
