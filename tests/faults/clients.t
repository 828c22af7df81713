#!/usr/bin/env -S python3 -B
"""Hostile and clumsy clients against the server without a screen: whatever they do, the next one is
served, or the program ends as CPython would, and says why."""

import json
import os
import resource
import select
import signal
import socket
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import PATIENCE, Server, Skip, answer, expect, expect_end, main, reset, script, test, until

ALL_AT_ONCE = (2, 3, 5)
MEBI = 1 << 20
ROOM = 50  # connections that the backlog surely holds: beyond it the kernel makes a client wait for seconds


def flood(client, data, times):
    """Sends all of it while the answers are read and dropped; returns how much came back."""
    client.setblocking(False)
    left, view, got = times, memoryview(data), 0
    while True:
        readable, writable, _ = select.select([client], [client] if left else [], [], PATIENCE)
        assert readable or writable, f"stuck with {left} pieces left"
        if readable:
            piece = client.recv(MEBI)
            if not piece:
                return got
            got += len(piece)
        if writable:
            sent = client.send(view)
            view = view[sent:]
            if not view:
                view, left = memoryview(data), left - 1
                if not left:
                    client.shutdown(socket.SHUT_WR)


@test("A4, A15: a sequence without end, a line of 30 MB: memory stays bounded, the next is served")
def _():
    with Server(5, "--history", "8M") as server:
        flood(server.connect(), b"\033]0;" + b"x" * MEBI, 2)
        flood(server.connect(), b"x" * MEBI, 28)
        assert server.is_bounded()
        answer(server.connect())


@test("A16: half a million lines of one byte, and as many empty ones")
def _():
    with Server(5, "--history", "8M") as server:
        flood(server.connect(), b"x\n" * 10000, 50)
        flood(server.connect(), b"\n" * 10000, 50)
        for _ in range(20):
            answer(server.connect(), b"\n")
        assert server.is_bounded()


GREETINGS = (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
             b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nquit\n",
             b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"SSH-2.0-x\r\n", b"\xff\xfd\x01\xff\xfb\x1f",
             b"\0\0\0\xa4\xff\x53\x4d\x42", b"quit\n", b"!id;`id`$(id)\n")


@test("A20, A21, A22, A24: greetings of other protocols and commands are bytes like any other")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            for greeting in GREETINGS:
                answer(server.connect(), greeting)
            assert server.is_alive()


@test("A26: urgent data neither ends nor spins a server")
def _():
    for lesson in (1, *ALL_AT_ONCE):
        with Server(lesson) as server:
            client = server.connect()
            client.send(b"!", socket.MSG_OOB)
            answer(client)
            expect_idle(server)
            client.close()
            answer(server.connect())


def expect_idle(server):
    """Silent for as long as 50 turns of this loop: it sleeps, and nothing wakes it."""
    def wakeups():
        return server.number("status", "voluntary_ctxt_switches") + \
            server.number("status", "nonvoluntary_ctxt_switches")
    def is_idle():
        before = wakeups()
        select.select([], [], [], 0.1)
        return wakeups() == before
    until(is_idle, "an idle server")


@test("B1: a reset before accept ends the program as it ends CPython's, with its traceback")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            server.process.send_signal(signal.SIGSTOP)
            reset(server.connect())
            server.process.send_signal(signal.SIGCONT)
            assert server.wait() == 1
            assert "ConnectionResetError: [Errno 104]" in server.said(), server.said()


@test("B3: no descriptor left: accept raises OSError, the script is told")
def _():
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24))
    with Server(5, preexec_fn=limit) as server:
        clients = []
        while server.is_alive() and len(clients) < 40:
            try:
                clients.append(server.connect())
                clients[-1].sendall(b"hi\n")
                clients[-1].recv(100)
            except OSError:
                break
        assert server.wait() == 1
        assert "OSError: [Errno 24] Too many open files" in server.said(), server.said()


@test("B7, B18: a byte now and then, and a flood, from others: a third is served between")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            slow, busy, quiet = (server.connect() for _ in range(3))
            thread = threading.Thread(target=flood, args=(busy, b"x\n" * 1000, 100))
            thread.start()
            for _ in range(20):
                slow.sendall(b"y")
                answer(quiet)
            thread.join()
            answer(slow, b"")
            answer(quiet)


@test("B8: a client that never reads blocks the program, as in CPython; SIGTERM ends it all the same")
def _():
    with Server(5) as server:
        deaf = server.connect()
        deaf.setblocking(False)
        fill(deaf)
        expect_idle(server)
        fill(deaf)
        assert server.stop() == 0


def fill(client):
    """Sends until the kernel takes no more."""
    try:
        while True:
            client.send(b"x" * 65536)
    except BlockingIOError:
        pass


@test("B9: answers that the kernel took in parts arrive whole")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            client = server.connect()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            got = flood(client, b"x" * 4096, 200)
            assert got > 0 and got % len(b"Hello World\n") == 0, got


@test("B10: a half-closed client is answered, and closed in order")
def _():
    for lesson in (1, *ALL_AT_ONCE):
        with Server(lesson) as server:
            client = server.connect()
            client.sendall(b"hi")
            client.shutdown(socket.SHUT_WR)
            expect(client, b"Hello World\n")
            expect_end(client)


@test("B11: gone while it is sent to: Python's exception, no SIGPIPE")
def _():
    with Server(5) as server:
        client = server.connect()
        client.setblocking(False)
        fill(client)
        reset(client)
        assert server.wait() == 1
        assert "ConnectionResetError" in server.said() or "BrokenPipeError" in server.said()


@test("B13: 3,000 connections that come and go")
def _():
    for lesson in (3, 5):
        with Server(lesson, "--history", "8M") as server:
            before = len(os.listdir(f"/proc/{server.process.pid}/fd"))
            for turn in range(3000):
                client = server.connect()
                if turn % ROOM == 0:
                    answer(client)
                client.close()
            answer(server.connect())
            until(lambda: len(os.listdir(f"/proc/{server.process.pid}/fd")) <= before + 1,
                  "descriptors to be given back")


def need_descriptors(count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < count:
        raise Skip(f"{count} descriptors are not allowed here")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count), hard))


@test("B14: 2,000 clients at once under epoll")
def _():
    need_descriptors(4096)
    with Server(3) as server:
        clients = []
        for turn in range(2000):
            clients.append(server.connect())
            if turn % ROOM == 0:
                answer(clients[-1])
        for client in clients:
            client.sendall(b"hi\n")
        for client in clients:
            expect(client, b"Hello World\n")
            client.close()


@test("B15: descriptor 1024 under select: CPython's ValueError, no write outside the set")
def _():
    need_descriptors(4096)
    for lesson in (2, 5):
        with Server(lesson) as server:
            clients = []
            while server.is_alive() and len(clients) < 1100:
                try:
                    clients.append(server.connect())
                    answer(clients[-1])  # or the backlog would overflow
                except (OSError, AssertionError):
                    break
            assert server.wait() == 1
            assert "ValueError: filedescriptor out of range in select()" in server.said(), server.said()
            assert len(clients) > 1000
            for client in clients:
                client.close()


@test("B16: a descriptor that is used again at once belongs to the new client")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            others = [server.connect() for _ in range(5)]
            for turn in range(100):
                client = server.connect()
                client.sendall(b"hi")
                others[turn % 5].sendall(b"hi")
                client.shutdown(socket.SHUT_WR)
                expect(client, b"Hello World\n")
                expect_end(client)
                expect(others[turn % 5], b"Hello World\n")
                others[turn % 5].close()
                others[turn % 5] = server.connect()


@test("B17: closed inside its own callback, with others behind it in the same batch of events")
def _():
    batch = "close 1\nclose 3\nsend 2 hi\nsend 4 hi\nconnect\n"
    status, out, error = script(f"run\nconnect 4\nrun\n{batch}run\n", "--steps", "-", lesson=3)
    steps = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and steps[-1] == {"end": "script"}, error
    sent = [step["line"] for step in steps if step.get("func") == "send_message"]
    assert [sent.count(line) for line in (25, 28)] == [2, 2], sent # answered, closed
    served = steps[-2]["state"]["selector"]
    assert list(served) == ["server", "client2", "client4", "client5"], served


@test("B19: with clients connected and nothing to do nothing wakes the server")
def _():
    for lesson in (1, *ALL_AT_ONCE):
        with Server(lesson) as server:
            client = server.connect()
            answer(client)
            expect_idle(server)


@test("B20, B31: a burst of a megabyte is read to its end: the client is closed, not reset")
def _():
    for lesson in (1, *ALL_AT_ONCE):
        with Server(lesson) as server:
            flood(server.connect(), b"x" * MEBI, 1)
            answer(server.connect())


@test("B23: a port in TIME_WAIT can be used again at once")
def _():
    with Server(5) as server:
        client, port = server.connect(), server.port
        answer(client)
        assert server.stop() == 0  # closes first, so its side waits
        expect_end(client)
    with Server(5, port=port) as server:
        answer(server.connect())


@test("B24: localhost by name")
def _():
    with Server(5) as server:
        with socket.create_connection(("localhost", server.port), timeout=PATIENCE) as client:
            answer(client)


@test("B25: an IPv4 address inside an IPv6 one is shown as IPv4")
def _():
    with tempfile.NamedTemporaryFile() as steps, Server(5, "--steps", steps.name) as server:
        try:
            client = socket.socket(socket.AF_INET6)
            client.connect(("::ffff:127.0.0.1", server.port))
        except OSError as why:
            raise Skip(f"no IPv6: {why}")
        answer(client)
        # The steps are written before the program sleeps, which may be after its answer is here.
        until(lambda: b"Connection from ('127.0.0.1', " in open(steps.name, "rb").read())


def from_address(server, address, count):
    """Connections of one address: all come before one is served. Those that are served; the others are reset,
    some before their connect() has returned."""
    come, served = [], []
    for _ in range(count):
        try:
            come.append(server.connect(source_address=(address, 0)))
        except ConnectionError:
            pass
    for client in come:
        try:
            answer(client)
            served.append(client)
        except ConnectionError:
            pass
    return served


@test("B28, B32: beyond the loopback an address has four connections, and others have theirs")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson, "--bind", "0.0.0.0") as server:
            served = from_address(server, "127.0.0.5", 9)
            assert len(served) == 4, served
            others = [from_address(server, f"127.0.0.{n}", 3) for n in range(6, 9)]
            assert [len(each) for each in others] == [3, 3, 3], others
            for client in served:
                client.close()
            until(lambda: from_address(server, "127.0.0.5", 1), "room for a new one")
            assert server.stop() == 0
            assert "connections refused: " in server.said(), server.said()


@test("B14, B28: beyond the loopback 64 are served at once")
def _():
    with Server(5, "--bind", "0.0.0.0") as server:
        each = [from_address(server, f"127.0.1.{n}", 4) for n in range(1, 19)]
        assert [len(one) for one in each] == 16 * [4] + 2 * [0], each
        assert server.is_alive()


@test("B32: six connections of one process, as a browser opens them")
def _():
    for lesson in ALL_AT_ONCE:
        with Server(lesson) as server:
            clients = [server.connect() for _ in range(6)]
            for client in reversed(clients):
                answer(client, b"GET /favicon.ico HTTP/1.1\r\n\r\n")
                client.close()
            answer(server.connect())


sys.exit(main())
