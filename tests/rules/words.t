#!/bin/sh
# The guides, and the map of the course, keep to one word for one thing, and explain what stands in their listings.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

guides() { # LANGUAGE
	ls lessons/0[1-9]*/guide."$1".md lessons/map."$1".md
}

# `буфер`: (buffer) ...: people meet the English word elsewhere.
words_without_english() {
	perl -CSD -ne '
		$is_words = /^## Words$/ if /^## /;
		print "$ARGV:$.: $_" if $is_words && /^- `\p{Cyrillic}/ && !/`: \([A-Za-z]/;
		close ARGV if eof' $(guides ru)
}

other_words() {
	grep -nE 'цикл(а|у|ом|е)? событий|(К|к)адр' $(guides ru) src/*.c src/*/*.[ch] man/ru/asyncviz.1
}

# After a number it is `байт`, as it is 5 килограммов but 5 байт.
counted_wrongly() {
	perl -CSD -Mutf8 -0777 -ne '
		print "$ARGV: $1\n" while /(([0-9]|десяти|двенадцати|тысячи?)\s(байтов|битов))/g' $(guides ru)
}

# F12: one way to name a client. B9: what is sent takes a byte for each letter.
hints_otherwise() {
	grep -nE '`:(send|read|close|shutdown|reset) [0-9]' $(guides en) $(guides ru)
	perl -CSD -ne '
		print "$ARGV:$.: $_" if /`:send \S+ [^`]*\p{Cyrillic}/;
		close ARGV if eof' $(guides en) $(guides ru)
}

# Names of a listing that learners ask about: each guide of the lesson says what they are.
unexplained() {
	for name in AF_INET SOCK_STREAM 4096 EVENT_READ 'any(' pop StopIteration; do
		grep -lF -- "$name" lessons/0[1-9]*/server.py | while read -r listing; do
			for guide in "${listing%/*}"/guide.??.md; do
				grep -qF -- "$name" "$guide" || echo "$guide says nothing of $name"
			done
		done
	done
}

check 'there are guides to look at' test "$(guides ru | wc -l)" -ge 5
nothing 'a Russian word names its English one' words_without_english
nothing 'one thing has one word in Russian' other_words
nothing 'bytes and bits are counted as Russian counts them' counted_wrongly
nothing 'hints call clients by name, and send a byte a letter' hints_otherwise
nothing 'a name that a listing has is explained' unexplained
finish
