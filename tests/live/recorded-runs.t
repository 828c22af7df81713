#!/bin/sh
# A script that begins its program anew, or another one, is asked nothing, and each run is recorded
# to a file of its own, whole.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

record() { # SCRIPT
	printf "$1" | timeout "$patience" "$program" --lang en --lesson 5 --headless --port 0 \
		--script - --record "$tap_folder/talk.jsonl"
}

shows() { # FILE TEXT
	printf 'goto live\ndump\n' | timeout "$patience" "$program" --lang en --headless \
		--replay "$tap_folder/$1" --script - >"$tap_folder/out" && has_text "$tap_folder/out" "$2"
}

are_four() {
	[ "$(ls "$tap_folder" | grep -c '^talk')" -eq 4 ]
}

check 'a script of four runs' \
	record 'run\nconnect\nrun\nrestart\nrun\nlesson 1\nrun\nlesson 5 ignores-eof\nrun\n'
check 'the first has its client' shows talk.jsonl client1
check 'the second is the same program' shows talk.2.jsonl '5 Generators and select'
check 'the third is another lesson' shows talk.3.jsonl '1 A server that blocks'
check 'the fourth another program' shows talk.4.jsonl ignores-eof
check 'there are no more' are_four
check 'each ends as it should' \
	sh -c "for f in '$tap_folder'/talk*; do tail -n 1 \"\$f\" | grep -q '^{\"end\":' || exit; done"
check 'a device takes all of them' \
	sh -c "printf 'run\nrestart\nrun\n' | '$program' --lesson 5 --headless --port 0 --script - --record /dev/null"
finish
