#!/usr/bin/env -S python3 -B
"""Files that are read to their end, pipes among them, and files that two want at once."""

import os
import pty
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import PATIENCE, PROGRAM, TREE, Server, answer, main, run, script, test, until

MARK = b"\xef\xbb\xbf"
SCRIPT = b"run\nconnect\nsend 1 hi\nrun\nexpect server.py\n"


def recording(path):
    status, _, error = script(SCRIPT, "--record", path)
    assert status == 0, error


def feed(path, pieces):
    """Writes to a FIFO, as slowly as its reader takes it."""
    def write():
        with open(path, "wb", buffering=0) as pipe:
            for piece in pieces:
                pipe.write(piece)
    threading.Thread(target=write, daemon=True).start()


def by_pipe(held, *options, **more):
    """The options with {} replaced by a pipe that holds this, as bash's <(...) gives it."""
    reader, writer = os.pipe()
    def write():
        with open(writer, "wb") as pipe:
            try:
                pipe.write(held)
            except BrokenPipeError:
                pass # it was told enough
    threading.Thread(target=write, daemon=True).start()
    try:
        return run("--lang", "en", "--headless", *(option.format(f"/dev/fd/{reader}") for option in options),
                   pass_fds=[reader], **more)
    finally:
        os.close(reader)


# X12
@test("F2: a script and a recording are read to their end from a pipe, a FIFO and standard input")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path, fifo = os.path.join(folder, "record"), os.path.join(folder, "fifo")
        recording(path)
        with open(path, "rb") as file:
            record = file.read()
        os.mkfifo(fifo)
        lesson, wanted = ("--lesson", "5", "--port", "0"), b"goto live\nexpect Connection from\n"
        assert by_pipe(SCRIPT, *lesson, "--script", "{}") == (0, b"", b"")
        assert by_pipe(record, "--replay", "{}", "--script", "-", text=wanted) == (0, b"", b"")
        for standard in "-", "/dev/stdin":
            assert run("--headless", *lesson, "--script", standard, text=SCRIPT) == (0, b"", b"")
            assert by_pipe(wanted, "--replay", standard, "--script", "{}", text=record) == (0, b"", b"")
        feed(fifo, [SCRIPT[:3], SCRIPT[3:9], SCRIPT[9:]])
        assert run("--headless", *lesson, "--script", fifo) == (0, b"", b"")
        feed(fifo, [record[:100], record[100:]])
        assert run("--headless", "--replay", fifo, "--script", "-", text=wanted) == (0, b"", b"")


# X12
@test("F2: the caps hold for pipes, too; a script with no end is no reason to read on")
def _():
    status, _, error = by_pipe(b"step\n" * 1000000, "--lesson", "5", "--port", "0", "--script", "{}")
    assert status == 1 and b"4 MiB" in error and error.count(b"\n") == 1, error
    with subprocess.Popen(["yes"], stdout=subprocess.PIPE) as endless:
        for words in (("--lesson", "5", "--port", "0", "--script", "-"), ("--replay", "-", "--script", "{}")):
            status, _, error = by_pipe(b"run\n", *words, text=None, stdin=endless.stdout)
            assert status == 1 and error.count(b"\n") == 1, (words, error)
        endless.kill()


# X12
@test("F2, D1, D2: while a FIFO's writer is waited for, SIGINT and SIGTERM end it, on a screen as well")
def _():
    with tempfile.TemporaryDirectory() as folder:
        fifo, empty = os.path.join(folder, "fifo"), os.path.join(folder, "empty")
        os.mkfifo(fifo)
        open(empty, "w").close()
        def waits():
            with open(f"/proc/{process.pid}/syscall") as call:
                return call.read().split()[0] in ("7", "271", "73") # poll, ppoll
        for number in signal.SIGINT, signal.SIGTERM:
            for words in (["--headless", "--lesson", "5", "--script", fifo],
                          ["--headless", "--script", empty, "--replay", fifo], ["--replay", fifo]):
                master, slave = pty.openpty()
                process = subprocess.Popen([PROGRAM, *words], stdin=slave, stdout=slave, stderr=slave,
                                           env={**os.environ, "TERM": "xterm"})
                until(waits, "poll()")
                process.send_signal(number)
                assert process.wait(PATIENCE) == -number, (number, words)
                os.close(master)
                os.close(slave)


# X12
@test("F1, F2: folders, sockets, devices and block devices are refused in one sentence, in both languages")
def _():
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        door = os.path.join(folder, "door")
        listener.bind(door)
        blocks = [f"/dev/{name}" for name in os.listdir("/dev") if name.startswith("loop") and name[4:].isdigit()][:1]
        for path, words in ((folder, b"directory"), (door, None), ("/dev/zero", None), ("/dev/null", None),
                            *((block, None) for block in blocks)):
            for language, unfit in (("en", "it is neither a file nor a pipe"), ("ru", "это не файл и не канал")):
                for options in (("--lesson", "5", "--port", "0", "--script", path),
                                ("--replay", path, "--script", "-")):
                    status, out, error = run("--lang", language, "--headless", *options)
                    assert status == 1 and not out and error.count(b"\n") == 1, (options, error)
                    assert (words or unfit.encode()) in error or b"Permission" in error, (options, error)


# X13
@test("F9: a byte order mark is skipped at the start of a script, a recording, a guide, a demo and a listing")
def _():
    assert script(MARK + SCRIPT) == (0, b"", b"")
    status, _, error = script(b"run\n" + MARK + b"run\n") # no other place is the start
    assert status == 1 and error.startswith(b"-:2: "), error
    with tempfile.TemporaryDirectory() as folder:
        path, lessons = os.path.join(folder, "record"), os.path.join(folder, "lessons")
        recording(path)
        with open(path, "r+b") as file:
            text = file.read()
            file.seek(0)
            file.write(MARK + text)
        assert run("--headless", "--replay", path, "--script", "-", text=b"goto live\nexpect hi\n")[0] == 0
        shutil.copytree(os.path.join(TREE, "lessons"), lessons)
        for top, _, names in os.walk(lessons):
            for name in names:
                with open(os.path.join(top, name), "r+b") as file:
                    text = file.read()
                    file.seek(0)
                    file.write(MARK + text)
        assert run("--check-lessons", lessons) == (0, b"", b"")
        for language in "en", "ru":
            status, out, error = run("--lang", language, "--lessons", lessons, "--lesson", "5", "--headless", "--port",
                                     "0", "--script", os.path.join(lessons, "05-generators/demo.play"))
            assert (status, error) == (0, b""), error
            assert MARK not in script("run\ndump\n", "--lessons", lessons)[1]


# X3
@test("F11: of two that write one file, records or steps, the second is refused and touches nothing")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "file")
        for first in "--record", "--steps":
            with Server(5, first, path) as server:
                answer(server.connect())
                until(lambda: os.path.getsize(path) > 0, "the first line")
                for second in "--record", "--steps":
                    before = os.path.getsize(path)
                    status, _, error = script("run\n", second, path)
                    assert status == 1 and b"another asyncviz" in error, (first, second, error)
                    assert os.path.getsize(path) >= before, (first, second)
                answer(server.connect())
                assert server.stop() == 0
            with open(path) as file: # whole, from the first line to the last
                lines = file.read().splitlines()
            assert "asyncviz" in lines[0] or '"step": 1,' in lines[0], lines[0]
            assert '"end"' in lines[-1] and all(line[0] + line[-1] == "{}" for line in lines), lines[-1]
            assert script("run\n", first, path)[0] == 0 # and when it is free, the last one has it


def stopped_while_it_loads(path, commands):
    """A process that stands still in the middle of that; None when it was too quick for us."""
    process = subprocess.Popen([PROGRAM, "--headless", "--replay", path, "--script", commands],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    def has_lock():
        with open("/proc/locks") as locks:
            return re.search(rf"FLOCK +ADVISORY +READ +{process.pid} ", locks.read())
    until(lambda: has_lock() or process.poll() is not None, "the lock")
    process.send_signal(signal.SIGSTOP)
    if has_lock():
        return process
    process.kill()
    process.wait()
    return None


@test("F11: a recording that is being loaded is not begun anew meanwhile; what is loaded is whole")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path, commands = os.path.join(folder, "record"), os.path.join(folder, "commands")
        text = "run\nconnect 100\nrun\n" + "".join(f"send {n} hi\nrun\n" for n in range(1, 101)) + "run\n"
        status, _, error = script(text, "--record", path, "--limit", "1000000")
        assert status == 0, error
        with open(commands, "w") as file:
            file.write("goto live\nexpect Connection\n")
        attempts = (stopped_while_it_loads(path, commands) for _ in range(50))
        process = next(filter(None, attempts))
        size = os.path.getsize(path)
        status, _, error = script("run\n", "--record", path)
        process.send_signal(signal.SIGCONT)
        said = process.communicate(timeout=PATIENCE)
        assert status == 1 and b"another asyncviz" in error, error
        assert os.path.getsize(path) == size
        assert process.returncode == 0 and said == (b"", b""), said


sys.exit(main())
