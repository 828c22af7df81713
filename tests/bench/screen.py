"""What a user at the screen feels: first paint, keys, rest, memory, and all that under load.

asyncviz runs on a pseudo-terminal of 100x30; only bytes and moments are looked at, so no terminal
is emulated: a text counts as seen when its characters have come, control sequences left out.
"""

import os
import re
import select
import signal
import statistics
import struct
import subprocess
import termios
import time

import serving

QUIET = 0.005  # silence that ends a burst of output
CALM = 0.25  # silence after which the picture is complete
IDLE_SECONDS = 10
KEYS = 50
HELP_KEYS = 20
LOAD_SECONDS = 40  # at most: it is ended as soon as the keys are measured
FRAME_SECONDS = 2
CROWD = 900
HISTORY = 64  # MiB, the default bound, which the load soon fills; a value below 0: not yet full
CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


def plain_text(data):
    return CONTROL.sub(b" ", data).decode("utf-8", "replace")


class Screen:
    """asyncviz on a terminal of its own; `began` is the moment just before exec."""

    def __init__(self, command):
        self.master, slave = os.openpty()
        termios.tcsetwinsize(self.master, (30, 100))
        told, tell = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            self._become(command, slave, tell)
        os.close(slave)
        os.close(tell)
        self.began = struct.unpack("d", os.read(told, 8))[0]
        os.close(told)

    @staticmethod
    def _become(command, slave, tell):
        try:
            os.login_tty(slave)
            environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8")
            os.write(tell, struct.pack("d", time.monotonic()))
            os.execve(command[0], command, environment)
        finally:
            os._exit(127)

    def read(self, seconds):
        """The next output and its moment, or (b"", now) after `seconds` of silence."""
        if not select.select([self.master], [], [], max(seconds, 0))[0]:
            return b"", time.monotonic()
        try:
            data = os.read(self.master, 65536)
        except OSError:
            raise serving.CouldNotRun("asyncviz ended while its screen was measured") from None
        return data, time.monotonic()

    def settle(self, seconds=CALM):
        """Reads until the screen is silent for `seconds`, but ten times that at most."""
        data, deadline = b"", time.monotonic() + 10 * seconds
        while time.monotonic() < deadline:
            more, _ = self.read(seconds)
            if not more:
                break
            data += more
        return data

    def type(self, keys):
        os.write(self.master, keys)

    def close(self):
        os.kill(self.pid, signal.SIGTERM)
        deadline = time.monotonic() + 3
        while os.waitpid(self.pid, os.WNOHANG)[0] == 0:
            if time.monotonic() > deadline:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                break
            try:
                self.read(0.01)
            except serving.CouldNotRun:
                time.sleep(0.01)
        os.close(self.master)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def opened(bench, port=0):
    return Screen([str(bench.asyncviz), "--lesson", "5", "--port", str(port)])


def status(pid, key):
    """The sum over the process's threads of a number in /proc/PID/task/*/status."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as lines:
            total += sum(int(l.split()[1]) for l in lines if l.startswith(key + ":"))
    return total


def resident(pid):
    """MiB; memory belongs to the process, so one thread's word is enough."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as words:
        return int(words.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def listing_lines(bench):
    text = (bench.lessons / "05-generators/server.py").read_text(encoding="utf-8")
    lines = (line.split("#:")[0].strip()[:30] for line in text.splitlines())
    return [line for line in lines if len(line) >= 12]


def first_paint(bench, screen):
    """Milliseconds from exec to the end of the burst that shows a line of the listing."""
    lines, data, last = listing_lines(bench), b"", None
    while True:
        more, moment = screen.read(QUIET if last else 3)
        if not more and last:
            return (last - screen.began) * 1000
        if not more:
            raise serving.CouldNotRun("no line of the listing was painted within 3 seconds")
        data += more
        text = re.sub(r"\s+", " ", plain_text(data))
        if any(line in text for line in lines):
            last = moment


def key_answered(screen, key):
    """Milliseconds to the first output; a second if there is none."""
    start = time.monotonic()
    screen.type(key)
    data, moment = screen.read(1)
    screen.settle(0.03)
    return (moment - start) * 1000 if data else 1000.0


def wakeups(pid):
    before = status(pid, "voluntary_ctxt_switches")
    time.sleep(IDLE_SECONDS)
    return status(pid, "voluntary_ctxt_switches") - before


def calm_rows(bench):
    paints, memory = [], []
    for _ in range(bench.runs):
        with opened(bench) as screen:
            paints.append(first_paint(bench, screen))
            screen.settle()
            memory.append(resident(screen.pid))
    yield "first paint after exec", statistics.median(paints), "ms", "15"
    yield "resident at the first paint", statistics.median(memory), "MiB", "8"
    with opened(bench) as screen:
        screen.settle()
        # Back and forward by turns: each changes the picture, at any length of history.
        times = [key_answered(screen, key) for key in (b"u", b"s") * (KEYS // 2)]
        yield "a key answered (s, u)", statistics.median(times), "ms", "2"
        yield "a key answered (s, u), worst", max(times), "ms", "-"
    with opened(bench) as screen:
        screen.settle()
        yield f"wakeups in {IDLE_SECONDS} idle seconds", wakeups(screen.pid), "times", "0"


def words(data):
    return set(re.findall(r"[^\W\d_]{4,}", plain_text(data)))


def help_words(screen, painted):
    """The words by which the help is known: those it adds to what stood on the screen before."""
    screen.type(b"?")
    found = words(screen.settle()) - words(painted)
    screen.type(b"\x1b")
    screen.settle()
    if len(found) < 3:
        raise serving.CouldNotRun("the key ? did not show a help text")
    return found


def help_answered(screen, known):
    """Milliseconds until three words of the help have come, while other output goes on."""
    start, data = time.monotonic(), b""
    screen.type(b"?")
    while True:
        more, moment = screen.read(1)
        data += more
        if len(words(data) & known) >= 3:
            break
        if moment - start > 1:
            return 1000.0
    milliseconds = (moment - start) * 1000
    screen.type(b"\x1b")
    until = time.monotonic() + 0.1
    while time.monotonic() < until:
        screen.read(until - time.monotonic())
    return milliseconds


def frames_a_second(screen, seconds):
    """Bursts of output, or marked frames where the program marks them (synchronised output)."""
    bursts, data, last = 0, b"", 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        more, moment = screen.read(until - time.monotonic())
        if more and moment - last > QUIET:
            bursts += 1
        if more:
            last = moment
        data += more
    return max(bursts, data.count(b"\x1b[?2026h")) / seconds


def loaded_rows(bench):
    port = serving.free_port()
    with opened(bench, port) as screen:
        known = help_words(screen, screen.settle())
        screen.type(b":speed max\r")
        screen.settle()
        screen.type(b"c")
        load = subprocess.Popen(serving.load_command(bench, port, CROWD, LOAD_SECONDS),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            while not select.select([load.stdout], [], [], 0)[0]:
                screen.read(0.01)  # a terminal that nobody reads would stop the program
            if load.stdout.readline() != "ready\n":
                raise serving.CouldNotRun(f"the screen under load: {load.stderr.read().strip()}")
            frames = frames_a_second(screen, FRAME_SECONDS)
            times = [help_answered(screen, known) for _ in range(HELP_KEYS)]
            still_running = load.poll() is None
            memory = resident(screen.pid) - HISTORY
        finally:
            serving.end(load)
        if not still_running:
            raise serving.CouldNotRun("the load ended before the keys were measured")
    yield f"a key answered, {CROWD} clients", statistics.median(times), "ms", "20"
    yield f"a key answered, {CROWD} clients, worst", max(times), "ms", "-"
    yield f"frames drawn, {CROWD} clients", frames, "a-second", "30"
    yield f"resident besides {HISTORY} MiB, {CROWD} clients", memory, "MiB", "8"
