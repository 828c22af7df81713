#!/usr/bin/env -S python3 -B
"""Hostile scripts and files: a wrong line is named and ends the script, a file that is none is
refused at once, and no text of a file acts on the terminal."""

import os
import re
import resource
import signal
import socket
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import TREE, Server, answer, main, run, script, test, until

LINES = (b"!sh", b"| cat", b"shell id", b"system id", b"source -", b"source /etc/passwd", b"save /etc/x", b"cd /",
         b"write x", b"`id`", b"$(id)", b"nonsense", b"send", b"send 1", b"send x hi", b"send 99 hi", b"step -1",
         b"step 99999999999999999999", b"step 1e3", b"step 0x10", b"step 1 2", b"goto", b"goto -1", b"goto live now",
         b"wait", b"wait -1", b"wait nan", b"wait inf", b"wait 1e400", b"wait 1,5", b"speed 0", b"speed 1001",
         b"until", b"until ''", b'"run', b"'", b"\\", b"RUN", b"r", b"connect 0", b"connect -1",
         b"connect 18446744073709551617", b"read 1", b"read 1 maybe", b"set", b"set size", b"set size 0x0",
         b"set size 99999x99999", b"set size -5x10", b"set nonsense on", b"lesson", b"lesson 99", b"lesson ../..",
         b"lesson 5 nonsense", b"expect", b"expect nonsense", b"close", b"close 99", b"shutdown 99", b"reset 99",
         b"\033[31m", b"\xff\xfe", b"\xef\xbb\xbf\xef\xbb\xbfrun", b"run\r\033", b"\xe2\x80\xae", b"%n%s%99999d")


def is_safe(text):
    assert not re.search(rb"[\0-\x09\x0b-\x1f\x7f]|\x9b", text), text


@test("F16, F18, A17: every wrong line is named in one safe sentence; nothing after it is done")
def _():
    for line in LINES:
        status, out, error = script(b"run\n" + line + b"\nstep\ndump\n")
        assert status == 1 and error.startswith(b"-:2: ") and error.count(b"\n") == 1, (line, status, error)
        assert out == b"", (line, out)
        is_safe(error)


@test("F16: a script that ends in the middle of its last line is read to its end")
def _():
    status, out, error = script("run\nexpect server.py")
    assert (status, out, error) == (0, b"", b"")
    status, out, error = script("run\nexpec")
    assert status == 1 and error.startswith(b"-:2: ")


@test("F16: records of a program that is run again begin again, with all that it does")
def _():
    talk = "run\nconnect\nrun\nsend 1 abcdefg\nrun\n"
    more = "run\nconnect 5\nrun\nsend 2 xyz\nsend 3 hello\nrun\nclose 2\nrun\nclose 3\nrun\n"
    for first, second in ((talk, talk), (talk, more), (more, talk)):
        def records(text):
            status, _, error = script(text, "--steps", path)
            assert (status, error) == (0, b""), (status, error)
            with open(path) as steps:
                return [line for line in steps if '"step"' in line]
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "steps")
            alone = records(first), records(second)
            assert records(first + "restart\n" + second) == alone[0] + alone[1]
            assert records(first + "lesson 5\n" + second) == alone[0] + alone[1]


@test("F17: what never comes is not waited for")
def _():
    assert script("run\nrun\nstep 5\nnext\nwait 3600\nuntil accept\nrun\n")[0] == 0


@test("F7: a line of 1 MB, and 200,000 lines")
def _():
    for line in (b"x" * 1000000, b"send 1 " + b"x" * 1000000, b"expect " + b"x" * 1000000):
        status, _, error = script(b"run\nconnect\n" + line + b"\n")
        assert status == 1 and error.startswith(b"-:3: ") and len(error) < 1000, error[:200]
    assert script(b"\n# a comment\n" * 100000)[0] == 0
    status, _, error = script(b"step\n" * 1000000)
    assert status == 1 and b"Too big" in error and b"4 MiB" in error, error


@test("F9: NUL, byte order marks, UTF-16, Latin-1 and CR in a script")
def _():
    for text in (b"run\0\n", "run\n".encode("utf-16"), "run\n".encode("utf-16-le"), b"\xef\xbb\xbfnonsense\n",
                 b"send 1 \xe9\n"):
        status, out, error = script(text)
        assert status == 1 and out == b"" and error.count(b"\n") == 1, (text, status, error)
        is_safe(error)
    status, out, error = script(b"run\r\nexpect server.py\r\n")
    assert status == 0, error


@test("F1, F2: a script or recording that is neither a file nor a pipe is refused at once")
def _():
    with tempfile.TemporaryDirectory() as folder:
        hole, door, empty = (os.path.join(folder, name) for name in ("hole", "door", "empty"))
        with open(hole, "wb") as file:
            file.truncate(10 << 30)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(door)
        open(empty, "w").close()
        os.symlink("circle", os.path.join(folder, "circle"))
        for path in (hole, door, folder, "/dev/zero", "/dev/tty", "/proc/kmsg", "/nowhere", "",
                     os.path.join(folder, "circle"), "x" * 5000):
            for option in ("--script", "--replay"):
                more = ("--lesson", "5") if option == "--script" else ("--script", empty)
                status, out, error = run("--headless", "--port", "0", option, path, *more)
                assert status in (1, 2) and not out and error, (option, path, status)
                is_safe(error)
        assert run("--lesson", "5", "--headless", "--port", "0", "--script", empty)[0] == 0
        status, _, error = run("--headless", "--replay", empty, "--script", "-")
        assert status == 1 and error


@test("F20: names with newlines, escapes, dashes, bad UTF-8 and 255 bytes are opened, and shown safely")
def _():
    with tempfile.TemporaryDirectory() as folder:
        for name in (b"a\nb", b"\033[31m", b"-rf", b"x" * 255, b"\xff\xfe", b" ", b"\xe2\x80\xae", b"%s%n"):
            path = os.path.join(folder.encode(), name)
            with open(path, "wb") as file:
                file.write(b"run\nnonsense\n")
            status, out, error = run("--lesson", "5", "--headless", "--port", "0", "--script", path)
            assert status == 1 and b":2: " in error and error.count(b"\n") == 1, (name, error)
            is_safe(error)
            steps, record = path + b".s"[:255 - len(name)], os.path.join(folder.encode(), b"r")
            if len(name) < 250:
                status, _, error = run("--lesson", "5", "--headless", "--port", "0", "--script", "-", "--steps",
                                       steps, "--record", record + name, text=b"run\n")
                assert status == 0 and os.path.getsize(steps) and os.path.getsize(record + name), error
            status, _, error = run("--lessons", path, "--list")
            assert status == 1 and error.count(b"\n") == 1, error
            is_safe(error)


@test("F12: records are never written through a link that leads elsewhere")
def _():
    with tempfile.TemporaryDirectory() as folder:
        target, link = os.path.join(folder, "target"), os.path.join(folder, "link")
        with open(target, "w") as file:
            file.write("precious")
        os.symlink(target, link)
        status, _, error = script("run\n", "--record", link)
        with open(target) as file:
            assert status == 1 and error and file.read() == "precious"


@test("F11: a file that is being recorded to is no other's; what it holds so far can be replayed")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        with Server(5, "--record", path) as server:
            answer(server.connect())
            status, _, error = script("run\n", "--record", path)
            assert status == 1 and b"another asyncviz" in error, error
            assert run("--headless", "--replay", path, "--script", "-", text=b"dump\n")[0] == 0
            answer(server.connect())
            assert server.stop() == 0


@test("D3, F14: killed at any moment: what was served is in the recording")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        for lesson in (1, 2, 3, 5):
            with Server(lesson, "--record", path) as server:
                client = server.connect()
                for _ in range(lesson):
                    answer(client)
                until(lambda: is_asleep(server), "its sleep")
                assert server.stop(signal.SIGKILL) == -signal.SIGKILL
            status, out, error = run("--headless", "--replay", path, "--script", "-", text=b"goto live\ndump\n")
            assert status == 0 and b"Connection from" in out and b"blocked in" in out, (lesson, out, error)


def is_asleep(server):
    with open(f"/proc/{server.process.pid}/stat") as about:
        return about.read().rpartition(")")[2].split()[0] == "S"


@test("F3, F10: a recording cut anywhere is replayed as far as it goes, without sockets or files")
def _():
    with tempfile.TemporaryDirectory() as folder:
        whole, cut = os.path.join(folder, "whole"), os.path.join(folder, "cut")
        assert script("run\nconnect\nsend 1 hi\nrun\n", "--record", whole)[0] == 0
        with open(whole, "rb") as file:
            text = file.read()
        for length in range(0, len(text), len(text) // 40):
            with open(cut, "wb") as file:
                file.write(text[:length])
            status, _, error = run("--headless", "--replay", cut, "--script", "-", text=b"dump\n")
            assert status in (0, 1) and error.startswith(b"asyncviz: ") and error.count(b"\n") == 1, (length, error)
            assert status or re.search(rb"/cut: (Line \d+: it is cut off; what|The recording breaks off: )", error), error
            is_safe(error)
        assert run("--headless", "--replay", whole, "--script", "-", text=b"goto live\n") == (0, b"", b"")


@test("F3, F4: a recording with one bad line is replayed up to there, and says so on standard error; status 0")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        assert script("run\nconnect\nsend 1 hi\nrun\n", "--record", path)[0] == 0
        with open(path, "rb") as file:
            lines = file.readlines()
        for bad in (b"nonsense\n", b"\n", b"\033[2J\n", lines[60][:-1],
                    lines[60].replace(b'":', b'" :'), lines[60][:8] + bytes([lines[60][8] ^ 1]) + lines[60][9:]):
            with open(path, "wb") as file:
                file.writelines(lines[:60] + [bad] + lines[61:])
            status, out, error = run("--headless", "--replay", path, "--script", "-", text=b"goto live\ndump\n")
            assert status == 0 and out, (bad, status, error)
            assert error.startswith(b"asyncviz: " + path.encode() + b": Line 61: "), (bad, error)
            assert error.endswith(b"; what comes before is shown.\n") and error.count(b"\n") == 1, (bad, error)
            is_safe(error)


@test("F3: a damaged recording, and one that cannot be written, are spoken of in Russian with --lang ru")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        russian = ("--lang", "ru", "--headless", "--port", "0", "--script", "-")
        assert script("run\nconnect\nsend 1 hi\nrun\n", "--record", path)[0] == 0
        os.truncate(path, os.path.getsize(path) // 2)
        status, _, error = run(*russian, "--replay", path, text=b"goto live\n")
        assert status == 0, error
        assert re.fullmatch(r"asyncviz: .*/record: Строка \d+: она обрезана; показано то, что до неё\.\n",
                            error.decode()), error
        status, _, error = run(*russian, "--lesson", "5", "--record", "/dev/full", text=b"run\n")
        assert status == 1, error
        assert error.decode() == "asyncviz: Запись /dev/full остановлена: No space left on device.\n", error


@test("A18: hostile text that a script sends stays inside its pane, as escapes")
def _():
    hostile = b"\033[2J\r\x08\x9b\xe2\x80\xae\xcc\x81 client7 connected"
    status, out, error = script(b"run\nconnect\nsend 1 " + hostile + b"\nset size 200x60\nuntil check\ndump\n")
    assert status == 0, error
    is_safe(out)
    assert b"client7 connected" in out and "\u202e".encode() not in out and "\u0301".encode() not in out
    for line in out.split(b"\n"):
        assert not line.lstrip(b" ").startswith(b"client7"), line


@test("more clients than the accept queue holds are all served, in order, and the picture is true")
def _():
    for lesson, most in ((2, 300), (3, 1000), (5, 300)):
        status, out, error = run("--lesson", str(lesson), "--port", "0", "--headless", "--limit", "1000000", "--script", "-",
                                 text=f"run\nconnect {most}\nexpect waiting to be accepted  129\nrun\n"
                                      f"expect waiting to be accepted  0\nsend {most} hi\nrun\n"
                                      f"set size 200x60\nexpect client{most}\n".encode())
        assert (status, error) == (0, b""), (lesson, status, error)


@test("a client that waits to connect says so when it is told to send")
def _():
    status, _, error = script(b"run\nconnect 130\nsend 129 hi\nsend 130 hi\nrun\nsend 130 hi\n")
    assert status == 0 and error == b"-:4: client130 is still connecting: the backlog is full.\n", error


@test("connect says how many clients fit below the limit on descriptors, and those do")
def _():
    def limit():
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
    for language, words in (("en", rb"Room for (\d+) more: each client takes 2 of the 200"), ("ru", rb" (\d+): \xd0")):
        options = ("--lang", language, "--lesson", "3", "--port", "0", "--headless", "--script", "-")
        status, _, error = run(*options, text=b"run\nconnect 10\nrun\nconnect 100\n", preexec_fn=limit)
        assert status == 1 and error.startswith(b"-:4: ") and re.search(words, error), error
        fit = int(re.search(words, error)[1])
        assert 60 < fit < 90, fit
        status, _, error = run(*options, text=b"run\nconnect 10\nconnect %d\nrun\nsend %d x\nrun\n"
                               % (fit, fit + 10), preexec_fn=limit)
        assert (status, error) == (0, b""), error


@test("F1: a folder of lessons that is empty, unreadable or a file")
def _():
    with tempfile.TemporaryDirectory() as folder:
        for path in (folder, "/dev/null", "/nowhere", os.path.join(TREE, "Makefile")):
            for words in (("--list",), ("--headless", "--port", "0")):
                status, out, error = run("--lessons", path, *words)
                assert status == 1 and not out and error.count(b"\n") == 1, (path, status, out, error)
                is_safe(error)


sys.exit(main())
