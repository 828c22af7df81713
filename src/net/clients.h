/*
 * The built-in clients: real TCP sockets over loopback, and the one counter that names every client
 * of a run, built-in or not: client1, client2, ... in the order in which they connected (built-in
 * ones) or were accepted (those from outside).
 *
 * Invariants: a number is given once and is never taken back; 0 is no client. A client's own end is
 * a descriptor from 1024 up where the limit allows, so that a select() lesson keeps the low ones.
 * No call here waits. Every call costs the same whether there are ten clients or ten thousand
 * (finding one by its number is a binary search), save clients_read(), which costs by what came.
 * A refusal is a false or 0 with *why: two words or more that follow the client's name.
 */
#ifndef NET_CLIENTS_H
#define NET_CLIENTS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/say.h"

/*
 * What can stand in the way, as X(name, en, ru). The first group continues a sentence that the
 * client's name opens: "client3" and "has left". The second stands alone: why there is no client.
 */
// clang-format off
#define CLIENTS_SAY(X) \
	X(unknown, "does not exist", "не существует") \
	X(outside, "is from outside: only its owner can command it", \
	  "снаружи: командует им только его хозяин") \
	X(left, "has left", "уже ушёл") \
	X(connecting, "is still connecting: the backlog is full", \
	  "ещё соединяется: очередь ожидания полна") \
	X(full, "cannot send: its send buffer is full", \
	  "не может отправить: его буфер отправки полон") \
	X(shut, "has already said that it sends no more", \
	  "уже сказал, что больше не отправляет") \
	X(broken, "has lost its connection", "потерял соединение") \
	X(unwatched, "was ended: the kernel would not watch it for us", \
	  "закрыт: ядро отказалось следить за ним") \
	X(watching, "cannot change: the kernel did not allow it", \
	  "остаётся как был: ядро не позволило") \
	X(linger, "cannot break off: the kernel did not allow an RST", \
	  "не может оборвать соединение: ядро не дало послать RST") \
	\
	X(refused, "connection refused: nobody listens there", \
	  "в соединении отказано: там никто не слушает") \
	X(descriptors, "no client: the limit on descriptors is reached", \
	  "клиента нет: исчерпан предел дескрипторов") \
	X(ports, "no client: no local port is free", "клиента нет: нет свободного локального порта") \
	X(failed, "no client: the kernel did not allow it", "клиента нет: ядро не позволило")
// clang-format on

/* extern const struct say clients_say_left; and so on */
#define CLIENTS_SAY_DECLARE(name, english, russian) extern const struct say clients_say_##name;
CLIENTS_SAY(CLIENTS_SAY_DECLARE)

enum client_state {
	CLIENT_CONNECTING, /* held back, or its SYN is unanswered: the backlog is full */
	CLIENT_CONNECTED,
	CLIENT_SHUT, /* it has half-closed, and still hears the server */
	CLIENT_ENDED, /* the server has closed; the client's own end is still there */
	CLIENT_BROKEN, /* reset by the server */
	CLIENT_CLOSED, /* left with a FIN */
	CLIENT_RESET, /* left with an RST */
};

/* What is known of a built-in client. Its pointers hold until the next call that reads or frees. */
struct client_view {
	int number;
	uint16_t port; /* its local port, in host order */
	enum client_state state;
	bool reads; /* whether it reads what it is sent */
	uint64_t received; /* bytes that it has read */
	uint32_t answered; /* complete lines that it has read */
	const char *last; /* the last complete line without its newline, the first 4 KiB of it */
	size_t last_length;
	const char *rest; /* what came after that line, as much of it */
	size_t rest_length;
};

struct clients;

/* Dies when the kernel gives no descriptor. */
struct clients *clients_new(void);
/* Closes what is open; the counter goes with it. NULL is fine. */
void clients_free(struct clients *all);

/*
 * A new client connects to address and port (host order); returns its number, or 0 with *why. When
 * the backlog is full it exists as well, in state CLIENT_CONNECTING. Its socket is a plain
 * one, as nc's is: of several short lines sent in a row the first goes out at once, the rest
 * together when that has been acknowledged (Nagle, RFC 896).
 */
int clients_connect(struct clients *all, struct in_addr address, uint16_t port,
                    const struct say **why);

/*
 * The same, but it is held back, in state CLIENT_CONNECTING, until clients_go_on() lets it connect.
 * A kernel whose accept queue is full drops a connection's first or last packet and tries again
 * after a second, then after two more: clients that it answers at once come in order.
 */
int clients_hold(struct clients *all, struct in_addr address, uint16_t port,
                 const struct say **why);
/* Lets as many as there is room for connect, those first that were held back first; how many did.
 * One that fails is CLIENT_BROKEN. */
unsigned clients_go_on(struct clients *all, unsigned room);
/* How many are held back; and how many more descriptors the server will want for its clients. */
unsigned clients_held(const struct clients *all);
unsigned clients_not_accepted(const struct clients *all);

/*
 * The server's side calls this once for every connection that it accepts, with the address that
 * accept() told: returns the number of the built-in client that this is, even of one that has left
 * meanwhile, or the next number for one from outside.
 */
int clients_accepted(struct clients *all, const struct sockaddr_in *peer);
/* The number that clients_accepted() would find among the built-in ones; 0: it is from outside. */
int clients_waiting(const struct clients *all, const struct sockaddr_in *peer);

/*
 * Sends the text and a newline. Returns how many bytes the kernel took, newline included; what it
 * did not take is dropped. 0 with *why when it took none.
 */
size_t clients_send(struct clients *all, int number, const char *text, size_t length,
                    const struct say **why);
/* Reads and drops what has come, so that a FIN goes out and not an RST; then closes. */
bool clients_close(struct clients *all, int number, const struct say **why);
/* Half-closes: says that nothing more will be sent, and goes on reading. */
bool clients_shutdown(struct clients *all, int number, const struct say **why);
/* Closes with an RST; where the kernel does not allow that, it stays. */
bool clients_reset(struct clients *all, int number, const struct say **why);
/* Whether the client reads what it is sent (at first it does). Reads nothing itself. */
bool clients_set_reading(struct clients *all, int number, bool reads, const struct say **why);

/* Every client that reads now reads all there is. Whether anything came: bytes, an end, a reset. */
bool clients_read(struct clients *all);
/* The number of a client that had to be ended since this was asked last (clients_say_unwatched),
 * the first of several; 0 none. */
int clients_ended(struct clients *all);
/* An epoll that is readable while clients_read() has something to do; the clients own it. */
int clients_fd(const struct clients *all);

/* Whether that number was given to any client, inside or outside, here or gone. */
bool clients_exists(const struct clients *all, int number);
bool clients_is_builtin(const struct clients *all, int number);
/* False when no built-in client has that number. */
bool clients_describe(const struct clients *all, int number, struct client_view *out);
/* The first built-in client after that number, those that left included; 0 at the end. From 0. */
int clients_next(const struct clients *all, int number);

#endif
