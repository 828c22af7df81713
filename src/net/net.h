/*
 * The sockets that a lesson program uses: real ones, non-blocking underneath, and the only place
 * in the tool that makes socket calls for it. A call that would have to wait says EAGAIN; making
 * the program wait is the stage's business.
 *
 * Invariants: a socket is named by its id as long as any name of the program may refer to it, the
 * time after close() included; its descriptor is -1 once closed. What happens to sockets, and what
 * the kernel is seen to hold for them, is written to the trace here.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/types.h>

#include "base/pool.h"
#include "net/gate.h"
#include "net/process.h"
#include "trace/trace.h"

struct clients;

struct net_socket {
	int fd; /* -1 once closed */
	uint32_t name; /* 0 the server, n client n */
	uint16_t port; /* ours for the server, the peer's for a client */
	bool is_listening;
	bool is_builtin; /* its other end is a built-in client */
	struct sockaddr_in peer;
	int error; /* errno for the next recv() or send(), of net_leave_error(); or 0 */
	uint8_t tcp_state; /* what the trace knows of the kernel's side, see model.h */
	uint32_t unread, unsent;
	uint32_t inode; /* of the peer's socket, once asked for, or 0 */
	char who[EVENT_WHO]; /* who is at the other end, as in the trace */
};

enum {
	NET_ARRIVALS = 256 /* waiting connections whose order is known: a backlog of 128 and some */
};

struct net_waiting {
	uint16_t port;
	uint32_t unread;
	uint32_t name; /* of a built-in client, else 0 */
	uint32_t inode; /* of the peer's socket, once asked for, or 0 */
	char who[EVENT_WHO];
};

struct net {
	struct trace *trace;
	struct clients *clients;
	struct net_socket *sockets;
	struct pool ids;
	uint32_t open; /* how many are open */
	struct in_addr address; /* where a lesson's "localhost" is */
	uint16_t wanted_port; /* what its 5000 is; 0 any free one */
	uint16_t port; /* what bind() gave; 0 before */
	bool is_serving; /* a socket listens */
	struct gate gate;
	int watch; /* epoll that wakes the tool when a socket changes, or -1 */
	bool must_look_again; /* something is there that wakes nobody: see net_observe() */
	struct net_waiting described[EVENT_PLACES]; /* as the trace knows them */
	in_port_t
		arrived[NET_ARRIVALS]; /* who waited when it was last looked, in order of arrival */
	uint32_t arrived_count;
	uint32_t described_resets; /* the same: who was reset while waiting */
	struct process_search processes; /* who is at the other ends */
	uint32_t observed; /* where net_observe() goes on when there are many sockets */
};

/* `watch` is an epoll descriptor of the caller's, or -1 when nobody waits but the program. */
void net_open(struct net *n, struct trace *trace, struct clients *clients, struct in_addr address,
              uint16_t port, int watch);
/* The program has ended: the kernel closes its sockets, as it does for every process. Their names
 * stay what they were, so no event tells of it but the program's end. */
void net_end(struct net *n);
/* Closes every socket and frees all. */
void net_close_all(struct net *n);

/* Whether a server could listen there; otherwise false with errno set. Takes nothing. */
bool net_can_listen(struct in_addr address, uint16_t port);

/* Each returns an id, a count, or -1 with errno, as the system call of the name does. */
int net_socket(struct net *n);
int net_reuse_address(struct net *n, uint32_t id);
int net_bind(struct net *n, uint32_t id);
int net_listen(struct net *n, uint32_t id);
int net_send_buffer(struct net *n, uint32_t id, int bytes);
int net_accept(struct net *n, uint32_t listener);
ssize_t net_recv(struct net *n, uint32_t id, void *buffer, size_t size);
ssize_t net_send(struct net *n, uint32_t id, const void *bytes, size_t size);
void net_close(struct net *n, uint32_t id);

/*
 * A blocking send() that an error ends when a part of the bytes is gone returns their number, and
 * the error stays with the socket for the next call (Linux: tcp_sendmsg() and sk_err). Tried again
 * without waiting, it has no part to tell of, and the kernel tells the error, once. Whoever does so
 * gives it back here: the next net_send() fails with it, or the next net_recv() once all that came
 * before is read.
 */
void net_leave_error(struct net *n, uint32_t id, int error);

/* The peer's address as numbers: "127.0.0.1"; valid until the next call. */
const char *net_address_text(const struct net_socket *s);

/* Sleeps until the socket can be read (or written), or a signal comes. */
void net_sleep(const struct net *n, uint32_t id, bool to_write);

/* The descriptors that a select() watches. FD_SET is used here and nowhere else. */
struct net_set {
	fd_set bits;
	int top; /* no descriptor above it is in the set; -1: none is */
};
enum net_fault { NET_FINE, NET_CLOSED, NET_OUT_OF_RANGE };

void net_set_clear(struct net_set *set);
/* A closed socket, or one whose descriptor select() cannot watch, is not added but named. */
enum net_fault net_set_add(const struct net *n, struct net_set *set, uint32_t id);
void net_set_remove(const struct net *n, struct net_set *set, uint32_t id);
bool net_set_contains(const struct net *n, const struct net_set *set, uint32_t id);
void net_fd_set_put(const struct net *n, fd_set *set, uint32_t id, bool is_in);
bool net_fd_set_has(const struct net *n, const fd_set *set, uint32_t id);
/* select() on copies of both sets, which come back in the ready ones. Returns how many are ready;
 * 0 none, or, when it may sleep, a signal; -1 with errno. */
int net_select(struct net *n, const struct net_set *readers, const struct net_set *writers,
               fd_set *ready_readers, fd_set *ready_writers, bool may_sleep);

/* The epoll of a program's selector. Never looked into but by the program's own epoll_wait(): any
 * other look changes the order in which events come. net_epoll() returns a descriptor or -1; add
 * and remove 0 or -1; wait fills ids, of at most `most` sockets, and returns their count, 0 when
 * none is ready (or, when it may sleep, a signal came). */
enum { NET_EPOLL_MOST = 32768 };
int net_epoll(void);
int net_epoll_add(const struct net *n, int epoll, uint32_t id);
int net_epoll_remove(const struct net *n, int epoll, uint32_t id);
int net_epoll_wait(struct net *n, int epoll, uint32_t *ids, int most, bool may_sleep);
void net_epoll_close(int epoll);

/* Looks at what the kernel holds for the sockets and records what has changed: three system calls
 * a socket. NET_WAITING adds the bytes of each connection that waits to be accepted (the kernel
 * walks its table for it: a millisecond or more, so not after every line, or the program would run
 * so slowly that the kernel's 40 ms timers change what it sees); NET_WHO which process is at the
 * other end of each new one, as soon as that is known (process.h bounds what it costs). While it is
 * not known, bytes are unsent or connections wait, must_look_again: that wakes no epoll. */
enum { NET_WAITING = 1, NET_WHO = 2 };
void net_observe(struct net *n, unsigned what);

/* How many connections more the accept queue takes; where nobody listens, UINT_MAX: a connection is
 * refused at once. */
unsigned net_room(const struct net *n);

/* Whether anybody is connected, or waits to be accepted. */
bool net_has_clients(const struct net *n);

/* How many are connected whose other end is not a built-in client, accepted or not yet. Walks the
 * kernel's table of connections: for a question to the user, not for every frame. */
unsigned net_count_outside(const struct net *n);

/* Among the files of the net: nobody waits any more, there is no listener. */
void net_forget_waiting(struct net *n);

/* Among the files of the net: writes down that a socket exists, and as what. */
void net_write_socket(struct net *n, uint32_t id);

/* For the stage's checkpoint: writes down every socket that was marked as reachable. */
void net_checkpoint(struct net *n);

#endif
