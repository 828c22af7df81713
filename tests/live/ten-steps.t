#!/bin/sh
# The ten steps of lessons/README.md, followed to the letter in a copy of the tree: its blocks are
# cut out and done in their order. Shell blocks are run, each at the top of the tree; Python and C
# are typed in behind the line tagged `append`, Markdown at the end of the guides (English, then
# Russian), and plain text is the demo.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

# What a surrounding make was told is not for the make here.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES B BIN SANITIZE CPPFLAGS LDFLAGS
unset ASYNCVIZ ASYNCVIZ_LESSONS
export CFLAGS=-O0
tree=$tap_folder/tree
blocks=$tap_folder/blocks
lesson=$tree/lessons/11-queues
mkdir "$tree" "$blocks"

copy_tree() {
	tar -c --exclude=./build --exclude=./asyncviz --exclude=./.git . | tar -x -C "$tree" &&
		make -s -j2 -C "$tree"
}

# Writes each block of the steps to a file: STEP.NUMBER.LANGUAGE, its indent taken off.
cut_out() {
	awk -v folder="$blocks" '
		/^## / { inside = $0 == "## Ten steps"; next }
		!inside { next }
		/^[0-9]+\. / { step = $1 + 0; indent = length($1) + 1 }
		/^ *```/ {
			if (file) { close(file); file = ""; next }
			sub(/^ *```/, "")
			file = sprintf("%s/%02d.%02d.%s", folder, step, ++count, $0)
			next
		}
		file { print substr($0, indent + 1) > file }' lessons/README.md
}

steps_are_ten() {
	sed -n '/^## Ten steps/,/^## What/s/^\([0-9]*\)\. .*/\1/p' lessons/README.md | tr '\n' ' ' |
		grep -qx '1 2 3 4 5 6 7 8 9 10 '
}

behind_append() { # BLOCK FILE MARK
	sed -i "/$3/r $1" "$2" && grep -qF -- "$(head -n 1 "$1")" "$2"
}

# The first block of a step in Markdown is for the English guide, the second for the Russian.
to_guide() { # BLOCK
	guide=$lesson/guide.en.md
	[ "$first_guide" = yes ] || guide=$lesson/guide.ru.md
	first_guide=no
	{ echo; cat "$1"; } >>"$guide"
}

do_block() { # BLOCK
	case $1 in
	*.sh) (cd "$tree" && sh -e "$1") ;;
	*.python) behind_append "$1" "$lesson/queues.py" '#: append$' ;;
	*.c) behind_append "$1" "$lesson/queues.c" 'AT(append)' ;;
	*.markdown) to_guide "$1" ;;
	*.text) cp "$1" "$lesson/demo.play" ;;
	*) echo "a block of an unknown kind: $1"; return 1 ;;
	esac
}

# A check of step 7 needs CPython 3.11 as `python3`; without it the step is left out.
has_python() {
	python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null
}

follow() {
	first_guide=yes
	for block in "$blocks"/*; do
		name=$(basename "$block")
		case $name in
		07.*) has_python || { echo '# step 7 is left out: python3 is not 3.11'; continue; } ;;
		esac
		check "step ${name%%.*}: $(head -n 1 "$block")" do_block "$block"
	done
}

is_a_lesson() {
	(cd / && "$tree/asyncviz" --lang en --list) | grep -A1 -x '11  queues  A template' | grep -q queues
}

# Its effect stands in the record of the line behind it.
runs_the_new_line() {
	"$tree/asyncviz" --lesson 11 --headless --port 0 --script "$lesson/demo.play" --steps - |
		grep -F '"line": 7, "func": "remember", "state": {"numbers": [1, 2]}'
}

# What the steps promise in words: a changed listing is refused until the next make.
refuses_a_changed_listing() {
	echo '# another line' >>"$lesson/queues.py"
	! "$tree/asyncviz" --lesson 11 --headless --port 0 --script "$lesson/demo.play" >"$tap_folder/refusal" 2>&1 &&
		grep -q 'make' "$tap_folder/refusal" && make -s -C "$tree" &&
		"$tree/asyncviz" --lesson 11 --headless --port 0 --script "$lesson/demo.play"
}

# A tag of the twin that is not in the listing, as when step 4 was forgotten.
refuses_an_unknown_tag() {
	sed -i 's/  #: again$//' "$lesson/queues.py"
	! make -s -C "$tree" >"$tap_folder/refusal" 2>&1 && grep -q again "$tap_folder/refusal"
}

check 'a copy of the tree is built' copy_tree
check 'the steps are ten, in order' steps_are_ten
cut_out
follow
check 'the menu lists the lesson' is_a_lesson
check 'its new line runs' runs_the_new_line
check 'the rules for tags hold for it' sh -c 'cd "$1" && sh tests/rules/tags.t' - "$tree"
check 'a changed listing is refused until the next make' refuses_a_changed_listing
check 'a tag that is not in the listing does not compile' refuses_an_unknown_tag
finish
