#!/bin/sh
# X19: what is shown has one blank after a full stop, in both languages.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

# Strings of C that end a sentence with two blanks, or begin with two behind one; texts of guides.
two_blanks() {
	find src -name '*.[ch]' | sort | xargs perl -ne '
		while (/"((?:\\.|[^"\\])*)"/g) { print "$ARGV:$.: $1\n" if $1 =~ /[.!?]\s{2}/ }
		close ARGV if eof'
	grep -nE '[.!?]  +[^ ]' lessons/*/guide.*.md lessons/map.*.md
}

check 'there are sentences to look at' sh -c 'grep -rqE "\"[^\"]*[.] " src/view'
nothing 'no sentence has two blanks behind it' two_blanks
finish
