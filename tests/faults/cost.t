#!/usr/bin/env -S python3 -B
"""What --steps costs a server at full speed: counted in calls, for time differs from run to run."""

import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from server import Server, answer, main, refusing, test, until

VISITS = 200
WRITES = 4 # a connection: one each time before the program sleeps
ALLOCATIONS = 120 # a connection: for what changes in its 77 lines


def visit(server, times=VISITS):
    for _ in range(times):
        with server.connect() as client:
            answer(client)


def count(what, *options, visits, **more):
    """How often the server has made that call when it is ended."""
    with Server(5, *options, env=refusing(what, at=1 << 40, REFUSE_COUNTS="1"), **more) as server:
        visit(server, visits)
        server.stop()
        return int(re.search(what + r": (\d+) calls", server.said())[1])


# X17
@test("--steps costs a connection a few writes and a few allocations, not some for every line")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "steps")
        with Server(5, "--steps", path) as server:
            visit(server)
            first = server.number("io", "syscw")
            visit(server)
            second = server.number("io", "syscw")
        # sends are not among them, so these are the writes to the file
        assert (second - first) / VISITS <= WRITES, (first, second)
        few, many = (count("memory", "--steps", path, visits=n) for n in (VISITS, 2 * VISITS))
        assert (many - few) / VISITS <= ALLOCATIONS, (few, many)


@test("--steps: every line that has run is in the file before the server sleeps")
def _():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "steps")

        def last():
            with open(path) as steps:
                return steps.read().splitlines()[-1]
        with Server(5, "--steps", path) as server:
            for _ in range(3):
                visit(server, 1)
                until(lambda: '"line": 36' in last() and "server()" in last(), "the line that waits")


sys.exit(main())
