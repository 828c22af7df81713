#!/bin/sh
# install.sh install|uninstall: puts each file where it belongs, or takes each away again, from the
# one list below. The Makefile says the places: DESTDIR, PREFIX, LESSONDIR, ZSHDIR, BIN.
# Folders that others share stay when they are empty; our own one goes.
set -eu

share=$PREFIX/share

# Calls COMMAND MODE SOURCE TARGET for each file.
each() { # COMMAND
	"$1" 755 "$BIN" "$PREFIX/bin/asyncviz"
	"$1" 644 man/asyncviz.1 "$share/man/man1/asyncviz.1"
	for page in man/*/asyncviz.1; do # a page in another language
		[ ! -f "$page" ] || "$1" 644 "$page" "$share/${page%/*}/man1/asyncviz.1"
	done
	for file in lessons/*.md lessons/*/*.py lessons/*/*.c lessons/*/*.md lessons/*/*.play; do
		"$1" 644 "$file" "$LESSONDIR/${file#lessons/}"
	done
	set -- "$1" src/packaging/completions
	"$1" 644 "$2/asyncviz.bash" "$share/bash-completion/completions/asyncviz"
	"$1" 644 "$2/asyncviz.zsh" "$ZSHDIR/_asyncviz"
	"$1" 644 "$2/asyncviz.fish" "$share/fish/vendor_completions.d/asyncviz.fish"
}

put() { # MODE SOURCE TARGET
	install -D -m "$1" -- "$2" "$DESTDIR$3"
}

take() { # MODE SOURCE TARGET
	rm -f -- "$DESTDIR$3"
}

case $1 in
install)
	each put
	;;
uninstall)
	each take
	[ ! -d "$DESTDIR$share/asyncviz" ] ||
		find "$DESTDIR$share/asyncviz" -depth -type d -empty -delete
	;;
esac
