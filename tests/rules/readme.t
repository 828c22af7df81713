#!/bin/sh
# README.md keeps its word: its commands are those that CI runs, what it names is there, and every
# folder of src/ has its line.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

has_line() { # FILE LINE
	grep -qxF -- "$2" "$1" || { echo "$1 lacks: $2"; return 1; }
}

# The first two commands of the whole text.
commands() {
	awk '/^```/ { inside = !inside; next } inside && /^(sudo|make) /' README.md | head -2
}

folders_missing() {
	for folder in src/*/; do
		grep -qF "| \`$folder\` |" README.md || echo "README.md has no line for $folder"
	done
}

# In backquotes or links, what looks like a path of the tree.
paths_missing() {
	grep -oE '(`|\()(src|lessons|tests|man)/[^`) ]*' README.md tests/README.md |
		sed -E 's/^[^:]*:.//' | grep -vE 'NAME|11-|\.picture' | sort -u | while read -r path; do
		[ -e "$path" ] || echo "README.md names $path, which is not there"
	done
}

targets_missing() {
	grep -ohE '`?make [a-z-]+( [a-z-]+)?`?' README.md tests/README.md | tr -d '`' |
		sed 's/^make //' | tr ' ' '\n' | sort -u | while read -r target; do
		grep -qE "^$target:" Makefile || echo "make has no target $target"
	done
}

commands >"$tap_folder/commands"
check 'the first command installs, builds and opens' has_line "$tap_folder/commands" \
	'sudo apt-get update && sudo apt-get install -y make && make deps run'
check 'the second command passes every test' has_line "$tap_folder/commands" 'make deps check'
check 'CI runs the second command' has_line .ci/run "$(tail -n 1 "$tap_folder/commands")"
check 'and the long sweeps' has_line .ci/run 'make check-long'
nothing 'every folder of src/ has a line' folders_missing
nothing 'the paths that it names are there' paths_missing
nothing 'the make targets that it names are there' targets_missing
nothing 'the manual has no warnings' sh -c \
	'! command -v mandoc >/dev/null || mandoc -Tlint -Wwarning man/asyncviz.1'
check 'the licence is version 3 of the GPL' grep -q 'Version 3, 29 June 2007' COPYING
finish
