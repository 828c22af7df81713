#!/bin/sh
# Standard input and output that are closed, full, or end early.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

printf '%s\n' run connect run 'send 1 hello' run dump >"$tap_folder/script.play"

run_script() { # OPTION...
	timeout "$patience" "$program" --lang en --lesson 5 --headless --port 0 "$@"
}

from_input() {
	run_script --script - <"$tap_folder/script.play" >"$tap_folder/out" &&
		has_text "$tap_folder/out" "Connection from ('127.0.0.1', "
}

# The reader takes one line and leaves: no complaint, no signal, an honest status or none.
cut_short() {
	{
		run_script --script "$tap_folder/script.play" --steps - 2>"$tap_folder/err"
		echo $? >"$tap_folder/status"
	} | head -1 >"$tap_folder/out"
	cat "$tap_folder/err" "$tap_folder/status"
	[ "$(wc -l <"$tap_folder/out")" -eq 1 ] && [ "$(cat "$tap_folder/status")" -le 1 ]
}

# More than a pipe holds, so that the writer does meet the closed end.
cut_shorter() {
	yes 'dump' | head -200 >"$tap_folder/long.play"
	{
		run_script --script "$tap_folder/long.play" 2>"$tap_folder/err"
		echo $? >"$tap_folder/status"
	} | head -1 >"$tap_folder/out"
	cat "$tap_folder/err" "$tap_folder/status"
	[ "$(cat "$tap_folder/status")" -eq 1 ]
}

full() {
	run_script --script "$tap_folder/script.play" >/dev/full 2>"$tap_folder/err"
	[ $? -eq 1 ] && [ "$(wc -l <"$tap_folder/err")" -eq 1 ]
}

# Files that it opens must not become standard output.
closed() {
	run_script --script "$tap_folder/script.play" --steps "$tap_folder/steps" <&- >&- 2>&-
	tail -n 1 "$tap_folder/steps"
	[ "$(tail -n 1 "$tap_folder/steps")" = '{"end": "script"}' ] &&
		! has_text "$tap_folder/steps" 'asyncviz'
}

serves_closed() {
	rm -f "$tap_folder/steps"
	"$program" --lang en --lesson 5 --headless --port 0 --steps "$tap_folder/steps" \
		<&- >&- 2>"$tap_folder/log" &
	server=$!
	until_true grep -q ' serves on ' "$tap_folder/log" && stop
}

only_records() {
	run_script --script "$tap_folder/script.play" --steps - \
		>"$tap_folder/out" 2>"$tap_folder/err" || return
	python3 - "$tap_folder/out" <<'CHECK' && has_text "$tap_folder/err" 'server.py'
import json, sys
records = [json.loads(line) for line in open(sys.argv[1])]
assert all(record.keys() & {"step", "print", "end"} for record in records)
assert records[-1] == {"end": "script"}
CHECK
}

help_full() {
	"$program" --help >/dev/full 2>"$tap_folder/err"
	[ $? -eq 1 ] && [ -s "$tap_folder/err" ]
}

check 'a script from standard input' from_input
check 'a reader that leaves early' cut_short
check 'a reader that leaves early, and much to say' cut_shorter
check 'a full disk as standard output' full
check 'a full disk under --help' help_full
check 'everything closed: the records are whole' closed
check 'standard input and output closed: it serves' serves_closed
check 'with --steps - only records on standard output' only_records
finish
