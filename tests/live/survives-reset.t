#!/bin/sh
# The cure holds: with real clients that break off in every way, survives-reset serves on, here and
# as its users run it, python3 with the listing itself. The plain program does not.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

cat >"$tap_folder/die.py" <<'PYTHON'
import socket, struct, sys

address = ("127.0.0.1", int(sys.argv[1]))
LONG = b"x" * 4000


def connect():
    client = socket.create_connection(address, 10)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return client


def asks(client, request=b"hi\n"):
    client.sendall(request)
    assert client.recv(100) == b"Hello World\n"


def at_once(client):
    pass


def with_a_request(client):
    client.sendall(b"hi\n")


def with_more_than_is_read(client):
    client.sendall(LONG * 3)


def after_an_answer(client):
    asks(client)


def with_an_answer_unread(client):
    asks(client)
    client.sendall(b"once more\n")


def after_half_a_goodbye(client):
    client.sendall(b"hi\n")
    client.shutdown(socket.SHUT_WR)


def after_a_goodbye(client):
    client.shutdown(socket.SHUT_WR)


ways = [at_once, with_a_request, with_more_than_is_read, after_an_answer, with_an_answer_unread,
        after_half_a_goodbye, after_a_goodbye]
stays = connect()
for _ in range(10):
    crowd = [(way, connect()) for way in ways]
    for way, client in crowd:
        way(client)
        client.close()
    asks(stays)
with connect() as last:
    asks(last)
PYTHON

dies_in_all_ways() {
	timeout 30 python3 "$tap_folder/die.py" "$port"
}

here() { # LESSON
	serve --lesson "$1" --program survives-reset && dies_in_all_ways &&
		grep -q '"Connection lost"' "$tap_folder/steps" && stop
}

is_served() {
	python3 -c 'import socket, sys; socket.create_connection(("127.0.0.1", int(sys.argv[1])), 5)' "$port"
}

# On the port that asyncviz has just left.
in_python() { # LISTING
	sed "s/5000/$port/" "$1" >"$tap_folder/listing.py"
	python3 -u "$tap_folder/listing.py" >"$tap_folder/printed" 2>&1 &
	server=$!
	until_true is_served && dies_in_all_ways && kill -0 "$server" &&
		grep -q '^Connection lost' "$tap_folder/printed" || { cat "$tap_folder/printed"; return 1; }
	kill "$server"
	wait "$server"
	server=
}

is_ended_by_one() { # LISTING
	sed "s/5000/$port/" "$1" >"$tap_folder/listing.py"
	python3 -u "$tap_folder/listing.py" >"$tap_folder/printed" 2>&1 &
	server=$!
	until_true is_served
	dies_in_all_ways
	until_true is_over "$server" || return
	server=
	grep -qE '^(ConnectionResetError|BrokenPipeError)' "$tap_folder/printed"
}

for lesson in 02-select 03-callbacks 05-generators; do
	number=${lesson%%-*}
	check "lesson $number: survives-reset serves on" here "$number"
	check "lesson $number: its listing too" in_python "lessons/$lesson/survives-reset.py"
	check "lesson $number: the plain listing is over" is_ended_by_one "lessons/$lesson/server.py"
done
finish
