#!/bin/sh
# What is wrong outside is said in one sentence, with the right status: ports, options, scripts.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
. tests/live/serve.sh

# refuses STATUS TEXT OPTION...: ends so, and says that, in one line of standard error.
refuses() {
	wanted=$1 text=$2
	shift 2
	timeout "$patience" "$program" --lang en "$@" </dev/null >"$tap_folder/out" 2>"$tap_folder/err"
	status=$?
	cat "$tap_folder/err"
	[ "$status" -eq "$wanted" ] || { echo "status $status"; return 1; }
	[ ! -s "$tap_folder/out" ] || { echo "it prints:"; cat "$tap_folder/out"; return 1; }
	has_text "$tap_folder/err" "$text" &&
		[ "$(grep -vc "^Try 'asyncviz --help'" "$tap_folder/err")" -eq 1 ]
}

headless() { # STATUS TEXT OPTION...
	wanted=$1 text=$2
	shift 2
	refuses "$wanted" "$text" --lesson 5 --headless --port 0 "$@"
}

script() { # STATUS TEXT SCRIPT OPTION...
	printf "$3" >"$tap_folder/script.play"
	wanted=$1 text=$2
	shift 3
	headless "$wanted" "$text" --script "$tap_folder/script.play" "$@"
}

port_in_use() {
	serve || return
	refuses 1 "Port $port is in use" --lesson 5 --headless --port "$port"
}

check 'a port in use' port_in_use
check 'whose server goes on' stop
check 'an address of another machine' refuses 1 'Cannot listen' \
	--lesson 5 --headless --bind 192.0.2.1
for option in --nonsense -Z --port --port=65536 --port=-1 --port=0x50 '--port= 80' --port= \
	--history=1 --history=64X --limit=0 --bind=localhorst --lang=de --color=blue --theme=pink \
	--lesson= word; do
	check "option $option" refuses 2 'asyncviz: ' "$option"
done
check '--script without --headless' refuses 2 '--headless' --script /dev/null
check 'a lesson that does not exist' refuses 1 '77' --lesson 77 --headless --port 0
check 'a program that does not exist' refuses 1 'nonsense' \
	--lesson 5 --program nonsense --headless --port 0
check 'a folder of lessons that does not exist' refuses 1 '/nonsense' \
	--lessons /nonsense --lesson 5 --headless
check 'escapes in an option are shown, not obeyed' refuses 2 '\e[31m' "--$(printf '\033')[31m"
check 'no terminal' refuses 2 'Standard input is not a terminal.' --lesson 5
check 'a script that does not exist' headless 1 '/nonsense' --script /nonsense
check 'a script that is a folder' headless 1 'directory' --script /
check 'a NUL byte in a script' script 1 'NUL' 'run\nse\0nd\n'
check 'a command that is none' script 1 'script.play:3: ' 'run\n\nnonsense\n'
check 'a client that is none' script 1 'script.play:2: client7 ' 'run\nclose 7\n'
check 'a tag that is none' script 1 'script.play:1: ' 'until nonsense\n'
check 'an expectation that fails' script 1 'script.play:2: ' 'run\nexpect nonsense\n'
check '--steps to a full disk' script 1 'No space left' 'run\n' --steps /dev/full
check 'a recording that does not exist' refuses 1 'Cannot replay: No such file' \
	--headless --script - --replay /nonexistent
check 'a recording that does not exist, in Russian' refuses 1 \
	'Воспроизвести не удалось: No such file' --lang ru --headless --script - --replay /nonexistent
check '--record into no folder, in Russian' script 1 \
	'Нельзя вести запись в /nonexistent/a: No such file' 'run\n' --lang ru --record /nonexistent/a
check '--steps to a folder' script 1 'directory' 'run\n' --steps /
finish
