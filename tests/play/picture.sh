#!/bin/sh
# Puts what picture.play shows, with the usual port, between the marks in README.md. One argument:
# the program.
set -eu
cd "$(dirname "$0")/../.."
picture=$(mktemp)
trap 'rm -f "$picture" README.md.new' EXIT
LC_ALL=C "$1" --lang en --lesson 5 --headless --script tests/play/picture.play >"$picture"
awk -v picture="$picture" '
	/^<!-- end of picture/ { inside = 0 }
	!inside
	/^<!-- picture/ {
		inside = 1
		print "```text"
		while ((getline line <picture) > 0) print line
		print "```"
	}' README.md >README.md.new
cat README.md.new >README.md
