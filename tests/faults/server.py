"""asyncviz without a screen, and TAP, for the tests in this folder. Whoever waits here waits for a
condition, at most PATIENCE seconds. The program is $ASYNCVIZ, or ./asyncviz of this tree."""

import atexit
import functools
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback

TREE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("ASYNCVIZ", os.path.join(TREE, "asyncviz"))
PATIENCE = 20

os.environ.setdefault("ASYNCVIZ_LESSONS", os.path.join(TREE, "lessons"))


with open(PROGRAM, "rb") as program:
    HAS_SANITIZER = b"__asan_init" in program.read()


def until(holds, what="it"):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.005)


class Server:
    """A lesson at full speed; .port is where it listens. Killed at the end of the block."""

    def __init__(self, lesson, *options, port=0, **popen):
        self.folder = tempfile.mkdtemp()
        self.log = os.path.join(self.folder, "log")
        self.process = subprocess.Popen(
            [PROGRAM, "--lang", "en", "--lesson", str(lesson), "--headless", "--port", str(port), *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(self.log, "wb"), **popen)
        until(lambda: " serves on " in self.said() or self.process.poll() is not None, "the server")
        found = re.search(r" serves on [0-9.]+:(\d+)", self.said())
        assert found, self.said()
        self.port = int(found[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)

    def said(self):
        with open(self.log, "rb") as log:
            return log.read().decode()

    def connect(self, **options):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE, **options)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return client

    def is_bounded(self):
        """A history of 8 MiB and all else; a sanitizer keeps what was freed."""
        return self.number("status", "VmRSS") < 64 * 1024 or HAS_SANITIZER

    def is_alive(self):
        return self.process.poll() is None

    def number(self, file, name):
        """A number that the kernel knows of the process, from /proc."""
        with open(f"/proc/{self.process.pid}/{file}") as about:
            return int(re.search(name + r":\s*(\d+)", about.read())[1])

    def wait(self):
        return self.process.wait(PATIENCE)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.wait()


def answer(client, request=b"hi\n"):
    """One request, and the answer of lessons 1, 2, 3 and 5 to it."""
    client.sendall(request)
    expect(client, b"Hello World\n")


def expect(client, wanted):
    got = b""
    while len(got) < len(wanted):
        piece = client.recv(len(wanted) - len(got))
        assert piece, f"closed after {got!r}"
        got += piece
    assert got == wanted, got


def expect_end(client):
    """The server closes, and does so in order."""
    while client.recv(65536):
        pass
    client.close()


def reset(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def run(*arguments, text=b"", **more):
    """To its end: status, standard output, standard error."""
    if text is not None:
        more["input"] = text
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=PATIENCE, **more)
    return done.returncode, done.stdout, done.stderr


def script(text, *options, lesson=5, **more):
    return run("--lang", "en", "--lesson", str(lesson), "--headless", "--port", "0",
               "--script", "-", *options, text=text.encode() if isinstance(text, str) else text, **more)


class Skip(Exception):
    """Why a test cannot run here."""


@functools.cache
def refuse_library():
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    if not shutil.which("cc"):
        raise Skip("needs cc")
    library = os.path.join(folder, "refuse.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, os.path.join(TREE, "tests/faults/refuse.c")],
                   check=True)
    return library


def refusing(call, at=1, on=False, **more):
    """The environment of a program in which that call fails, the at-th time, or from then on."""
    if HAS_SANITIZER:
        raise Skip("a sanitizer has the C library's calls for itself")
    if on:
        more["REFUSE_ON"] = "1"
    return {**os.environ, "LD_PRELOAD": refuse_library(), "REFUSE": call, "REFUSE_AT": str(at), **more}


tests = []


def test(name):
    """Declares a test; its name begins with the rows that it is for: "A6: ..."."""
    def add(function):
        tests.append((name, function))
        return function
    return add


def main():
    failed = 0
    chosen = sys.argv[1:]
    for number, (name, function) in enumerate(tests, 1):
        if chosen and not any(word in name for word in chosen):
            continue
        before = time.monotonic()
        try:
            function()
            print(f"ok {number} - {name}")
        except Skip as why:
            print(f"ok {number} - {name} # SKIP {why}")
        except Exception:
            failed = 1
            print(f"not ok {number} - {name}")
            print(*("# " + line[:300] for line in traceback.format_exc().splitlines()), sep="\n")
        if chosen or "TIMES" in os.environ:
            print(f"# {time.monotonic() - before:.2f} s")
        sys.stdout.flush()
    print(f"1..{len(tests)}")
    return failed
