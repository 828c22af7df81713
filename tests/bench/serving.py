"""Processor time a request: the same closed-loop load against several servers, in interleaved runs.

Each run starts its server afresh, so nothing is compared with a warmer process; start-up itself is
not counted. Knows how to start a server and to read the load's answer, nothing of the screen.
"""

import pathlib
import socket
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 40  # seconds beyond which a load run is hung


class CouldNotRun(Exception):
    """One sentence about a program that did not do its part."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process):
    """Ends a process of ours, by its id."""
    process.terminate()
    try:
        process.wait(3)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# Each lesson that serves: its listing, and how many clients it is loaded with. One at a time is all
# that lesson 1 can do; select() ends at descriptor 1023, epoll does not.
LESSONS = {
    5: ("05-generators", (1, 10, 100, 900)),
    1: ("01-blocking", (1,)),
    2: ("02-select", (1, 10, 100, 900)),
    3: ("03-callbacks", (1, 10, 100, 900)),
}
GROWTH = {2: (10, 100, 900), 3: (10, 100, 900, 3000, 10000)}


def asyncviz(bench, lesson):
    return lambda port: [bench.asyncviz, "--lesson", str(lesson), "--headless",
                         "--port", str(port)]


def servers(bench, lesson):
    """Name -> command for a port."""
    listing = bench.lessons / LESSONS[lesson][0] / "server.py"
    return {
        "plain": lambda port: [bench.tools / "plain", str(port)],
        "asyncviz": asyncviz(bench, lesson),
        "cpython": lambda port: [sys.executable, HERE / "bare.py", listing, str(port)],
    }


def start_server(command):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def load_command(bench, port, clients, seconds, pid=None, active=None):
    command = [bench.tools / "load", str(port), str(clients), str(seconds)]
    return command + ([str(pid)] if pid else []) + ([str(active)] if active else [])


def microseconds(answer):
    """Processor time a request, from the load's last line."""
    word = answer.split()
    fact = dict(zip(word[-6::2], word[-5::2]))
    return float(fact["processor"]) / int(fact["requests"]) * 1e6


def run_once(bench, command, clients, active=None):
    port = free_port()
    server = start_server(command(port))
    try:
        load = subprocess.run(load_command(bench, port, clients, bench.seconds, server.pid,
                                           active),
                              capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise CouldNotRun(f"the load of {clients} clients did not end") from None
    finally:
        end(server)
    if load.returncode != 0:
        name = pathlib.Path(command(port)[0]).name
        raise CouldNotRun(f"{name}, clients {clients}: {load.stderr.strip()}")
    return microseconds(load.stdout)


def interleaved(bench, lesson, clients):
    """Name -> its times, run by run; the order is turned each time, so drift favours nobody."""
    commands = list(servers(bench, lesson).items())
    times = {name: [] for name, _ in commands}
    for run in range(bench.runs):
        for turn in range(len(commands)):
            name, command = commands[(run + turn) % len(commands)]
            times[name].append(run_once(bench, command, clients))
    return times


def ratio(these, those):
    """The median of the ratios of runs that stood side by side."""
    return statistics.median(a / b for a, b in zip(these, those))


def lesson_rows(bench, lesson, clients):
    times = interleaved(bench, lesson, clients)
    crowd = f"lesson {lesson}, {clients} client" + "s" * (clients > 1)
    for name in ("plain", "asyncviz", "cpython"):
        yield f"{crowd}: {name}", statistics.median(times[name]), "us", "-"
    for other, bound in (("plain", "1.1"), ("cpython", "<1")):
        value = ratio(times["asyncviz"], times[other])
        yield f"{crowd}: asyncviz/{other}", value, "ratio", bound


def rows(bench):
    """Processor time a request, beside the plainest C loop and CPython."""
    for lesson, (_, crowds) in LESSONS.items():
        for clients in crowds:
            yield from lesson_rows(bench, lesson, clients)


def growth_rows(bench):
    """How a request's cost grows with the clients that are connected, under select and under epoll:
    ten of them ask, the others are silent."""
    for lesson, crowds in GROWTH.items():
        call = "select" if lesson == 2 else "epoll"
        for clients in crowds:
            times = [run_once(bench, asyncviz(bench, lesson), clients, 10) for _ in range(3)]
            yield f"{call}: 10 ask, {clients} are connected", statistics.median(times), "us", "-"
