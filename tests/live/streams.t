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

# Closed is not /dev/null: what was to be printed has been seen by nobody.
help_closed() {
	! "$program" --help >&- 2>/dev/null && ! "$program" --version >&- 2>/dev/null
}

dump_closed() {
	run_script --script "$tap_folder/script.play" >&- 2>"$tap_folder/err"
	[ $? -eq 1 ] && [ -s "$tap_folder/err" ]
}

# The words for a reader that has gone, however much there was to write.
gone_is_said() {
	printf '%s\n' run 'connect 50' run >"$tap_folder/much.play"
	run_script --script "$tap_folder/much.play" --steps - 2>"$tap_folder/err" |
		head -1 >"$tap_folder/out"
	has_text "$tap_folder/err" 'Broken pipe'
}

# A pipe that does not wait is waited for.
not_blocking() {
	run_script --script "$tap_folder/much.play" --steps "$tap_folder/whole" 2>/dev/null
	python3 - "$program" "$tap_folder/much.play" "$tap_folder/whole" <<'CHECK'
import os, subprocess, sys, time
reader, writer = os.pipe()
os.set_blocking(writer, False)
child = subprocess.Popen([sys.argv[1], "--headless", "--lesson", "5", "--port", "0",
                          "--script", sys.argv[2], "--steps", "-"], stdout=writer)
os.close(writer)
time.sleep(0.3)  # it meets the full pipe
with open(reader) as records, open(sys.argv[3]) as whole:
    assert len(records.readlines()) == len(whole.readlines())
assert child.wait() == 0
CHECK
}

check 'a script from standard input' from_input
check 'a reader that leaves early' cut_short
check 'a reader that leaves early, and much to say' cut_shorter
check 'a full disk as standard output' full
check 'a full disk under --help' help_full
check 'standard output closed under --help' help_closed
check 'standard output closed under dump' dump_closed
check 'a reader that has gone is named' gone_is_said
check 'a pipe that does not block gets every record' not_blocking
check 'everything closed: the records are whole' closed
check 'standard input and output closed: it serves' serves_closed
check 'with --steps - only records on standard output' only_records
finish
