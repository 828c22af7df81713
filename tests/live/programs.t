#!/bin/sh
# Clients of every kind, each as its users start it: two netcats, ncat, telnet, curl in a browser's
# place. They differ most at the end of their input, and in how they leave.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

served=0

check_with() { # CLIENT NAME COMMAND...
	if command -v "$1" >/dev/null; then
		shift
		check "$@"
	else
		tap_count=$((tap_count + 1))
		echo "ok $tap_count - $2 # SKIP $1 is not installed (make deps)"
	fi
}

# What the client prints of its own, such as telnet's greeting, may come first.
hears() { # FILE
	until_true has_text "$1" 'Hello World'
}

farewells() {
	grep -c '^{"print": "Done' "$tap_folder/steps"
}

has_farewells() { # NUMBER
	[ "$(farewells)" -ge "$1" ]
}

# opens CLIENT OPTION...: it stays, with its input on descriptor 3, and has had an answer.
opens() {
	name=$1
	rm -f "$tap_folder/in" "$tap_folder/$name"
	mkfifo "$tap_folder/in"
	"$@" 127.0.0.1 "$port" <"$tap_folder/in" >"$tap_folder/$name" 2>&1 &
	client=$!
	exec 3>"$tap_folder/in"
	echo hi >&3
	hears "$tap_folder/$name" || return
	echo again >&3 && served=$((served + 1))
	until_true has_answers "$tap_folder/$name" 2
}

has_answers() { # FILE NUMBER
	[ "$(grep -c 'Hello World' "$1")" -eq "$2" ]
}

# At the end of its input it says nothing to the server: somebody must end it.
stays_at_end() {
	opens "$@" || { exec 3>&-; kill "$client"; return 1; }
	before=$(farewells)
	exec 3>&-
	only_then_served && until_true has_farewells $((before + 1)) &&
		[ "$(farewells)" -eq $((before + 1)) ]
	stayed=$?
	kill "$client"
	wait "$client"
	[ "$stayed" -eq 0 ] && until_true has_farewells "$served"
}

# Somebody else is served, start to end, which leaves time enough for a farewell to come.
only_then_served() {
	printf 'GET / HTTP/1.0\r\n\r\n' | python3 -c '
import socket, sys
with socket.create_connection(("127.0.0.1", int(sys.argv[1])), 10) as s:
    s.sendall(sys.stdin.buffer.read())
    assert s.recv(100) == b"Hello World\n"
    s.shutdown(socket.SHUT_WR)
    assert s.recv(100) == b""' "$port" && served=$((served + 1))
}

# At the end of its input the server hears of it, and closes in its turn: the client leaves.
leaves_at_end() {
	opens "$@" || { exec 3>&-; kill "$client"; return 1; }
	exec 3>&-
	until_true is_over "$client" || { kill "$client"; return 1; }
	wait "$client"
	until_true has_farewells "$served"
}

# What it gets is no HTTP, and it may say so; the server does not mind.
browser() {
	curl -s --max-time "$patience" "http://127.0.0.1:$port/" >"$tap_folder/curl"
	[ $? -eq 1 ] && served=$((served + 1)) && until_true has_farewells "$served"
}

browser_that_takes_anything() {
	curl -sN --http0.9 --max-time "$patience" "http://127.0.0.1:$port/" >"$tap_folder/curl" &
	client=$!
	hears "$tap_folder/curl" && served=$((served + 1))
	kill "$client"
	wait "$client"
	until_true has_farewells "$served"
}

greeted() {
	[ "$(grep -c '^{"print": "Connection from' "$tap_folder/steps")" -eq "$served" ] &&
		[ "$(farewells)" -eq "$served" ]
}

check 'a server is there' serve
check_with nc.openbsd 'nc of OpenBSD is served; at the end of its input it stays' stays_at_end nc.openbsd
check_with nc.openbsd 'with -N it half-closes, and leaves' leaves_at_end nc.openbsd -N
check_with nc.traditional 'the traditional nc is served, and stays too' stays_at_end nc.traditional
check_with ncat 'ncat is served; it half-closes, and leaves' leaves_at_end ncat
check_with telnet 'telnet is served, and leaves' leaves_at_end telnet
check_with curl 'curl, as a browser, gets bytes that are no HTTP' browser
check_with curl 'and stays when it takes them' browser_that_takes_anything
check 'SIGTERM ends the server with status 0' stop
check 'each was greeted, and seen to leave' greeted
finish
