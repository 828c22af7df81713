#!/bin/sh
# X15: a program that was built in another folder finds its lessons, and takes no objects for them.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
unset ASYNCVIZ_LESSONS
program=${ASYNCVIZ:-$PWD/asyncviz}
place=$tap_folder/place
mkdir -p "$place/data/asyncviz" "$tap_folder/none"
cp "$program" "$place/asyncviz"

lists() {
	(cd / && HOME=$tap_folder/none XDG_DATA_HOME=$place/data "$place/asyncviz" --lang en --list) |
		grep '^5  generators '
}

# What is made of lessons, in a folder of their name beside the program.
passes_objects_over() {
	mkdir -p "$place/lessons/05-generators"
	: >"$place/lessons/05-generators/server.o"
	ln -s "$PWD/lessons" "$place/data/asyncviz/lessons"
	lists
}

takes_what_lies_beside() {
	rm -rf "$place/lessons" "$place/data/asyncviz/lessons"
	ln -s "$PWD/lessons" "$place/lessons"
	lists
}

# Nothing is made there; what would be is only read.
objects_lie_elsewhere() {
	make -n B="$place/b" >"$tap_folder/would" 2>&1 || return
	grep -q "$place/b/twins/05-generators/server.o" "$tap_folder/would" &&
		grep -q "ln -s $PWD/lessons $place/b/lessons" "$tap_folder/would" &&
		! grep -q "$place/b/lessons/0" "$tap_folder/would"
}

check 'objects beside the program are no lessons' passes_objects_over
check 'lessons beside the program are found' takes_what_lies_beside
check 'make B=DIR puts objects under another name, and the lessons where the program looks' objects_lie_elsewhere
finish
