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

check 'SIGTERM ends it within a second, status 0' ends_by TERM
check 'SIGINT ends it within a second, status 0' ends_by INT
check 'SIGINT ends it while it has a client' ends_with_client
check 'a reset ends the program, status 1' dies_of_reset
check 'with the traceback and the last record' explains_reset
finish
