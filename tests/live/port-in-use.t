#!/bin/sh
# X16: a port that is taken: the sentence names who has it, and what to do about that.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

# says LANGUAGE PATTERN: the sentence for the port, an extended regular expression, whole.
says() {
	timeout "$patience" "$program" --lang "$1" --lesson 5 --headless --port "$port" \
		>"$tap_folder/out" 2>"$tap_folder/err"
	[ $? -eq 1 ] || return
	cat "$tap_folder/err"
	grep -Eqx "asyncviz: $2" "$tap_folder/err"
}

is_in_state() { # LETTER
	grep -q "^State:.$1" "/proc/$server/status"
}

# Another asyncviz, on a terminal of its own.
show_screen() {
	rm -f "$tap_folder/log"
	port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	python3 - "$program" "$port" "$tap_folder/pid" <<-'PYTHON' &
		import os, pty, sys
		pid, terminal = pty.fork()
		if not pid:
		    os.environ.update(TERM="xterm", LC_ALL="C.UTF-8", XDG_STATE_HOME=os.path.dirname(sys.argv[3]))
		    os.execv(sys.argv[1], [sys.argv[1], "--lesson", "1", "--port", sys.argv[2]])
		with open(sys.argv[3], "w") as file:
		    file.write(f"{pid}\n")
		try:
		    while os.read(terminal, 4096):
		        pass
		except OSError:
		    pass
	PYTHON
	until_true has_lines "$tap_folder/pid" 1 || return
	server=$(cat "$tap_folder/pid")
	until_true nc -z 127.0.0.1 "$port"
}

listen() { # PROGRAM...
	port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	"$@" "$port" >/dev/null 2>&1 &
	server=$!
	until_true nc -z "$host" "$port"
}

stop_still() {
	kill -STOP "$server" && until_true is_in_state T
}

end_it() {
	kill -KILL "$server" && until_true is_over "$server"
	server=
}

start="--port [1-9][0-9]*\."
check 'another asyncviz listens' show_screen
check 'it is named, and its key' says en \
	"Port $port is in use by asyncviz \(pid $server\): close it with q, or start with $start"
check 'in Russian as well' says ru \
	"Порт $port занимает другая asyncviz \(pid $server\): закройте её клавишей q или запустите эту с $start"
check 'it is stopped, as by Ctrl-Z' stop_still
check 'that is said, with the way back' says en \
	"Port $port is in use by asyncviz \(pid $server\), which is stopped: bring it back with fg and press q, or start with $start"
check 'in Russian, too' says ru \
	"Порт $port занимает asyncviz \(pid $server\), она приостановлена: верните её командой fg и нажмите q или запустите эту с $start"
check 'it ends' end_it

check 'one without a screen' serve
check 'hears no q' says en "Port $port is in use by asyncviz \(pid $server\): end it, or start with $start"
check 'and ends' stop

host=127.0.0.1
check 'any program' listen python3 -m http.server -b 127.0.0.1
check 'is named' says en "Port $port is in use by python3[.0-9]* \(pid $server\): end it, or start with $start"
check 'ends' end_it
host=::1
[ -e /proc/net/if_inet6 ] || finish
check 'one that listens on all addresses of either family' listen python3 -m http.server -b ::
check 'is named as well' says en "Port $port is in use by python3[.0-9]* \(pid $server\): end it, or start with $start"
check 'and ends, too' end_it
finish
