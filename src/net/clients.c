/*
 * The built-in clients. They are kept in the order of their numbers; outside clients take a number
 * of the same counter and no memory. Knows nothing of lessons, of the screen or of the server's own
 * sockets.
 */
#include "net/clients.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/die.h"
#include "base/fd.h"
#include "net/client.h"
#include "net/expected.h"

enum { EVENTS = 64 /* clients that epoll names at a time */ };

/* const struct say clients_say_left = {"has left", "..."}; and so on */
#define DEFINE(name, english, russian) const struct say clients_say_##name = {english, russian};
CLIENTS_SAY(DEFINE)

struct clients {
	struct client **list; /* by number, rising */
	size_t count, room;
	size_t go_on_at; /* no client before it is held back */
	unsigned held; /* how many are held back */
	int last_number;
	int ended; /* the first that had to be, since clients_ended() */
	int epoll;
	struct expected expected;
};

struct clients *clients_new(void)
{
	struct clients *all = xcalloc(1, sizeof *all);

	all->epoll = fd_high(epoll_create1(EPOLL_CLOEXEC));
	if (all->epoll < 0)
		die_errno("cannot watch the built-in clients");
	return all;
}

void clients_free(struct clients *all)
{
	if (!all)
		return;
	for (size_t i = 0; i < all->count; i++)
		client_free(all->list[i]);
	close(all->epoll);
	free(all->list);
	free(all);
}

/* Where the client of that number stands, or else the first one after it. */
static size_t place_of(const struct clients *all, int number)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (all->list[middle]->number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct client *find(const struct clients *all, int number)
{
	size_t place = place_of(all, number);

	if (place == all->count || all->list[place]->number != number)
		return NULL;
	return all->list[place];
}

/* The client of that number if it has an own end to do something with, else NULL with *why. */
static struct client *find_present(const struct clients *all, int number, const struct say **why)
{
	struct client *one = find(all, number);

	if (one && one->fd >= 0)
		return one;
	if (one)
		*why = one->is_unwatched ? &clients_say_unwatched : &clients_say_left;
	else
		*why = clients_exists(all, number) ? &clients_say_outside : &clients_say_unknown;
	return NULL;
}

/*
 * The same if its connection has come about. Before that a send would be lost, and a shutdown would
 * take back the whole connection (as Linux does in SYN_SENT).
 */
static struct client *find_connected(const struct clients *all, int number, const struct say **why)
{
	struct client *one = find_present(all, number, why);

	if (!one || (!one->is_held && client_tcp_state(one) != TCP_SYN_SENT))
		return one;
	*why = &clients_say_connecting;
	return NULL;
}

int clients_accepted(struct clients *all, const struct sockaddr_in *peer)
{
	struct client *one = expected_find(&all->expected, peer);

	if (!one)
		return ++all->last_number;
	expected_remove(&all->expected, one);
	return one->number;
}

int clients_waiting(const struct clients *all, const struct sockaddr_in *peer)
{
	const struct client *one = expected_find(&all->expected, peer);

	return one ? one->number : 0;
}

static bool watch(const struct clients *all, struct client *one)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = one};

	return !epoll_ctl(all->epoll, EPOLL_CTL_ADD, one->fd, &event);
}

static bool unwatch(const struct clients *all, const struct client *one)
{
	return !epoll_ctl(all->epoll, EPOLL_CTL_DEL, one->fd, NULL);
}

static void list_add(struct clients *all, struct client *one)
{
	if (all->count == all->room) {
		all->room = all->room ? 2 * all->room : EVENTS;
		all->list = xreallocarray(all->list, all->room, sizeof *all->list);
	}
	all->list[all->count++] = one;
}

static int take_number(struct clients *all, struct client *one)
{
	one->number = ++all->last_number;
	list_add(all, one);
	return one->number;
}

int clients_connect(struct clients *all, struct in_addr address, uint16_t port,
                    const struct say **why)
{
	struct client *one = client_make(address, port, why);

	if (!one)
		return 0;
	int error = client_connect(one);
	if (!error && !watch(all, one))
		error = errno;
	if (error) {
		*why = client_why(error);
		client_free(one);
		return 0;
	}
	expected_add(&all->expected, one);
	return take_number(all, one);
}

int clients_hold(struct clients *all, struct in_addr address, uint16_t port, const struct say **why)
{
	struct client *one = client_make(address, port, why);

	if (!one)
		return 0;
	one->is_held = true;
	all->held++;
	return take_number(all, one);
}

static void let_go(struct clients *all, struct client *one)
{
	one->is_held = false;
	all->held--;
}

/* Gives the own end back. A connection that never came about will not be accepted either. */
static void client_leave(struct clients *all, struct client *one)
{
	uint8_t state = client_tcp_state(one);

	if (one->is_held)
		let_go(all, one);
	if (state == TCP_SYN_SENT || state == TCP_CLOSE)
		expected_remove(&all->expected, one);
	unwatch(all, one);
	close(one->fd);
	one->fd = -1;
}

/* One that epoll would name for ever, or never: it has to go. Closing takes it out of the epoll. */
static void end_unwatched(struct clients *all, struct client *one)
{
	client_leave(all, one);
	one->ended = one->is_unwatched = true;
	if (!all->ended)
		all->ended = one->number;
}

static void connect_held(struct clients *all, struct client *one)
{
	let_go(all, one);
	if (client_connect(one)) {
		one->ended = one->broken = true;
		return;
	}
	expected_add(&all->expected, one);
	if (one->reads && !watch(all, one))
		end_unwatched(all, one);
}

unsigned clients_go_on(struct clients *all, unsigned room)
{
	unsigned count = 0;

	for (; all->held && count < room; all->go_on_at++) {
		struct client *one = all->list[all->go_on_at];
		if (!one->is_held)
			continue;
		connect_held(all, one);
		count++;
	}
	return count;
}

unsigned clients_held(const struct clients *all)
{
	return all->held;
}

unsigned clients_not_accepted(const struct clients *all)
{
	return all->held + all->expected.count;
}

/* Lets the client read. Who has met its end and was not accepted never will be: the listener is
 * gone. */
static bool read_one(struct clients *all, struct client *one)
{
	bool was_over = one->ended, news = client_read(one);

	if (one->ended && !was_over) {
		expected_remove(&all->expected, one);
		if (!unwatch(all, one))
			end_unwatched(all, one);
	}
	return news;
}

bool clients_read(struct clients *all)
{
	struct epoll_event events[EVENTS];
	bool news = false;
	int count;

	while ((count = epoll_wait(all->epoll, events, EVENTS, 0)) > 0)
		for (int i = 0; i < count; i++)
			news |= read_one(all, events[i].data.ptr);
	return news;
}

int clients_ended(struct clients *all)
{
	int number = all->ended;

	all->ended = 0;
	return number;
}

int clients_fd(const struct clients *all)
{
	return all->epoll;
}

bool clients_set_reading(struct clients *all, int number, bool reads, const struct say **why)
{
	struct client *one = find_present(all, number, why);

	if (!one)
		return false;
	bool is_watched = one->reads && !one->ended && !one->is_held;
	bool must_be = reads && !one->ended && !one->is_held;
	if ((must_be && !is_watched && !watch(all, one)) ||
	    (is_watched && !must_be && !unwatch(all, one))) {
		*why = &clients_say_watching;
		return false;
	}
	one->reads = reads;
	return true;
}

size_t clients_send(struct clients *all, int number, const char *text, size_t length,
                    const struct say **why)
{
	struct client *one = find_connected(all, number, why);
	/* Both in one call, so that a line leaves as one segment. */
	struct iovec part[] = {{(void *)(uintptr_t)text, length}, {"\n", 1}};
	struct msghdr message = {.msg_iov = part, .msg_iovlen = 2};

	if (!one)
		return 0;
	ssize_t taken = sendmsg(one->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
	if (taken >= 0)
		return (size_t)taken;
	if (errno == EAGAIN)
		*why = &clients_say_full;
	else
		*why = one->shut && errno == EPIPE ? &clients_say_shut : &clients_say_broken;
	return 0;
}

bool clients_close(struct clients *all, int number, const struct say **why)
{
	struct client *one = find_present(all, number, why);

	if (!one)
		return false;
	if (one->reads && !one->is_held)
		read_one(all, one);
	else
		client_drain(one);
	if (one->fd >= 0) /* or the reading has ended it */
		client_leave(all, one);
	return true;
}

bool clients_shutdown(struct clients *all, int number, const struct say **why)
{
	struct client *one = find_connected(all, number, why);

	if (!one)
		return false;
	if (one->shut || shutdown(one->fd, SHUT_WR)) {
		*why = one->shut ? &clients_say_shut : &clients_say_broken;
		return false;
	}
	one->shut = true;
	return true;
}

bool clients_reset(struct clients *all, int number, const struct say **why)
{
	struct client *one = find_present(all, number, why);
	struct linger at_once = {.l_onoff = 1, .l_linger = 0};

	if (!one)
		return false;
	if (setsockopt(one->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once)) {
		*why = &clients_say_linger;
		return false;
	}
	client_leave(all, one);
	one->left_by_reset = true;
	return true;
}

bool clients_exists(const struct clients *all, int number)
{
	return number > 0 && number <= all->last_number;
}

bool clients_is_builtin(const struct clients *all, int number)
{
	return find(all, number) != NULL;
}

int clients_next(const struct clients *all, int number)
{
	size_t place = place_of(all, number + 1);

	return place < all->count ? all->list[place]->number : 0;
}

bool clients_describe(const struct clients *all, int number, struct client_view *out)
{
	const struct client *one = find(all, number);

	if (one)
		client_describe(one, out);
	return one;
}
