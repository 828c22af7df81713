#!/bin/sh
# What a reader may count on in every file: its width, its length, no typedef, nothing left over.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

files() {
	find src lessons -name '*.[ch]' | sort
}

# Columns of the screen: tabs go to the next multiple of eight, Cyrillic letters are one wide.
# A table that stands between `clang-format off` and `on` has one row a line, as long as it needs.
wide() {
	files | grep '^src/' | xargs perl -CSD -ne '
		BEGIN { binmode STDOUT, ":utf8" }
		$is_table = 1 if m{// clang-format off};
		$is_table = 0 if m{// clang-format on};
		chomp; my $line = $_;
		1 while $line =~ s/\t/" " x (8 - $-[0] % 8)/e;
		print "$ARGV:$.: ", length $line, " columns\n" if length $line > 100 && !$is_table;
		if (eof) { close ARGV; $is_table = 0 }'
}

long() {
	find src lessons -type f ! -name '*.pyc' -exec wc -l {} + |
		awk '$2 != "total" && $1 > ($2 ~ /guide\...\.md$/ ? 800 : 400) { print $2 ": " $1 " lines" }'
}

typedefs() {
	grep -nE '^[[:space:]]*typedef[[:space:]]' $(files) |
		grep -vE 'src/base/value\.h:[0-9]+:typedef uint32_t value;$'
}

# The opening comment says what a file is for.
silent() {
	for file in $(files); do
		head -c 2 "$file" | grep -q '^/\*' || echo "$file does not say what it is for"
	done
}

included_twice() {
	grep -HE '^[[:space:]]*#[[:space:]]*include' $(files) | sort | uniq -d
}

everything() {
	find src lessons tests man .ci Makefile README.md -type f \
		! -path '*/__pycache__/*' ! -name '*.picture'
}

machine_paths() {
	everything | xargs grep -nE '/[w]ork/|/tmp/[t]eam|/home/[a-z]|/[r]oot/'
}

left_over() {
	everything | xargs grep -nE '\b(T[O]DO|F[I]XME|X[X]X)\b'
}

blanks() {
	everything | xargs grep -nE '[[:blank:]]+$'
}

check 'there are files to look at' test "$(files | wc -l)" -gt 50
nothing 'no line of src/ is wider than 100 columns' wide
nothing 'no file of src/ or lessons/ is longer than 400 lines, no guide than 800' long
nothing 'value is the one typedef' typedefs
nothing 'every source file opens with what it is for' silent
nothing 'no header is included twice by a file' included_twice
nothing 'no paths of one machine' machine_paths
nothing 'nothing is left to do' left_over
nothing 'no blanks at the end of a line' blanks
finish
