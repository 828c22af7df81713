#!/bin/sh
# A listing and its twin tell the same story: each tag of one stands in the other, both in the
# order of the listing's functions, and no stop hides under an `if` without braces.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

# Tags of a listing, in order.
of_listing() {
	sed -nE 's/^.*[^[:space:]].*  #: ([a-z][a-z0-9_]*)[[:space:]]*$/\1/p' "$1"
}

# Tags of a twin that stand where the pattern says.
of_twin() { # FILE PATTERN
	perl -0777 -ne 's{/\*.*?\*/}{}gs; while (/'"$2"'/g) { print $1 // $2, "\n" }' "$1"
}

stops='\b(?:AT|EXCEPT)\((\w+)'
named='\b(?:AT|EXCEPT|CALL|YIELD)\((\w+)|\bat_(\w+)'

# A listing is a Python file with tags; one without any is for running by hand.
listings() {
	grep -lE '  #: [a-z]' lessons/*/*.py
}

alone() {
	for c in lessons/*/*.c; do
		listings | grep -qxF "${c%.c}.py" || echo "$c has no listing beside it"
	done
	listings | while read -r python; do
		[ -f "${python%.py}.c" ] || echo "$python has no twin beside it"
	done
}

strangers() {
	for c in lessons/*/*.c; do
		of_listing "${c%.c}.py" >"$tap_folder/listing"
		of_twin "$c" "$named" | sort -u | while read -r tag; do
			grep -qx "$tag" "$tap_folder/listing" ||
				echo "$c: tag $tag is not in ${c%.c}.py"
		done
	done
}

unused() {
	for c in lessons/*/*.c; do
		of_twin "$c" "$stops" >"$tap_folder/stops"
		of_listing "${c%.c}.py" | while read -r tag; do
			grep -qx "$tag" "$tap_folder/stops" ||
				echo "${c%.c}.py: $c never stops at tag $tag"
		done
	done
}

twice() {
	for c in lessons/*/*.c; do
		of_listing "${c%.c}.py" | sort | uniq -d | sed "s|^|${c%.c}.py: twice: |"
		of_twin "$c" "$stops" | sort | uniq -d | sed "s|^|$c: twice: |"
	done
}

# Lines that run and have no tag: all but blanks, comments, heads at the left margin, and those that
# CPython never stops at.
untagged() {
	grep -nvE '^[[:space:]]*(#.*)?$|  #: [a-z][a-z0-9_]*$|^(from|import|def|async def|class) |^ *(else|finally):$' \
		$(listings)
}

# The tags of each function, one function a line: they have the same order on both sides.
order_of_listing() {
	awk '/^[^[:space:]#]/ { if (l) print l; l = ""; inside = /^(async )?def / }
	/  #: [a-z]/ { if (inside) l = l " " $NF; else m = m " " $NF }
	END { if (l) print l; print m }' "$1" | sort
}

order_of_twin() {
	perl -0777 -ne 's{/\*.*?\*/}{}gs;
		while (/\bBEGIN\(\w+\)(.*?)\bEND\b/gs) {
			my $body = $1;
			print map({ " $_" } $body =~ /\b(?:AT|EXCEPT)\((\w+)/g), "\n";
		}' "$1" | sort
}

out_of_order() {
	for c in lessons/*/*.c; do
		order_of_listing "${c%.c}.py" >"$tap_folder/a"
		order_of_twin "$c" >"$tap_folder/b"
		diff "$tap_folder/a" "$tap_folder/b" >"$tap_folder/diff" ||
			{ echo "$c:"; cat "$tap_folder/diff"; }
	done
}

# AT is several statements: it opens its line, after a statement or a brace.
hidden_stops() {
	perl -0777 -ne '
		s{/\*.*?\*/}{ my $text = $&; $text =~ tr/\n//cd; $text }gse;
		while (/\bAT\((\w+)\)/g) {
			my ($before, $tag) = (substr($_, 0, $-[0]), $1);
			my $line = 1 + ($before =~ tr/\n//);
			print "$ARGV:$line: AT($tag) does not open its line\n" if $before !~ /(^|\n)[ \t]*$/;
			$before =~ s/\s+$//;
			print "$ARGV:$line: AT($tag) stands under a condition without braces\n"
				if $before !~ /[;{}]$/ && $before !~ /\b(BEGIN|EXCEPT)\([^()]*\)$/;
		}' lessons/*/*.c
}

check 'there are twins' test -f lessons/05-generators/server.c
check 'tags are found in a listing' test "$(of_listing lessons/05-generators/server.py | wc -l)" -gt 30
nothing 'listing and twin stand side by side' alone
nothing 'every tag of a twin is in its listing' strangers
nothing 'a twin stops at every tag of its listing' unused
nothing 'no tag stands twice' twice
nothing 'every line that runs has a tag' untagged
nothing 'both sides have their tags in the same order' out_of_order
nothing 'no stop hides under a condition without braces' hidden_stops
finish
