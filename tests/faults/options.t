#!/usr/bin/env -S python3 -B
"""Options: the letter that is wrong is named, what has no meaning is refused, and no file that two of
them name, or that a start which fails was to write, is touched."""

import itertools
import os
import socket
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import PROGRAM, TREE, Server, main, run, script, test

KEPT = b"precious\n"


def refused(*arguments, names=(), status=2, **more):
    got, out, error = run("--lang", "en", *arguments, **more)
    first = error.split(b"\n")[0]
    assert got == status and not out and first.startswith(b"asyncviz: "), (arguments, got, out, error)
    for name in names:
        assert name.encode() in first, (arguments, name, first)
    return first


# X8
@test("G1: an unknown letter is named itself, wherever it stands; so is one that lacks its value")
def _():
    for words, name in ((("-zl",), "-z."), (("--lesson", "5", "-zp", "5"), "-z."), (("-Lz",), "-z."),
                        (("-zя",), "-z."), (("-Lя",), "-я."), (("-яL",), "-я."), (("-Ll",), "-l needs"),
                        (("--list=x",), "--list takes no"), (("--nonsense=x",), "--nonsense=x.")):
        refused(*words, names=[name])


MODES = {
    "screen": (), "serve": ("--headless",), "script": ("--headless", "--script", "-"), "look": ("--replay", "r"),
    "look by script": ("--headless", "--replay", "r", "--script", "-"), "list": ("--list",), "check": ("--check-lessons",)}
RUN = {"screen", "serve", "script"}
SHOW = RUN | {"look", "look by script"}
BARE = {"serve", "script", "look by script"}
MEANS = {
    ("--lesson", "5"): RUN, ("--program", "server"): RUN, ("--port", "0"): SHOW, ("--bind", "127.0.0.1"): SHOW,
    ("--headless",): BARE, ("--script", "s"): BARE - {"serve"}, ("--steps", "t"): BARE, ("--record", "q"): RUN,
    ("--replay", "r"): SHOW - RUN, ("--history", "1M"): SHOW, ("--limit", "5"): BARE - {"serve"},
    ("--lessons", "/nowhere"): set(MODES), ("--list",): {"list"}, ("--check-lessons",): {"check"}}
ALONE = {"--headless": {"screen": "serve", "look": "look by script"}, "--script": {"serve": "script"},
         "--replay": {"screen": "look", "script": "look by script"}, "--list": {"screen": "list"},
         "--check-lessons": {"screen": "check"}}


# X9
@test("G1: an option that means nothing in a mode is refused there in one sentence that names it")
def _():
    for (mode, words), (option, meant) in itertools.product(MODES.items(), MEANS.items()):
        if mode in meant or mode in ALONE.get(option[0], {}) or option[0] in words:
            continue
        if mode in ("screen", "serve") and option[0] == "--program":
            continue
        said = refused(*words, *option, names=[option[0]])
        assert said.endswith(b"."), said
    refused("--headless", "--replay", "r", names=["--script"]) # not to serve, then
    refused("--no-mouse", names=["--no-mouse"])
    refused("--record", "-", names=["--record"])
    refused("--lessons", "a", "--check-lessons", "b", names=["--lessons", "--check-lessons"])


@test("G1: help names no option that is not there")
def _():
    for language in ("en", "ru"):
        assert b"mouse" not in run("--lang", language, "--help")[1]


@test("--replay with --script and --steps: a recording as steps, equal to what was written when it was made")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "record")
        status, steps, error = script("run\nconnect\nsend 1 hi\nrun\n", "--record", path, "--steps", "-")
        assert status == 0 and steps, error
        assert run("--headless", "--replay", path, "--steps", "-", "--script", "-") == (0, steps, b"")


def kept(path):
    with open(path, "rb") as file:
        return file.read() == KEPT


# X3
@test("F11, F12: two options that name one file, by whatever path or link, are refused; it stays as it was")
def _():
    with tempfile.TemporaryDirectory() as folder:
        def path(name):
            return os.path.join(folder, name)
        with open(path("file"), "wb") as file:
            file.write(KEPT)
        os.mkdir(path("sub"))
        os.symlink("file", path("soft"))
        os.symlink("soft", path("softer"))
        os.link(path("file"), path("hard"))
        os.symlink("new", path("to-new"))
        os.symlink("../new", path("sub/to-new"))
        os.symlink(folder, path("round"))
        files = [("file", name) for name in ("file", "soft", "softer", "hard", "./file", "sub/../file", "round/file")]
        files += [("new", name) for name in ("new", "to-new", "sub/to-new", "./new", "sub/../new", "round/new")]
        pairs = (("--record", "--steps"), ("--script", "--record"), ("--script", "--steps"), ("--replay", "--steps"),
                 ("--replay", "--script"))
        for (one, other), pair in itertools.product(files, pairs):
            for first, second in (pair, pair[::-1]):
                words = [first, path(one), second, path(other), "--headless"]
                words += [] if "--script" in pair else ["--script", "-"]
                refused(*words, names=[*pair, "one and the same file"])
                assert kept(path("file")) and not os.path.exists(path("new")), words
        with open(path("file"), "rb") as file: # by standard input
            for option in ("--record", "--steps"):
                refused("--headless", "--script", "-", option, path("hard"), names=["same file"], stdin=file, text=None)
        for option in ("--record", "--steps"): # what a terminal or /dev/null takes is nobody's
            assert run("--headless", "--port", "0", "--lesson", "5", "--record", "/dev/null", "--steps", "/dev/null",
                       "--script", "-")[0] == 0


# X3
@test("F11: a start that fails leaves what it was to write as it was")
def _():
    with tempfile.TemporaryDirectory() as folder, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        file, new, bad = (os.path.join(folder, name) for name in ("file", "new", "bad"))
        with open(file, "wb") as text:
            text.write(KEPT)
        with open(bad, "wb") as text:
            text.write(b"run\0")
        port = str(taken.getsockname()[1])
        failures = [("--lesson", "5", "--port", port), ("--lesson", "77", "--port", "0"),
                    ("--lesson", "5", "--program", "nonsense"), ("--lesson", "5", "--lessons", "/nowhere"),
                    ("--lesson", "5", "--port", "0", "--script", bad),
                    ("--lesson", "5", "--port", "0", "--script", "/nowhere")]
        for option, path, words in itertools.product(("--steps", "--record"), (file, new), failures):
            scripted = [] if "--script" in words else ["--script", "-"]
            for more in ([], scripted):
                refused("--headless", *words, *more, option, path, status=1)
                assert kept(file) and not os.path.exists(new), (option, words)
        for one, other in (("--steps", "--record"), ("--record", "--steps")): # of two, one cannot be opened
            for path in (file, new):
                refused("--headless", "--lesson", "5", "--port", "0", "--script", "-", one, "/nowhere/x", other, path,
                        status=1)
                assert kept(file) and not os.path.exists(new), (one, path)
        refused("--lesson", "5", "--port", "0", "--record", file) # no terminal: no screen
        assert kept(file)


sys.exit(main())
