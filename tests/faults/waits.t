#!/usr/bin/env -S python3 -B
"""Waiting that does not work, watching that the kernel refuses, no memory for a recording, a terminal
of which nothing is known: a sentence and the right status, and never a turn without a rest."""

import os
import pty
import re
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import termios
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import PATIENCE, PROGRAM, TREE, Server, answer, main, refusing, run, script, test


class Screen:
    """The program on a terminal of its own."""

    def __init__(self, *options, **env):
        self.master, self.slave = pty.openpty()
        termios.tcsetwinsize(self.slave, (30, 100))
        self.before = termios.tcgetattr(self.slave)
        env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null", **env}
        env = {name: value for name, value in env.items() if value is not None}
        self.process = subprocess.Popen([PROGRAM, "--lesson", "5", "--port", "0", *options], stdin=self.slave,
                                        stdout=self.slave, stderr=self.slave, env=env, start_new_session=True)
        self.written = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def read(self):
        if select.select([self.master], [], [], 0.005)[0]:
            self.written += os.read(self.master, 65536)

    def until(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.written[-300:]
            self.read()

    def shows(self, text):
        self.until(lambda: text in self.written)

    def type(self, keys):
        os.write(self.master, keys)

    def ends(self):
        """Its status, with the terminal as it was, and what it said after that."""
        self.until(lambda: self.process.poll() is not None)
        os.write(self.slave, b"\0") # comes last of all, but the kernel may take its time
        self.until(lambda: b"\0" in self.written)
        self.written = self.written.partition(b"\0")[0]
        assert termios.tcgetattr(self.slave) == self.before
        return self.process.returncode, self.written.rpartition(b"\033[?1049l")[2]


MOST_CALLS = 100
SAID = {"en": "Keys and clients cannot be waited for any more: {}.", "ru": "Ждать клавиш и клиентов больше не получается: {}."}


# X6
@test("E11: a ppoll() that fails for good ends the screen with one sentence and status 1, the recording whole")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        for language, sentence in SAID.items():
            with Screen("--lang", language, "--record", path) as screen:
                screen.shows(b"select()")
                resource.prlimit(screen.process.pid, resource.RLIMIT_NOFILE, (2, 2))
                screen.type(b"s")
                status, said = screen.ends()
                assert status == 1 and sentence.format("Invalid argument").encode() in said, (status, said)
                assert said.count(b"asyncviz: ") == 1, said
            with open(path) as file:
                assert '"end"' in file.read().splitlines()[-1]
        for call in "ppoll", "epoll_wait":
            with Screen("--lang", "en", **refusing(call, 3 if call == "ppoll" else 1, on=True, REFUSE_COUNTS="1")) as screen:
                screen.shows(b"select()")
                screen.type(b":connect 1\rs:connect 1\rs")
                status, said = screen.ends()
                assert status == 1 and b"cannot be waited for any more: Invalid" in said, (call, status, said)
                assert int(re.search(rb": (\d+) calls", said)[1]) < MOST_CALLS, said # it rested


# X6
@test("E11: a ppoll() that fails a few times does not end it; signals are heard while it fails")
def _():
    for at in 2, 3, 9:
        with Screen("--lang", "en", **refusing("ppoll", at)) as screen:
            screen.shows(b"blocked in select()")
            screen.type(b"q")
            assert screen.ends()[0] == 0
    for number in signal.SIGTERM, signal.SIGHUP:
        with Screen("--lang", "en") as screen:
            screen.shows(b"select()")
            screen.process.send_signal(signal.SIGSTOP) # both are there when it goes on
            resource.prlimit(screen.process.pid, resource.RLIMIT_NOFILE, (2, 2))
            screen.process.send_signal(number)
            screen.process.send_signal(signal.SIGCONT)
            assert screen.ends()[0] == 128 + number


# X6
@test("E11: without a screen a wait that fails is tried again with a rest, and signals end it")
def _():
    for lesson in 1, 2:
        with Server(lesson, env=refusing("ppoll", on=True, REFUSE_COUNTS="1")) as server:
            answer(server.connect())
            assert server.stop() == 0, server.said()


# X10
@test("E11: a client that epoll_ctl() refuses ends with a word, once, and the script goes on")
def _():
    talk = "run\nconnect 2\nrun\nsend 1 hi\nshutdown 1\nrun\nrun\nsend 1 x\nsend 2 hi\nrun\nexpect client2\n"
    for language, words in (("en", "client1 was ended: the kernel would not watch it for us."),
                            ("ru", "client1 закрыт: ядро отказалось следить за ним.")):
        status, _, error = script(talk, "--lang", language, env=refusing("epoll_del", on=True))
        assert status == 0 and error.decode().splitlines() == [f"-:6: {words}", f"-:8: {words}"], error
    # those that waited for room in the queue
    status, _, error = script("run\nconnect 140\nrun\nsend 1 hi\nrun\nsend 140 hi\n", "--limit", "1000000",
                              env=refusing("epoll_add", 131, on=True))
    assert status == 0 and error.count(b"would not watch it") == 2, error
    status, _, error = script("run\nconnect 1\nread 1 off\n", env=refusing("epoll_del", on=True))
    assert status == 0 and error == b"-:3: client1 cannot change: the kernel did not allow it.\n", error


# X10
@test("a client that has met its end, closed afterwards, has left like any other")
def _():
    status, _, error = script("run\nconnect 2\nrun\nshutdown 1\nrun\nrun\nclose 1\nrun\nsend 1 x\nsend 2 hi\nrun\n")
    assert (status, error) == (0, b"-:9: client1 has left.\n"), error


# X10
@test("E15: reset says when the kernel does not allow an RST, and the client stays")
def _():
    for language, words in (("en", "client1 cannot break off: the kernel did not allow an RST."),
                            ("ru", "client1 не может оборвать соединение: ядро не дало послать RST.")):
        status, _, error = script("run\nconnect 1\nrun\nreset 1\nsend 1 hi\nrun\nexpect client1\n", "--lang", language,
                                  env=refusing("linger", on=True))
        assert status == 0 and error.decode() == f"-:4: {words}\n", error


# X7
@test("E1, E2: no memory while a recording is read is said as that, status 1, and is no fault of the file")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path, lessons = os.path.join(folder, "record"), os.path.join(folder, "lessons")
        shutil.copytree(os.path.join(TREE, "lessons/05-generators"), os.path.join(lessons, "05-generators"))
        assert script("run\nconnect\nsend 1 hi\nrun\n", "--record", path)[0] == 0
        died = 0
        for at in [*range(1, 60, 7), *range(60, 4000, 40)]:
            status, out, error = run("--headless", "--lang", "en", "--replay", path, "--script", "-",
                                     text=b"goto live\nexpect Connection\n",
                                     env=refusing("memory", at, ASYNCVIZ_LESSONS=lessons))
            assert (status, error) == (0, b"") or status == 1 and not out and (
                error == b"asyncviz: out of memory\n" or error.endswith(b": Cannot allocate memory\n")), (at, status, error)
            died += status
        assert died > 50, died


@test("C8: TERM not set, or of a type that nobody knows, is taken for the usual type; a dumb one is refused")
def _():
    for name in None, "", "unknown-terminal", "../../etc/passwd", "x" * 5000:
        with Screen("--lang", "en", TERM=name) as screen:
            screen.shows(b"blocked in select()")
            screen.type(b"q")
            assert screen.ends()[0] == 0, name
    for words, name, why in ((("--lang", "en"), "dumb", "cannot move the cursor"),
                             (("--lang", "ru"), "dumb", "не умеет перемещать курсор")):
        with Screen(*words, TERM=name) as screen:
            status, said = screen.ends()
            assert status == 2 and why.encode() in said and said.count(b"\n") == 1 and b"\033" not in said, said


@test("C8: where nothing is known of any type, the usual one included, it says so with status 2 and draws nothing")
def _():
    for language, why in ("en", "Nothing is known of the terminal type 'weird'"), ("ru", "О терминале типа «weird»"):
        with Screen("--lang", language, **{**refusing("setupterm", on=True), "TERM": "weird"}) as screen:
            status, said = screen.ends()
            assert status == 2 and why.encode() in said and said.count(b"\n") == 1 and b"\033" not in said, said


sys.exit(main())
