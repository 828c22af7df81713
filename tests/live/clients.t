#!/bin/sh
# Real clients: nc beside nc, half-closed, killed, gone at once, many at a time. After each of them
# the server still serves the next one.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

if ! nc -h 2>&1 | grep -q OpenBSD; then
	echo '1..0 # SKIP nc is not the one of OpenBSD (netcat-openbsd)'
	exit 0
fi

# A client that stays: what is written to the descriptor goes to nc.
open_first() {
	mkfifo "$tap_folder/first.in"
	nc 127.0.0.1 "$port" <"$tap_folder/first.in" >"$tap_folder/first.out" &
	first=$!
	exec 3>"$tap_folder/first.in"
}

open_second() {
	mkfifo "$tap_folder/second.in"
	nc 127.0.0.1 "$port" <"$tap_folder/second.in" >"$tap_folder/second.out" &
	second=$!
	exec 4>"$tap_folder/second.in"
}

answered() { # NAME NUMBER
	until_true has_lines "$tap_folder/$1.out" "$2"
}

two_at_once() {
	open_first && open_second || return
	echo one >&4 && answered second 1 || return
	echo two >&3 && answered first 1 || return
	echo three >&4 && answered second 2 && echo four >&3 && answered first 2 || return
	[ "$(sort -u "$tap_folder/first.out" "$tap_folder/second.out")" = 'Hello World' ]
}

killed() {
	kill -KILL "$first" && exec 3>&-
	wait "$first"
	echo five >&4 && answered second 3
}

leaves() {
	exec 4>&-
	kill "$second"
	wait "$second" 2>/dev/null
	:
}

# With -N the end of input closes one direction; the answer comes over the other.
half_closes() {
	[ "$(echo hi | timeout "$patience" nc -N 127.0.0.1 "$port")" = 'Hello World' ]
}

only_looks() {
	timeout "$patience" nc -z 127.0.0.1 "$port"
}

twenty() {
	for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		echo "$i" | timeout "$patience" nc -N 127.0.0.1 "$port" >"$tap_folder/many.$i" &
		clients="$clients $!"
	done
	wait $clients
	[ "$(cat "$tap_folder"/many.*)" = "$(yes 'Hello World' | head -20)" ]
}


printed() { # TEXT: how often the program has printed it
	grep -c "^{\"print\": \"$1" "$tap_folder/steps"
}

same_count() {
	echo "$(printed 'Connection from') connections, $(printed Done) farewells"
	[ "$(printed 'Connection from')" -eq 25 ] && [ "$(printed Done)" -eq 25 ]
}

ends_the_script() {
	[ "$(tail -n 1 "$tap_folder/steps")" = '{"end": "script"}' ]
}

check 'a server is there' serve
check 'two nc at once are served in turn' two_at_once
check 'one is killed: the other is served' killed
leaves
check 'nc -N half-closes and gets its answer' half_closes
check 'nc -z connects and leaves' only_looks
check 'and the next one is served' half_closes
check 'twenty at once are served' twenty
# The server closes first, and then says farewell: the last client may be gone before.
check 'every client was greeted, and seen to leave' until_true same_count
check 'SIGTERM ends the server with status 0' stop
check 'nobody else was' same_count
check 'the records end as they should' ends_the_script
finish
