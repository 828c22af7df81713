"""The program's waits, answered by a script.

Sockets, select() and epoll stay the real ones, only never asked to wait: they are asked with a
timeout of 0, so that the kernel decides what is ready and in which order.  When nothing is, the
stage lets the clients read, and then lets the next batch of the script happen.  Time is a number.
"""

import builtins
import math
import select
import selectors
import socket
import time

from clients import Clients

real_sum = sum
real_select = select.select
real_poll = select.poll
RealEpoll = select.epoll


class Stage:
    """What happens while the program waits.  `on_run` is called as a batch ends and the program
    goes on, `on_end` (which must not return) once the script is over."""

    def __init__(self, batches, on_run, on_end):
        self.batches = iter(batches)
        self.clients = Clients()
        self.now = 0.0
        self.on_run = on_run
        self.on_end = on_end

    def wait(self, ready, timeout=None):
        """Return the first true answer of ready(), or None after `timeout` virtual seconds."""
        while True:
            if answer := ready():
                return answer
            self.clients.read_all()
            if answer := ready():
                return answer
            if timeout is not None:
                self.now += timeout
                return None
            self.next_batch()

    def next_batch(self):
        batch = next(self.batches, None)
        if batch is None:
            self.on_end()
        for verb, *arguments in batch:
            if verb == "connect":
                self.clients.connect(*arguments)
            elif verb == "wait":
                self.now += arguments[0]
            else:
                self.clients.act(verb, *arguments)
        self.on_run()


def make_socket_class(stage):
    """A socket.socket whose blocking calls wait on the stage."""

    class Socket(socket.socket):
        name = "server"         # until accept() gives it a client's

        def bind(self, _address):
            super().bind(("127.0.0.1", 0))
            stage.clients.server_address = self.getsockname()

        def accept(self):
            if self.gettimeout() != 0:
                self._wait(lambda: self._polled(select.POLLIN))
            sock, address = super().accept()
            sock.name = stage.clients.name_of(address)
            return sock, address

        def recv(self, size, flags=0):
            if self.gettimeout() == 0:
                return super().recv(size, flags)
            return self._wait(lambda: self._tried(super(Socket, self).recv, size, flags))

        def send(self, data, flags=0):
            """As Linux does: a blocking send() returns when everything is in the buffer, or with
            what got there before an error."""
            if self.gettimeout() == 0:
                return super().send(data, flags)
            rest = memoryview(data).cast("B")
            sent = self._send_some(rest, flags)
            while sent < len(rest):
                self._wait(lambda: self._polled(select.POLLOUT))
                if self._polled(0):             # POLLERR, POLLHUP: left for the next call
                    break
                sent += self._send_some(rest[sent:], flags)
            return sent

        def sendall(self, data, flags=0):
            rest = memoryview(data).cast("B")
            while rest:
                rest = rest[self.send(rest, flags):]

        def _send_some(self, data, flags):
            def attempt():
                return self._tried(super(Socket, self).send, data, flags)
            return self._wait(attempt) if data else super().send(data, flags)

        def _wait(self, ready):
            answer = stage.wait(ready, self.gettimeout())
            if answer is None:
                raise TimeoutError("timed out")
            return answer[0]

        def _polled(self, events):
            poll = real_poll()
            poll.register(self.fileno(), events)
            return poll.poll(0)

        @staticmethod
        def _tried(call, argument, flags):
            """The call's answer in a tuple, so that it is true even where it is b"" or 0."""
            try:
                return (call(argument, flags | socket.MSG_DONTWAIT),)
            except BlockingIOError:
                return None

    return Socket


def make_select(stage):
    def select_on_stage(readers, writers, errors, timeout=None):
        def ready():
            lists = real_select(readers, writers, errors, 0)
            return lists if any(lists) else None
        return ready_or_wait(stage, ready, timeout) or ([], [], [])
    return select_on_stage


def make_epoll_class(stage):
    """select.epoll cannot be inherited from, so everything but poll() is handed on."""

    class Epoll:
        def __init__(self, *arguments, **keywords):
            self._epoll = RealEpoll(*arguments, **keywords)

        def __getattr__(self, name):
            return getattr(self._epoll, name)

        def poll(self, timeout=None, maxevents=-1):
            if timeout is not None and timeout < 0:
                timeout = None
            return ready_or_wait(stage, lambda: self._epoll.poll(0, maxevents), timeout) or []

    return Epoll


def ready_or_wait(stage, ready, timeout):
    """A timeout of 0 only asks: then no client reads, and no time passes."""
    return ready() if timeout == 0 else stage.wait(ready, timeout)


def sum_at_once(values, /, start=0):
    """A listing that computes for seconds adds up a range: as on the stage, that takes no time."""
    if isinstance(values, range) and values:
        return start + len(values) * (values[0] + values[-1]) // 2
    return real_sum(values, start)


def install(stage):
    """Put the stage in place of the real waits.  For the rest of this process."""
    socket.socket = make_socket_class(stage)
    select.select = make_select(stage)
    select.epoll = make_epoll_class(stage)
    selectors.SelectSelector._select = staticmethod(select.select)
    selectors.EpollSelector._selector_cls = select.epoll

    def sleep(seconds):
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        stage.now += seconds

    builtins.sum = sum_at_once
    time.sleep = sleep
    time.time = time.monotonic = time.perf_counter = lambda: stage.now
    time.time_ns = time.monotonic_ns = time.perf_counter_ns = lambda: math.floor(stage.now * 1e9)
