/*
 * What the kernel holds for a socket: connections that wait to be accepted, bytes that came and
 * were not read, bytes written and not yet taken by the other side.
 *
 * Looking changes nothing: no function here reads, accepts or wakes anything. Where the kernel does
 * not answer (a container, another kind of socket, a closed descriptor) the answer is false, 0 or
 * -1, and that is not an error. IPv4 only: of a listener of another family nobody knows who waits,
 * while kernel_listener() and kernel_connection() take any TCP socket.
 */
#ifndef NET_KERNEL_H
#define NET_KERNEL_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct kernel_queue {
	uint32_t waiting; /* connections; those that were reset while they waited count too */
	uint32_t backlog; /* as given to listen(); Linux lets one more than this wait */
};

struct kernel_state {
	uint8_t tcp_state; /* TCP_ESTABLISHED and so on, <netinet/tcp.h>; CLOSE_WAIT after a FIN */
	uint32_t unread; /* bytes; a FIN is not one of them */
	uint32_t unsent; /* bytes that the peer's kernel has not acknowledged; no FIN here either */
	bool is_silent; /* see kernel_is_silent() */
};

struct kernel_waiting {
	struct sockaddr_in peer, own; /* own is never INADDR_ANY, though the listener's may be */
	uint32_t unread; /* bytes, without a FIN */
	uint8_t tcp_state; /* TCP_ESTABLISHED, or TCP_CLOSE_WAIT when the peer has sent its FIN */
};

/* One system call. False when fd is not a TCP socket that listens. */
bool kernel_listener(int fd, struct kernel_queue *out);

/* Whether the peer has let a question of our kernel go unanswered for a while: a probe of
 * keepalive, or bytes sent again (tcp(7)). A peer that only does not read answers. */
struct tcp_info;
bool kernel_is_silent(const struct tcp_info *info);

/* Three system calls. False for a listener and for all that is not TCP. */
bool kernel_connection(int fd, struct kernel_state *out);

/*
 * The connections to this listener that no accept() has taken yet, at most max of them written, in
 * no order that means anything. Returns how many there are, or -1 where the kernel does not tell. A
 * connection that was reset while it waited is gone from this list, though kernel_listener() still
 * counts it and accept() will return it. Walks the kernel's table of
 * connections: ask a few times a second, not at every step.
 */
ssize_t kernel_waiting(int listener_fd, struct kernel_waiting *out, size_t max);

/*
 * The inode of the socket of this network namespace whose own end is `own` and whose other end is
 * `peer`, as `socket:[inode]` in /proc/PID/fd names it. 0: none, or no descriptor holds it.
 */
uint32_t kernel_inode(const struct sockaddr_in *own, const struct sockaddr_in *peer);

/*
 * The inode of a socket that listens on this port and keeps others from listening there on
 * `address`: one of that address, or of all addresses. IPv6 sockets, which may take IPv4 too, are
 * asked after as well. 0: none.
 */
uint32_t kernel_listening_inode(struct in_addr address, in_port_t port);

#endif
