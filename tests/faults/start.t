#!/usr/bin/env -S python3 -B
"""Where it is started: hostile variables, folders, descriptors, arguments and limits, without a
screen. It starts and serves, or says in one safe sentence why not."""

import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import HAS_SANITIZER, PATIENCE, PROGRAM, TREE, Server, Skip, answer, main, run, script, test, until

GOOD = "run\nconnect\nsend 1 hi\nrun\n"


def said_safely(text):
    """One or two lines that a terminal does not act on."""
    assert text.count(b"\n") <= 2 and text.endswith(b"\n"), text
    assert not re.search(rb"[\0-\x09\x0b-\x1f\x7f\x9b]", text), text


def environment(**variables):
    return {**os.environ, **variables}


def does_well(**more):
    status, out, error = script(GOOD, **more)
    assert (status, out, error) == (0, b"", b""), (status, out, error)


@test("C10: each of the first three descriptors may be closed")
def _():
    for closed in range(1, 8):
        def close():
            for fd in range(3):
                if closed & 1 << fd:
                    os.close(fd)
        with tempfile.NamedTemporaryFile() as steps, tempfile.NamedTemporaryFile() as commands:
            commands.write(b"run\nconnect\nrun\ndump\n")
            commands.flush()
            process = subprocess.Popen(
                [PROGRAM, "--lesson", "5", "--headless", "--port", "0", "--script", commands.name,
                 "--steps", steps.name], preexec_fn=close, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL)
            process.wait(PATIENCE)
            text = steps.read()
        assert text.endswith(b"}\n") and b"asyncviz" not in text, text


@test("G1, G2: no arguments at all, not even a name")
def _():
    libc = ctypes.CDLL(None)
    for arguments in ((ctypes.c_char_p * 1)(None), (ctypes.c_char_p * 2)(b"", None),
                      (ctypes.c_char_p * 2)(b"\033[31m" + b"x" * 5000, None)):
        child = os.fork()
        if not child:
            null = os.open("/dev/null", os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            libc.execv(PROGRAM.encode(), arguments)
            os._exit(99)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 2


@test("G2: arguments of 100 KB, with escapes, bad UTF-8, newlines; a thousand of them")
def _():
    options = ("--lesson", "--program", "--port", "--bind", "--script", "--lessons", "--history", "--theme",
               "--replay", "--lang", "--color", "--limit")
    for word in ("x" * 100000, "\033]0;x\a" * 1000, "\n" * 1000, b"\xff\x9b2J\xc2\x9b", "\u202e"):
        for option in options:
            status, out, error = run("--headless", "--port", "0", "--lesson", "5", option, word)
            assert status in (1, 2) and not out, (option, word, status, out)
            said_safely(error)
    status, out, error = run(*["-h"] * 1000)
    assert status == 0 and out


@test("G3, G4: variables of the terminal mean nothing without a screen")
def _():
    does_well(env=environment(TERM="../../etc/passwd", TERMINFO="/dev/zero", TERMINFO_DIRS="/dev/zero:/dev/full",
                              TERMCAP="/dev/zero", LINES="-5", COLUMNS="99999", ESCDELAY="-1", INPUTRC="/dev/zero"))


@test("G6: locales that do not exist, and a comma as the decimal point")
def _():
    for locale in ("xx", "C", "tr_TR.UTF-8", "de_DE.UTF-8", "\033[31m", "x" * 10000, "../../dev/zero", ""):
        text = GOOD + "wait 0.5\nset size 80x24\nINFO\n"
        status, _, error = script(text, env=environment(LC_ALL=locale, LANG=locale, LANGUAGE=locale))
        assert status == 1 and error.startswith(b"-:7: "), (locale, status, error)
        said_safely(error)


@test("G7, G12: an environment that names programs, and a poisoned PATH: nothing is run")
def _():
    with tempfile.TemporaryDirectory() as folder:
        ran = os.path.join(folder, "ran")
        for name in ("sh", "nc", "less", "stty", "python3", "infocmp"):
            path = os.path.join(folder, name)
            with open(path, "w") as file:
                file.write(f"#!/bin/sh\n: > {ran}\n")
            os.chmod(path, 0o755)
        names = ("PAGER", "EDITOR", "VISUAL", "SHELL", "BROWSER", "LESSOPEN")
        does_well(env=environment(PATH=folder, **{name: os.path.join(folder, "sh") for name in names}))
        assert not os.path.exists(ran)


@test("G8: it says no more as root than as anybody, and no lesson needs a right")
def _():
    if os.geteuid():
        return does_well()
    with tempfile.TemporaryDirectory() as folder:  # the tree itself may be in root's own folder
        os.chmod(folder, 0o755)
        copy = shutil.copy(PROGRAM, folder)
        lessons = shutil.copytree(os.path.join(TREE, "lessons"), os.path.join(folder, "lessons"))
        done = subprocess.run(
            [copy, "--lesson", "5", "--headless", "--port", "0", "--script", "-", "--lessons", lessons],
            input=GOOD.encode(), capture_output=True, timeout=PATIENCE,
            user=65534, group=65534, extra_groups=[], cwd="/")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), done


@test("G8: as a program that lends its owner's rights it refuses to run")
def _():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "asyncviz")
        shutil.copy(PROGRAM, copy)
        if HAS_SANITIZER or os.geteuid() or os.statvfs(folder).f_flag & os.ST_NOSUID:
            raise Skip("needs root, a /tmp that lends rights, and no sanitizer")
        os.chmod(folder, 0o755)
        os.chown(copy, 65534, 65534)
        os.chmod(copy, 0o4755)
        done = subprocess.run([copy, "--list"], capture_output=True)
        assert done.returncode == 2 and not done.stdout, done
        said_safely(done.stderr)


@test("B28: beyond the loopback it says who can connect, and only there")
def _():
    with Server(5, "--bind", "0.0.0.0") as server:
        until(lambda: "Anyone on this network can connect." in server.said(), "the warning")
        answer(server.connect())
    with Server(5) as server:
        answer(server.connect())
        assert "Anyone" not in server.said()
    for address, shown in (("0.0.0.0", True), ("127.0.0.2", False)):
        status, out, error = script("run\ndump\nset size 60x24\ndump\n", "--bind", address)
        assert status == 0 and out.count(b"OPEN") == 2 * shown, (out, error)


@test("G9: any umask, no core file")
def _():
    with tempfile.TemporaryDirectory() as folder:
        for mask in (0, 0o777):
            steps = os.path.join(folder, f"steps{mask}")
            status, _, error = script(GOOD, "--steps", steps, umask=mask)
            assert status == 0 and not error, error
            assert os.stat(steps).st_mode & 0o111 == 0


@test("G10: no HOME, a relative one, a file for one; relative XDG folders: nothing is written there")
def _():
    with tempfile.TemporaryDirectory() as folder:
        for home in (None, "", "relative", "/dev/null", "/nowhere", "x" * 5000):
            env = environment(XDG_STATE_HOME="state", XDG_DATA_HOME="data", XDG_DATA_DIRS="a::b:" + "/x" * 3000)
            env.pop("HOME", None)
            if home is not None:
                env["HOME"] = home
            does_well(env=env, cwd=folder)
        assert os.listdir(folder) == []


@test("G11: a working folder that is gone, and one that cannot be read")
def _():
    with tempfile.TemporaryDirectory() as folder:
        gone = os.path.join(folder, "gone")
        def leave():
            os.mkdir(gone)
            os.chdir(gone)
            os.rmdir(gone)
        does_well(preexec_fn=leave)
        os.chmod(folder, 0)
        does_well(preexec_fn=lambda: os.chdir(folder))
        os.chmod(folder, 0o700)


@test("G13: descriptors left open by the parent are left alone, and the program's come after")
def _():
    def leak():
        for fd in range(3, 60):
            os.dup2(0, fd)
    with Server(5, close_fds=False, preexec_fn=leak) as server:
        answer(server.connect())
        for fd in range(3, 60):
            assert os.readlink(f"/proc/{server.process.pid}/fd/{fd}") == "/dev/null"


@test("G14, B22: a second copy on the port is refused, the first goes on")
def _():
    with Server(5) as server:
        status, _, error = run("--lang", "en", "--lesson", "2", "--headless", "--port", str(server.port))
        assert status == 1 and b"in use" in error, error
        said_safely(error)
        answer(server.connect())


@test("G15: --help, --version and --list to a full disk fail")
def _():
    for option in ("--help", "--version", "--list", "--words=commands"):
        with open("/dev/full", "wb") as full:
            assert subprocess.run([PROGRAM, option], stdout=full, stderr=subprocess.DEVNULL).returncode == 1, option


@test("B26: ports and addresses that cannot be")
def _():
    for options in (("--port", "65536"), ("--port", "-1"), ("--port", "http"), ("--bind", "::1"), ("--bind", "1.2.3"),
                    ("--bind", "localhost.localdomain"), ("--bind", "256.0.0.1")):
        status, out, error = run("--lang", "en", "--lesson", "5", "--headless", *options)
        assert status == 2 and not out, (options, status)
        said_safely(error)
    def unprivileged():
        with open("/proc/sys/net/ipv4/ip_unprivileged_port_start") as file:
            return int(file.read()) > 1
    for options in (("--bind", "192.0.2.1", "--port", "0"),
                    ("--bind", "127.0.0.1", "--port", "1") if not os.geteuid() == 0 and unprivileged()
                    else ("--bind", "8.8.8.8", "--port", "1")):
        status, out, error = run("--lang", "en", "--lesson", "5", "--headless", *options)
        assert status == 1 and b"Cannot listen" in error, (options, status, error)
        said_safely(error)


@test("E4: 8, 16 or 64 descriptors: it runs, or says why not")
def _():
    for limit in (4, 5, 8, 16, 64):
        status, _, error = script(GOOD, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
        if limit >= 8 and not HAS_SANITIZER:
            assert (status, error) == (0, b""), (limit, status, error)
        else:
            assert b"descriptors is reached" in error or b"clients fit" in error or b"OSError ended" in error or not error, (limit, error)
    few = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (4, 4))}
    status, out, error = run("--lang", "en", "--lesson", "5", "--headless", "--port", "0", **few)
    assert status == 1 and error.count(b"OSError: [Errno 24] Too many open files\n") == 1, (status, error)


# --- signals ---------------------------------------------------------------------------------------

def ends_by(number, **popen):
    with Server(5, **popen) as server:
        return server.stop(number)


@test("D1, D2, D10: without a screen SIGINT and SIGTERM end it in order, others as signals do")
def _():
    assert ends_by(signal.SIGINT) == 0
    assert ends_by(signal.SIGTERM) == 0
    for number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGALRM, signal.SIGUSR1, signal.SIGKILL):
        assert ends_by(number, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0))) == -number


@test("F2, D2: a FIFO for --steps is waited for, and a signal ends that")
def _():
    with tempfile.TemporaryDirectory() as folder:
        pipe = os.path.join(folder, "pipe")
        os.mkfifo(pipe)
        process = subprocess.Popen([PROGRAM, "--lesson", "5", "--headless", "--port", "0", "--steps", pipe],
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
        def waits():
            with open(f"/proc/{process.pid}/syscall") as call:
                return call.read().split()[0] in ("257", "56", "2")  # openat, open
        until(waits, "open()")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == -signal.SIGTERM


@test("D8: signals inherited as ignored or blocked do their work all the same")
def _():
    numbers = {signal.SIGINT, signal.SIGTERM}
    def block():
        signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    def ignore():
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
    for number in numbers:
        assert ends_by(number, preexec_fn=block) == 0
        assert ends_by(number, preexec_fn=ignore) == 0


@test("D6: a signal at any moment of the start and of the service ends it")
def _():
    for turn in range(40):
        with Server(5) as server:
            client = server.connect()
            for _ in range(turn):
                client.sendall(b"x")
            assert server.stop(signal.SIGTERM) == 0


@test("D5, D12: stopped and continued while it waits: nothing is interrupted, nothing lost")
def _():
    for lesson in (1, 2, 3, 5):
        with Server(lesson) as server:
            client = server.connect()
            for _ in range(10):
                server.process.send_signal(signal.SIGSTOP)
                client.sendall(b"hi\n")
                server.process.send_signal(signal.SIGCONT)
                assert client.recv(100) == b"Hello World\n"
            assert server.is_alive()


@test("D9, D13, D14: there are no children and no threads")
def _():
    with Server(5) as server:
        answer(server.connect())
        assert server.number("status", "Threads") == 1
        with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children") as children:
            assert children.read() == ""


def in_sources(pattern):
    found = []
    for folder, _, files in os.walk(os.path.join(TREE, "src")):
        for name in files:
            if name.endswith((".c", ".h")):
                with open(os.path.join(folder, name)) as file:
                    found += [f"{name}: {line}" for line in file if re.search(pattern, line)]
    return found


@test("D7: a handler sets a flag, or gives the terminal back by calls that are safe there")
def _():
    handlers = in_sources(r"\.sa_handler|\.sa_sigaction")
    assert len(handlers) == 2 and "on_signal" in handlers[0] + handlers[1] and "on_fault" in handlers[0] + handlers[1], handlers
    assert not in_sources(r"(?<!->)\bsignal\([^)]*, (?!SIG_(IGN|DFL)\))"), in_sources(r"\bsignal\(")
    def source(path):
        with open(os.path.join(TREE, "src", path)) as file:
            return file.read()
    flag = re.search(r"void on_signal\(int number\)\n\{(.*?)\n\}", source("batch.c"), re.S)[1]
    assert not re.search(r"\w\(", flag), flag
    restoring = re.sub(r"/\*.*?\*/", "", source("terminal/restore.c"), flags=re.S).split("static void catch_faults")[0]
    called = set(re.findall(r"\b(\w+)\(", restoring))
    assert called and called <= {"if", "while", "write_patiently", "is_in_background", "restore_now", "on_fault",
                                 "write", "poll", "tcgetpgrp", "getpgrp", "tcsetattr", "raise"}, called # signal-safety(7)


@test("D11: of all clocks only those that nobody can set")
def _():
    clocks = {word for line in in_sources(r"CLOCK_") for word in re.findall(r"CLOCK_\w+", line)}
    assert clocks == {"CLOCK_MONOTONIC", "CLOCK_THREAD_CPUTIME_ID"}, clocks


@test("B27, D9, D13, D14, G7: nothing is linked that makes threads or children, or looks names up")
def _():
    if HAS_SANITIZER or not shutil.which("nm"):
        raise Skip("needs nm, and a program without a sanitizer")
    names = subprocess.run(["nm", "-D", "--undefined-only", PROGRAM], capture_output=True, check=True).stdout
    names = set(re.findall(rb"U (\w+)", names))
    assert b"accept4" in names, names
    bad = rb"pthread_create|thrd_create|v?fork|clone\w*|exec\w+|posix_spawn\w*|system|popen|getaddrinfo|gethostby\w+|getnameinfo"
    assert not [name for name in names if re.fullmatch(bad, name)], names


@test("B27, D9, D11, D13, D14, G7: no threads, no children, no names looked up, no wall clock")
def _():
    assert in_sources(r"\bsignal\(") # the search finds what is there
    for pattern in (r"\bpthread_|\bthrd_create", r"\b(v?fork|exec[lv]p?e?|posix_spawn\w*|system|popen)\(",
                    r"\b(getaddrinfo|gethostby\w+|getnameinfo)\(", r"CLOCK_REALTIME|\bgettimeofday\(|\btime\(NULL\)",
                    r"\b(mktemp|tmpnam|tempnam|tmpfile)\(|/tmp/"):
        assert not in_sources(pattern), in_sources(pattern)


sys.exit(main())
