#!/bin/sh
# Scripts leave the user's ticks alone: nothing is read of them, nothing written.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

XDG_STATE_HOME=$tap_folder/state
export XDG_STATE_HOME

# Does what a task of lesson 5 asks for: a client leaves.
try_it() {
	printf '%s\n' run connect run 'close 1' run try 'expect 1 of 5 done' 'try forget' try \
		'expect 0 of 5 done' >"$tap_folder/try.play"
	timeout "$patience" "$program" --lang en --lesson 5 --headless --port 0 \
		--script "$tap_folder/try.play"
}

is_as_it_was() {
	[ "$(cat "$XDG_STATE_HOME/asyncviz/ticks")" = "asyncviz ticks 1
05-generators ended(BrokenPipeError) and reached(ignores-eof/recv)" ]
}

prints_map() {
	echo map >"$tap_folder/map.play"
	timeout "$patience" "$program" --lang "$1" --lesson 5 --headless --port 0 \
		--script "$tap_folder/map.play" >"$tap_folder/map.text" &&
		has_text "$tap_folder/map.text" "$2"
}

nothing 'a script ticks, forgets, and says nothing' try_it
check 'it has made no folder' test ! -e "$XDG_STATE_HOME"
mkdir -p "$XDG_STATE_HOME/asyncviz"
printf 'asyncviz ticks 1\n05-generators ended(BrokenPipeError) and reached(ignores-eof/recv)\n' \
	>"$XDG_STATE_HOME/asyncviz/ticks"
nothing 'a script does not see what was ticked on a screen' try_it
check 'and leaves that as it is' is_as_it_was
check 'map is text in a script' prints_map en '  5  generators: '
check 'in Russian too' prints_map ru '  5  генераторы: '
finish
