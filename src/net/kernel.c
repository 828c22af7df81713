/*
 * Asks the kernel three ways: TCP_INFO (tcp(7)) and two ioctls for a socket that we hold, and
 * sock_diag over netlink (sock_diag(7)), as ss does, for sockets that nobody holds yet or that
 * other processes hold. Knows nothing of who asks, and keeps nothing between two questions: the
 * netlink socket lives for one question only.
 */
#include "net/kernel.h"

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	SILENCE = 5000, /* milliseconds; an answer over a bad network takes less */
	ANSWER_SIZE = 32768, /* the kernel fills at most this much at a time */
};

struct question {
	struct nlmsghdr head;
	struct inet_diag_req_v2 body;
};

union answer {
	struct nlmsghdr head;
	char bytes[ANSWER_SIZE];
};

static bool tcp_info(int fd, struct tcp_info *out)
{
	socklen_t size = sizeof *out;

	memset(out, 0, sizeof *out);
	return !getsockopt(fd, IPPROTO_TCP, TCP_INFO, out, &size);
}

/* On a listener Linux keeps the two lengths in fields that mean something else elsewhere. */
bool kernel_listener(int fd, struct kernel_queue *out)
{
	struct tcp_info info;

	if (!tcp_info(fd, &info) || info.tcpi_state != TCP_LISTEN)
		return false;
	*out = (struct kernel_queue){.waiting = info.tcpi_unacked, .backlog = info.tcpi_sacked};
	return true;
}

/* Our own FIN takes a place among the unacknowledged bytes until the peer has answered it. */
static bool fin_is_unacknowledged(uint8_t tcp_state)
{
	return tcp_state == TCP_FIN_WAIT1 || tcp_state == TCP_CLOSING || tcp_state == TCP_LAST_ACK;
}

bool kernel_is_silent(const struct tcp_info *info)
{
	return (info->tcpi_probes || info->tcpi_retransmits) && info->tcpi_last_ack_recv >= SILENCE;
}

bool kernel_connection(int fd, struct kernel_state *out)
{
	struct tcp_info info;
	int unread, unsent;

	if (!tcp_info(fd, &info) || ioctl(fd, SIOCINQ, &unread) || ioctl(fd, SIOCOUTQ, &unsent))
		return false;
	if (unsent > 0 && fin_is_unacknowledged(info.tcpi_state))
		unsent--;
	*out = (struct kernel_state){
		.tcp_state = info.tcpi_state,
		.unread = (uint32_t)unread,
		.unsent = (uint32_t)unsent,
		.is_silent = kernel_is_silent(&info),
	};
	return true;
}

/* Returns a netlink socket from which the answer can be read without waiting, or -1. */
static int diag_ask(uint8_t family, uint16_t flags, uint32_t states,
                    const struct inet_diag_sockid *id)
{
	struct question question = {
		.head.nlmsg_len = sizeof question,
		.head.nlmsg_type = SOCK_DIAG_BY_FAMILY,
		.head.nlmsg_flags = NLM_F_REQUEST | flags,
		.body.sdiag_family = family,
		.body.sdiag_protocol = IPPROTO_TCP,
		.body.idiag_states = states,
		.body.id = *id,
	};
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);

	if (fd < 0)
		return -1;
	if (send(fd, &question, sizeof question, 0) == sizeof question)
		return fd;
	close(fd);
	return -1;
}

/* The socket that this part of an answer describes; NULL at the end, or if the kernel refused. */
static const struct inet_diag_msg *diag_socket(struct nlmsghdr *part)
{
	if (part->nlmsg_type != SOCK_DIAG_BY_FAMILY)
		return NULL;
	if (part->nlmsg_len < NLMSG_LENGTH(sizeof(struct inet_diag_msg)))
		return NULL;
	return NLMSG_DATA(part);
}

/*
 * No process holds a connection that waits to be accepted, so its inode is 0. That is true as well
 * of one that was closed, but such a one has left the two states that we ask for.
 */
static bool waits_at(const struct inet_diag_msg *found, const struct sockaddr_in *listener)
{
	in_addr_t bound = listener->sin_addr.s_addr;

	return !found->idiag_inode && found->id.idiag_sport == listener->sin_port &&
	       (bound == htonl(INADDR_ANY) || bound == found->id.idiag_src[0]);
}

static struct kernel_waiting waiting_from(const struct inet_diag_msg *found)
{
	struct kernel_waiting waiting = {
		.peer.sin_family = AF_INET,
		.peer.sin_port = found->id.idiag_dport,
		.peer.sin_addr.s_addr = found->id.idiag_dst[0],
		.own.sin_family = AF_INET,
		.own.sin_port = found->id.idiag_sport,
		.own.sin_addr.s_addr = found->id.idiag_src[0],
		.unread = found->idiag_rqueue,
		.tcp_state = found->idiag_state,
	};

	/* This queue counts the peer's FIN as a byte, where SIOCINQ does not. */
	if (waiting.tcp_state == TCP_CLOSE_WAIT && waiting.unread)
		waiting.unread--;
	return waiting;
}

/* Reads the answer to its end, part by part; false where it has none. The kernel writes each part
 * as it is read. */
static bool read_all(int netlink, void (*take)(const struct inet_diag_msg *found, void *context),
                     void *context)
{
	union answer answer;

	for (;;) {
		ssize_t size = recv(netlink, &answer, sizeof answer, MSG_DONTWAIT);
		if (size <= 0)
			return false;
		struct nlmsghdr *part = &answer.head;
		for (; NLMSG_OK(part, size); part = NLMSG_NEXT(part, size)) {
			const struct inet_diag_msg *found = diag_socket(part);
			if (!found)
				return part->nlmsg_type == NLMSG_DONE;
			take(found, context);
		}
	}
}

struct waiters {
	struct sockaddr_in listener;
	struct kernel_waiting *out;
	size_t count, max;
};

static void take_waiting(const struct inet_diag_msg *found, void *context)
{
	struct waiters *w = context;

	if (!waits_at(found, &w->listener))
		return;
	if (w->count < w->max)
		w->out[w->count] = waiting_from(found);
	w->count++;
}

ssize_t kernel_waiting(int listener_fd, struct kernel_waiting *out, size_t max)
{
	struct waiters w = {.out = out, .max = max};
	socklen_t size = sizeof w.listener;

	if (getsockname(listener_fd, (struct sockaddr *)&w.listener, &size) ||
	    w.listener.sin_family != AF_INET)
		return -1;
	struct inet_diag_sockid id = {.idiag_sport = w.listener.sin_port};
	int netlink = diag_ask(AF_INET, NLM_F_DUMP, 1u << TCP_ESTABLISHED | 1u << TCP_CLOSE_WAIT,
	                       &id);
	if (netlink < 0)
		return -1;
	bool is_read = read_all(netlink, take_waiting, &w);
	close(netlink);
	return is_read ? (ssize_t)w.count : -1;
}

/* Where there is no such connection the kernel may answer with a listener of that port. */
static uint32_t inode_of_answer(int netlink, const struct inet_diag_sockid *id)
{
	union answer answer;
	ssize_t size = recv(netlink, &answer, sizeof answer, MSG_DONTWAIT);

	if (size <= 0 || !NLMSG_OK(&answer.head, size))
		return 0;
	const struct inet_diag_msg *found = diag_socket(&answer.head);
	if (!found || found->id.idiag_dport != id->idiag_dport)
		return 0;
	return found->idiag_inode;
}

uint32_t kernel_inode(const struct sockaddr_in *own, const struct sockaddr_in *peer)
{
	struct inet_diag_sockid id = {
		.idiag_sport = own->sin_port,
		.idiag_dport = peer->sin_port,
		.idiag_src = {own->sin_addr.s_addr},
		.idiag_dst = {peer->sin_addr.s_addr},
		.idiag_cookie = {INET_DIAG_NOCOOKIE, INET_DIAG_NOCOOKIE},
	};
	int netlink = diag_ask(AF_INET, 0, UINT32_MAX, &id);

	if (netlink < 0)
		return 0;
	uint32_t inode = inode_of_answer(netlink, &id);
	close(netlink);
	return inode;
}

struct port {
	struct in_addr address;
	in_port_t port;
	uint32_t inode; /* of who has it; 0 not known */
};

static void take_listener(const struct inet_diag_msg *found, void *context)
{
	struct port *p = context;
	in_addr_t bound = found->id.idiag_src[0], all = htonl(INADDR_ANY);
	bool is_there = found->idiag_family == AF_INET6 || bound == all ||
	                p->address.s_addr == all || bound == p->address.s_addr;

	if (!p->inode && is_there && found->id.idiag_sport == p->port)
		p->inode = found->idiag_inode;
}

uint32_t kernel_listening_inode(struct in_addr address, in_port_t port)
{
	static const uint8_t families[] = {AF_INET, AF_INET6};
	struct port p = {.address = address, .port = port};
	struct inet_diag_sockid id = {.idiag_sport = port};

	for (size_t i = 0; i < sizeof families && !p.inode; i++) {
		int netlink = diag_ask(families[i], NLM_F_DUMP, 1u << TCP_LISTEN, &id);
		if (netlink < 0)
			break;
		read_all(netlink, take_listener, &p);
		close(netlink);
	}
	return p.inode;
}
