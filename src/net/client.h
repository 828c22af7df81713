/*
 * One built-in client: its own end of a connection, and what it has read. For net/clients.c only,
 * which numbers the clients, finds them and watches those that read.
 *
 * Invariants: fd is -1 once the client has left; `ended` is true once
 * it has read an end or an error, after which nothing more comes.
 */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/bytes.h"
#include "net/clients.h"

struct client {
	struct client *next_of_port; /* expected.c: the chain of those that were not accepted */
	struct sockaddr_in own, to;
	int number;
	int fd;
	bool is_held; /* not connecting yet: it waits for room */
	bool reads, shut, ended, broken, left_by_reset;
	bool is_unwatched; /* it was closed, for the kernel would not watch it */
	uint32_t answered;
	uint64_t received;
	struct bytes last, rest;
};

/* A client with its own end, which reads what it will be sent; NULL with *why. */
struct client *client_make(struct in_addr address, uint16_t port, const struct say **why);

/* Why there is no client, by an errno. */
const struct say *client_why(int error);

/* Sends the SYN to one->to; returns 0 or an errno. On loopback the answer has come by its return: a
 * refusal is known, and a client that is not connected found the backlog full. */
int client_connect(struct client *one);

/* Closes the own end and frees all. */
void client_free(struct client *one);

/* The kernel's state of the own end; TCP_CLOSE when it cannot be had. */
uint8_t client_tcp_state(const struct client *one);

/* Reads all there is; whether there was anything, an end or an error included. */
bool client_read(struct client *one);

/* The same for one that does not read: what came is not counted. */
void client_drain(const struct client *one);

void client_describe(const struct client *one, struct client_view *out);

#endif
