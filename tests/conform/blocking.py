"""Whether a send() of waits.py that has to wait ends as a real blocking one.

The stage never lets a call wait: it tries again.  But a blocking send() that has sent a part leaves
an error to the next call, and one that is tried again could meet that error itself.  So here both
are made to wait, a client leaves in each of several ways, and what the same next calls say must be
the same too.  The real one waits in a thread.
"""

import select
import socket
import threading
import time

import waits
from clients import Client

ANSWER = b"Hello World\n" * 50000
SECONDS = 5                     # until a thread that should wait, or go on, is given up
TRIES = 20                      # to send a part only
WAYS = {
    "resets": ["reset"],
    "sends and resets": ["more", "reset"],
    "is killed with bytes unread": ["kill"],
    "half-closes and resets": ["shutdown", "reset"],
    "half-closes and is killed": ["shutdown", "kill"],
    "half-closes and closes": ["shutdown", "close"],
}


class Leaver(Client):
    def more(self):
        self.send("more")

    def kill(self):
        self.sock.close()       # without reading: the kernel says RST


class Script:
    """In place of waits.Stage: while the program waits, the client does its next deed."""

    def __init__(self):
        self.deeds = iter(())

    def wait(self, ready, _timeout=None):
        while not (answer := ready()):
            next(self.deeds)()
        return answer


def connection(socket_class):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = Leaver(listener.getsockname())
        accepted, _ = listener.accept()
    server = socket_class(fileno=accepted.detach())
    server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return server, client


def said(call, *arguments):
    try:
        return call(*arguments)
    except OSError as error:
        return type(error).__name__


def calls_after(server):
    """What a program that goes on would meet."""
    return [said(server.recv, 4096), said(server.recv, 4096), said(server.send, b"y"),
            said(server.recv, 4096)]


def is_asleep(thread):
    """proc(5): the letter behind the name."""
    with open(f"/proc/self/task/{thread.native_id}/stat", encoding="ascii", errors="replace") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "S"


def comes_to_wait(thread, server):
    """It sleeps, and not for the interpreter's lock: its socket takes no more."""
    poll = select.poll()
    poll.register(server, select.POLLOUT)
    end = time.monotonic() + SECONDS
    while poll.poll(0) or not is_asleep(thread):
        if time.monotonic() > end or not thread.is_alive():
            return False
        time.sleep(0.001)
    return True


def with_real_wait(way):
    server, client = connection(socket.socket)
    answers = []

    def program():
        answers.append(said(server.send, ANSWER))
        answers.extend(calls_after(server))

    thread = threading.Thread(target=program, daemon=True)
    thread.start()
    for deed in way:
        if not comes_to_wait(thread, server):
            return "the blocking send() did not wait"
        getattr(client, deed)()
    thread.join(SECONDS)
    server.close()
    return answers


def with_stage(way):
    script = Script()
    server, client = connection(waits.make_socket_class(script))
    script.deeds = iter([getattr(client, deed) for deed in way])
    answers = [said(server.send, ANSWER), *calls_after(server)]
    server.close()
    return answers


def sent_a_part(answers):
    return isinstance(answers[0], int) and 0 < answers[0] < len(ANSWER)


def with_real_wait_in_part(way):
    """Who reads before it closes makes room, and the thread may fill it until all is sent: again."""
    for _ in range(TRIES):
        answers = with_real_wait(way)
        if isinstance(answers, str) or sent_a_part(answers):
            break
    return answers


def differences():
    """Lines that say what differs; how much was sent depends on the kernel's buffers."""
    lines = []
    for name, way in WAYS.items():
        real, ours = with_real_wait_in_part(way), with_stage(way)
        if not (sent_a_part(real) and sent_a_part(ours) and real[1:] == ours[1:]):
            lines.append(f"a client that {name}: a blocking send() {real}, on the stage {ours}")
    return lines
