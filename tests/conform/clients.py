"""The script and the clients that it moves.

A script is a list of batches: what stands between two `run` commands takes effect at one moment,
when the program would block.  The clients are plain sockets over loopback.  This file knows nothing
of the program that serves them, nor of tracing.
"""

import fcntl
import shlex
import socket
import struct

RealSocket = socket.socket      # kept before anything is patched
FIRST_CLIENT_FD = 1024          # leave the low descriptors to the program, as asyncviz does


class ScriptError(Exception):
    """A script that cannot be understood; the message names the line."""


def number_of(word):
    """`3` and `client3` are both the third client."""
    digits = word.removeprefix("client")
    if not digits.isdigit():
        raise ValueError(f"no such client: {word}")
    return int(digits)


def parse_command(line):
    """One line as (verb, arguments...); the text of `send` stays as it is written."""
    verb, _, rest = line.partition(" ")
    if verb == "connect":
        return verb, int(rest or "1")
    if verb == "send":
        client, _, text = rest.partition(" ")
        return verb, number_of(client), text
    if verb in ("close", "shutdown", "reset"):
        return verb, number_of(rest)
    if verb == "read":
        client, state = rest.split()
        return verb, number_of(client), {"on": True, "off": False}[state]
    if verb == "wait":
        return verb, float(rest)
    if verb == "run" and not rest:
        return (verb,)
    raise ValueError("unknown command")


def parse_script(text):
    """The batches of actions; the first `run` starts the program, each later one ends a batch."""
    batches, batch, started = [], [], False
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        try:
            command = parse_command(line)
        except (ValueError, KeyError) as error:
            raise ScriptError(f"line {number}: {shlex.quote(line)}: {error}") from None
        if command == ("run",):
            if started:
                batches.append(batch)
            batch, started = [], True
        elif not started:
            raise ScriptError(f"line {number}: a script begins with run")
        else:
            batch.append(command)
    if batch or not started:
        raise ScriptError("a script ends with run")
    return batches


class Client:
    """One end of one connection.  What it does wrong is its own affair, so errors are swallowed.

    A socket with no options set, as nc has one and as asyncviz must have one: with TCP_NODELAY
    two short lines sent at once would reach the program as one request instead of as two.
    """

    def __init__(self, address):
        plain = RealSocket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            high = fcntl.fcntl(plain.fileno(), fcntl.F_DUPFD_CLOEXEC, FIRST_CLIENT_FD)
            plain.close()
            plain = RealSocket(fileno=high)
        except OSError:
            pass                # a low limit on descriptors: stay where we are
        plain.connect(address)
        plain.setblocking(False)
        self.sock = plain
        self.port = plain.getsockname()[1]
        self.reads = True

    def drain(self):
        """Read all that is there, and acknowledge it at once: a program that waits for room in its
        send buffer would otherwise get it 40 ms of real time later, which is after the script."""
        try:
            while self.sock.recv(65536):
                self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        except OSError:
            pass

    def send(self, text):
        """Send what fits; the rest is dropped, as asyncviz drops it."""
        try:
            self.sock.send(text.encode() + b"\n", socket.MSG_NOSIGNAL)
        except OSError:
            pass

    def shutdown(self):
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def close(self):
        self.drain()            # unread bytes would turn the FIN into a reset
        self.sock.close()

    def reset(self):
        try:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass
        self.sock.close()


class Clients:
    """All clients of a run, numbered from 1 in the order in which they connected."""

    def __init__(self):
        self.server_address = None
        self.connected = []
        self.unnamed = {}       # local port -> numbers whose connection was not accepted yet

    def connect(self, count):
        if self.server_address is None:
            raise ScriptError("connect: the program does not listen")
        for _ in range(count):
            client = Client(self.server_address)
            self.connected.append(client)
            self.unnamed.setdefault(client.port, []).append(len(self.connected))

    def name_of(self, address):
        """The name of the connection that accept() gave out with this peer address."""
        return f"client{self.unnamed[address[1]].pop(0)}"

    def act(self, verb, number, *arguments):
        """Carry out one action of client `number`."""
        if not 1 <= number <= len(self.connected):
            raise ScriptError(f"{verb}: there is no client {number}")
        client = self.connected[number - 1]
        if verb == "read":
            client.reads, = arguments
        else:
            getattr(client, verb)(*arguments)

    def read_all(self):
        """Every client that reads takes what it was sent."""
        for client in self.connected:
            if client.reads:
                client.drain()
