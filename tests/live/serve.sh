# A server for the live tests, which are about real clients; source it after tests/tap.sh. It waits
# for what must happen, at most $patience seconds, and never for time to pass.

program=${ASYNCVIZ:-$PWD/asyncviz}
patience=10
server=
port=

# until COMMAND...: asks again and again until it is true.
until_true() {
	until_end=$(($(date +%s) + patience))
	until "$@" 2>/dev/null; do
		[ "$(date +%s)" -le "$until_end" ] || { echo "waited in vain for: $*"; return 1; }
		sleep 0.02
	done
}

# serve [OPTION...]: lesson 5 at full speed; $server is its process, $port where it listens.
serve() {
	rm -f "$tap_folder/log" "$tap_folder/steps"
	"$program" --lang en --lesson 5 --headless --port 0 --steps "$tap_folder/steps" "$@" \
		>"$tap_folder/out" 2>"$tap_folder/log" &
	server=$!
	until_true grep -q ' serves on ' "$tap_folder/log" || return
	port=$(sed -n 's/.* serves on 127\.0\.0\.1:\([0-9]*\)$/\1/p' "$tap_folder/log")
}

is_over() { # PID
	! kill -0 "$1"
}

# stop [SIGNAL]: ends the server; its status is that of this call.
stop() {
	kill "-${1:-TERM}" "$server" || return
	until_true is_over "$server" || kill -KILL "$server"
	stopped=$server
	server=
	wait "$stopped"
}

# A background process of a test that failed half-way must not live on.
trap '[ -z "$server" ] || kill -KILL "$server" 2>/dev/null; rm -rf "$tap_folder"' EXIT

has_lines() { # FILE NUMBER
	[ "$(wc -l <"$1")" -ge "$2" ]
}

has_text() { # FILE TEXT
	grep -qF -- "$2" "$1"
}
