#!/usr/bin/env -S python3 -B
"""Calls that fail where no machine would let them when it is asked to: memory, options of sockets,
waits. refuse.c is put before the C library and says no. Whatever fails, the program goes on, or ends
with a sentence and the terminal as it was."""

import atexit
import os
import pty
import re
import resource
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import server
from server import HAS_SANITIZER, PATIENCE, PROGRAM, TREE, Server, Skip, answer, main, script, test

GOOD = "run\nconnect 2\nsend 1 hi\nrun\nclose 1\nrun\nstep\nback 3\ndump\n"
KEYS = b"sn:connect 2\rr:sen\t1 hi\rruu?q\x1b:search sel\r\x0cmq\x1b:quit\r"
FOLDER = tempfile.mkdtemp()
atexit.register(shutil.rmtree, FOLDER)
LESSONS = os.path.join(FOLDER, "lessons") # one, so that reading it is not all that is tested
shutil.copytree(os.path.join(TREE, "lessons/05-generators"), os.path.join(LESSONS, "05-generators"))


def refusing(*call, **more):
    return {**server.refusing(*call, **more), "ASYNCVIZ_LESSONS": LESSONS}


def moments(first, last, count):
    """All of the first ones, then fewer and fewer."""
    return sorted({*range(1, first), *(int(first * (last / first) ** (k / count)) for k in range(count + 1))})


def ended_well(status, error, at):
    assert status in (0, 1), (at, status, error)
    assert status == 0 or re.fullmatch(rb"(asyncviz: [ -~]*: Cannot allocate memory|asyncviz: out of memory)\n", error), \
        (at, status, error)


@test("E1: no memory, at one call or at each one from there: a sentence, or nothing has happened")
def _():
    died = 0
    for on in (False, True):
        for at in moments(60, 6000, 60):
            status, _, error = script(GOOD, env=refusing("memory", at, on))
            ended_well(status, error, at)
            died += status
    assert died > 100, died # the test meets what it is about


def on_screen(env=os.environ, keys=KEYS, **popen):
    """Types the keys; the status, all that was written, and whether the modes are as they were."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (30, 100))
    before = termios.tcgetattr(slave)
    env = {**env, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "XDG_STATE_HOME": FOLDER, "INPUTRC": "/dev/null"}
    process = subprocess.Popen([PROGRAM, "--lang", "en", "--lesson", "5", "--port", "0"], stdin=slave,
                               stdout=slave, stderr=slave, env=env, start_new_session=True, **popen)
    written, left, end = b"", keys, time.monotonic() + PATIENCE
    while process.poll() is None:
        assert time.monotonic() < end, f"it hangs: {written[-300:]!r}"
        if select.select([master], [], [], 0.005)[0]:
            written += os.read(master, 65536)
        elif left and b"blocked in select()" in written:
            os.write(master, left[:1])
            left = left[1:]
    os.write(slave, b"\0") # comes last of all, but the kernel may take its time
    while b"\0" not in written: # echoed keys may follow
        written += os.read(master, 65536)
    as_before = termios.tcgetattr(slave) == before
    os.close(master)
    os.close(slave)
    assert as_before and written.rfind(b"\033[?1049h") <= written.rfind(b"\033[?1049l"), written[-300:]
    return process.returncode, written


# Curses of Debian 12 may fall over its own table when it is closed after that; the terminal is ours then.
OF_CURSES = -signal.SIGSEGV

@test("E2, C20: no memory in curses, readline or ourselves: the terminal is given back")
def _():
    statuses = set()
    for at in range(1800, 10000, 23 if "LONG" in os.environ else 240):
        status, written = on_screen(refusing("memory", at), preexec_fn=no_core)
        assert status in (0, 1, 2, OF_CURSES), (at, status, written[-300:])
        said = b"asyncviz: " in written or b"Out of memory" in written  # the second is curses' own
        assert status in (0, OF_CURSES) or said, (at, status, written[-300:])
        statuses.add(status)
    assert {0, 1} <= statuses, statuses # the test meets what it is about


def no_core():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit(what, number):
    return lambda: resource.setrlimit(what, (number, number))


@test("E3: little room for data, a small stack")
def _():
    if HAS_SANITIZER:
        raise Skip("a sanitizer needs much of both")
    statuses = set()
    for kib in (1024, 1280, 1536, 2048, 4096): # with less the C library does not start
        status, _, error = script(GOOD, preexec_fn=limit(resource.RLIMIT_DATA, kib << 10))
        ended_well(status, error, kib)
        statuses.add(status)
    assert len(statuses) > 1, statuses
    for kib in (64, 128, 256, 512):
        status, _, error = script(GOOD, preexec_fn=limit(resource.RLIMIT_STACK, kib << 10))
        assert (status, b"stack is small" in error) == ((2, True) if kib < 256 else (0, False)), (kib, status, error)


@test("E5, E4: no descriptor for the screen, for signals, for a recording: a sentence, the terminal as it was")
def _():
    if HAS_SANITIZER:
        raise Skip("a sanitizer needs some of its own")
    statuses = set()
    for number in range(4, 20):
        status, written = on_screen(keys=b"s:connect 5\rrq", preexec_fn=limit(resource.RLIMIT_NOFILE, number))
        assert status in (0, 1, 2) and (not status or b"asyncviz: " in written), (number, status, written[-300:])
        statuses.add(status)
    assert len(statuses) > 1, statuses


@test("E10: on a busy machine the keys are heard all the same")
def _():
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2 * os.cpu_count())]
    try:
        status, written = on_screen()
        assert status == 0, written[-300:]
    finally:
        for process in busy:
            process.kill()
            process.wait()


@test("E11: a wait that fails ends the program as it ends CPython's, and the tool goes on")
def _():
    for lesson, call in (2, "select"), (3, "epoll_pwait"), (5, "select"):
        for at in (1, 2):
            status, _, error = script(GOOD + "restart\nrun\nexpect blocked in\n", lesson=lesson, env={**refusing(call, at), "ASYNCVIZ_LESSONS": os.path.join(TREE, "lessons")})
            assert b"OSError ended the program" in error and status == 0, (call, at, status, error)


@test("E15: an option that a socket refuses: what the listing asks for raises, what we want is done without")
def _():
    status, _, error = script("run\n", env=refusing("setsockopt", 2)) # the first asks whether the port is free
    assert status == 0 and b"PermissionError" in error, (status, error)
    with Server(5, "--bind", "0.0.0.0", env=refusing("setsockopt", 3, on=True)) as server:
        answer(server.connect())


@test("E14: clients with the smallest buffers and segments that there are")
def _():
    for lesson in (1, 2, 3, 5):
        with Server(lesson) as server:
            client = socket.socket()
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 88)
            client.settimeout(PATIENCE)
            client.connect(("127.0.0.1", server.port))
            for _ in range(20):
                answer(client)
            client.close()
            answer(server.connect())


@test("E13: once the history is full, connections and steps cost no memory")
def _():
    if HAS_SANITIZER:
        raise Skip("a sanitizer keeps what was freed")
    def visit(times):
        for _ in range(times):
            client = server.connect()
            answer(client)
            client.close()
    with Server(5, "--history", "1M") as server:
        visit(6000)
        before = server.number("status", "VmRSS")
        visit(3000)
        assert server.number("status", "VmRSS") - before < 256, (before, server.number("status", "VmRSS"))


sys.exit(main())
