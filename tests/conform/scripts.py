#!/usr/bin/env python3
"""Random scripts, the same for the same seed.  `scripts.py SEED` prints one.

A script is gentle (nothing in it makes a server fail, so that it gets to the end) or rough (resets,
and clients that leave before the answer is there, may happen at any time).  A gentle one may still
end with a reset.  Actions are drawn from a table of weights; those of one batch take effect at one
moment, so that several clients are ready at once.
"""

import random
import sys

MAX_CLIENTS = 12
WORDS = ("a", "hi", "hello", "hello world", "GET / HTTP/1.0", "привет", "0", "#5", "\\n", '"quoted"',
         "client2 on")


class Script:
    """A script as it grows, and what is known of its clients."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.rough = self.random.random() < 0.4
        self.lines = [f"# seed {seed}, {'rough' if self.rough else 'gentle'}", "run"]
        self.count = 0
        self.open = []          # can still send
        self.half_closed = []   # have said that they will send no more
        self.unanswered = set()  # sent something in this batch

    def add(self, *words):
        self.lines.append(" ".join(str(word) for word in words))

    def pick(self, clients):
        return self.random.choice(clients)

    def end_batch(self):
        self.add("run")
        self.unanswered.clear()

    def text(self):
        return "\n".join(self.lines) + "\n"


def connect(script):
    count = min(script.random.choice((1, 1, 1, 2, 3, 5)), MAX_CLIENTS - script.count)
    if count == 0:
        return
    script.add(*(("connect",) if count == 1 else ("connect", count)))
    for _ in range(count):
        script.count += 1
        script.open.append(script.count)


def send(script):
    if script.open:
        client = script.pick(script.open)
        for _ in range(script.random.choice((1, 1, 1, 2, 3))):
            send_line(script, client)


def send_line(script, client):
    length = script.random.choice((0,) * 12 + (700, 3000))
    script.add("send", client, "x" * length or script.random.choice(WORDS))
    script.unanswered.add(client)


def send_by_many(script):
    """A burst: most of the clients speak at once, in any order."""
    clients = script.random.sample(script.open, k=len(script.open))
    for client in clients[:script.random.randint(1, MAX_CLIENTS)]:
        send_line(script, client)


def shutdown(script):
    if script.open:
        client = script.pick(script.open)
        script.add("shutdown", client)
        script.open.remove(client)
        script.half_closed.append(client)


def close(script):
    """To leave while an answer is on its way makes the kernel say reset, so the gentle wait."""
    leave(script, "close", lambda client: script.rough or client not in script.unanswered)


def reset(script):
    leave(script, "reset", lambda client: script.rough)


def leave(script, how, may_leave):
    clients = [client for client in script.open + script.half_closed if may_leave(client)]
    if clients:
        client = script.pick(clients)
        script.add(how, client)
        for group in (script.open, script.half_closed):
            if client in group:
                group.remove(client)


def come_and_go(script):
    if script.count < MAX_CLIENTS:
        script.count += 1
        script.add("connect")
        script.add(script.pick(("close", "shutdown", "reset")) if script.rough else "close",
                   script.count)


def read(script):
    if script.open:
        script.add("read", script.pick(script.open), script.pick(("on", "off")))


def mistake(script):
    """What a client does wrong is its own affair: nothing may come of it."""
    if script.half_closed:
        script.add(script.pick(("send", "shutdown")), script.pick(script.half_closed))


ACTIONS = {
    connect: 4, send: 8, send_by_many: 3, shutdown: 2, close: 3, reset: 1, come_and_go: 1, read: 1,
    mistake: 1,
}


def random_script(seed):
    script = Script(seed)
    for _ in range(script.random.randint(3, 14)):
        for action in script.random.choices(list(ACTIONS), list(ACTIONS.values()),
                                            k=script.random.choice((1, 1, 2, 3, 4, 7))):
            action(script)
        script.end_batch()
    if script.open and script.random.random() < 0.3:
        script.add("reset", script.pick(script.open))
        script.end_batch()
    return script.text()


if __name__ == "__main__":
    sys.stdout.write(random_script(int(sys.argv[1])))
