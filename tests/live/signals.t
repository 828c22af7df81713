#!/bin/sh
# Without a screen: SIGTERM and SIGINT end the server with status 0 within a second, whether it sleeps or has
# clients; a program that an exception has ended is told by the status.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

ends_by() { # SIGNAL
	serve || return
	patience=1 stop "$1"
}

ends_with_client() {
	serve || return
	python3 - "$port" <<'CLIENT' || return
import socket, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
client.sendall(b"hi\n")
assert client.makefile().readline() == "Hello World\n"
CLIENT
	patience=1 stop INT
}

# A reset is the end of the program: so it is with the listing in Python.
dies_of_reset() {
	serve || return
	python3 - "$port" <<'CLIENT' || return
import socket, struct, sys
client = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
client.sendall(b"hi\n")
assert client.recv(100) == b"Hello World\n"
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()
CLIENT
	until_true is_over "$server" || return
	wait "$server"
	status=$?
	server=
	echo "status $status"
	[ "$status" -eq 1 ]
}

explains_reset() {
	has_text "$tap_folder/log" 'Traceback (most recent call last):' &&
		has_text "$tap_folder/log" 'ConnectionResetError: [Errno 104] Connection reset by peer' &&
		[ "$(tail -n 1 "$tap_folder/steps")" = '{"end": "ConnectionResetError"}' ]
}

# A pipe is full for good: its reader holds it open and sleeps. Connections that leave make steps.
ends_before_a_reader_that_stopped() {
	rm -f "$tap_folder/log" # of the server before
	mkfifo "$tap_folder/pipe" 2>/dev/null
	exec 3<>"$tap_folder/pipe"
	"$program" --lang en --lesson 5 --headless --port 0 --steps - >"$tap_folder/pipe" 2>"$tap_folder/log" 3<&- &
	server=$!
	until_true grep -q ' serves on ' "$tap_folder/log" || return
	port=$(sed -n 's/.* serves on 127\.0\.0\.1:\([0-9]*\)$/\1/p' "$tap_folder/log")
	python3 - "$port" "$tap_folder/pipe" <<'FLOOD' || return
import fcntl, os, select, socket, sys, termios, time
pipe = os.open(sys.argv[2], os.O_RDWR | os.O_NONBLOCK)
def held():
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)
for _ in range(100):  # fewer than the backlog holds, more than the pipe holds the steps of
    socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
deadline = time.time() + 10
while select.select([], [pipe], [], 0)[1]:  # there is room
    assert time.time() < deadline
    time.sleep(0.01)
assert held() > 30000, held()
FLOOD
	patience=1 stop "$1"
	status=$?
	exec 3<&-
	echo "status $status"
	[ "$status" -eq 0 ] && has_text "$tap_folder/log" 'nobody has read the last records'
}

# Nothing ever blocks: a client that says no more but listens can be read for ever, and a line that
# computes takes a second. Without records, for with them each line is looked after.
ends_while_busy() { # LESSON PROGRAM
	rm -f "$tap_folder/log"
	"$program" --lang en --lesson "$1" --program "$2" --headless --port 0 2>"$tap_folder/log" &
	server=$!
	until_true grep -q ' serves on ' "$tap_folder/log" || return
	port=$(sed -n 's/.* serves on 127\.0\.0\.1:\([0-9]*\)$/\1/p' "$tap_folder/log")
	python3 - "$port" "$server" <<'CLIENT'
import os, signal, socket, sys, threading, time
def read(client):
    while client.recv(65536):
        pass
clients = [socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(4)]
for client in clients:
    client.sendall(b"hi\n")
    client.shutdown(socket.SHUT_WR)
    threading.Thread(target=read, args=[client], daemon=True).start()
time.sleep(0.2)  # it is in the midst of it, whatever that is
os.kill(int(sys.argv[2]), signal.SIGTERM)
end = time.time() + 1
def is_over():  # whether or not the shell has asked for its status yet
    try:
        with open(f"/proc/{sys.argv[2]}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):  # the second: between open and read
        return True
while not is_over():
    if time.time() > end:
        sys.exit("it goes on after SIGTERM")
    time.sleep(0.01)
CLIENT
	ended=$?
	[ $ended -eq 0 ] || kill -KILL "$server"
	stopped=$server
	server=
	wait "$stopped" && [ $ended -eq 0 ]
}

check 'SIGTERM ends it within a second, status 0' ends_by TERM
check 'SIGTERM ends it though the reader of its records has stopped' ends_before_a_reader_that_stopped TERM
check 'SIGINT does so, too' ends_before_a_reader_that_stopped INT
check 'SIGINT ends it within a second, status 0' ends_by INT
check 'SIGINT ends it while it has a client' ends_with_client
check 'SIGTERM ends a program that never blocks' ends_while_busy 5 ignores-eof
check 'SIGTERM ends a line that computes' ends_while_busy 2 busy-handler
check 'a reset ends the program, status 1' dies_of_reset
check 'with the traceback and the last record' explains_reset
finish
