#!/bin/sh
# From the packed sources to an installed program and back: two packs are the same bytes, they
# build, what is installed works from anywhere with no environment, and nothing of it stays.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

# What a surrounding make was told is not for the makes here.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES B BIN PREFIX DESTDIR ZSHDIR LESSONDIR SANITIZE
unset CFLAGS CPPFLAGS LDFLAGS SOURCE_DATE_EPOCH ASYNCVIZ ASYNCVIZ_LESSONS

skip() { # NAME WHY
	tap_count=$((tap_count + 1))
	echo "ok $tap_count - $1 # SKIP $2"
}

version=$(sed -n 's/^#define VERSION "\(.*\)"/\1/p' src/options.c)
name=asyncviz-$version
prefix="$tap_folder/a prefix"
stage=$tap_folder/stage
source=$tap_folder/source/$name
mkdir -p "$source" "$prefix" "$stage"

# --- packing -----------------------------------------------------------------------------------

pack() { # FOLDER
	make -s dist B="$tap_folder/$1"
}

# The same tree elsewhere, with other times and modes, for somebody in Tokyo.
pack_otherwise() (
	umask 077
	mkdir "$tap_folder/copy" && cp -R .git "$tap_folder/copy/.git" &&
		git ls-files -z | tar --null -T - -c | tar -x -m --no-same-permissions -C "$tap_folder/copy" &&
		LC_ALL=C.UTF-8 TZ=Asia/Tokyo make -s -C "$tap_folder/copy" dist B="$tap_folder/two"
)

lists_what_git_knows() {
	git ls-files | LC_ALL=C sort >"$tap_folder/known"
	tar -tzf "$tap_folder/one/$name.tar.gz" | sed "s|^$name/||" | LC_ALL=C sort |
		diff "$tap_folder/known" -
}

if git ls-files --error-unmatch Makefile >/dev/null 2>&1; then
	is_git=yes
	check 'make dist' pack one
	check 'make dist of the same tree elsewhere, with another umask' pack_otherwise
	check 'both are the same bytes' cmp "$tap_folder/one/$name.tar.gz" "$tap_folder/two/$name.tar.gz"
	check 'it holds what git knows' lists_what_git_knows
	check 'it unpacks' tar -xzf "$tap_folder/one/$name.tar.gz" -C "$tap_folder/source"
else
	is_git=
	skip 'make dist' 'git does not know this tree'
	check 'a copy of the tree' sh -c 'tar -c --exclude=./build --exclude=./asyncviz . |
		tar -x -C "$1"' - "$source"
fi

# --- installing --------------------------------------------------------------------------------

build() {
	make -s -C "$source" CFLAGS=-O0 PREFIX="$prefix"
}

into_prefix() { # install|uninstall
	make -s -C "$source" "$1" CFLAGS=-O0 PREFIX="$prefix"
}

into_stage() { # install|uninstall
	make -s -C "$source" "$1" CFLAGS=-O0 PREFIX=/usr DESTDIR="$stage" \
		ZSHDIR=/usr/share/zsh/vendor-completions
}

files_of() { # FOLDER
	(cd "$1" && find . ! -type d | LC_ALL=C sort)
}

# From somewhere else; what else is installed on this machine is kept out of sight.
installed() { # OPTION...
	(cd / && env -i XDG_DATA_DIRS=/nowhere "$prefix/bin/asyncviz" "$@")
}

lists_lessons() {
	installed --list >"$tap_folder/list" &&
		(cd / && env -i "$source/asyncviz" --list) | diff - "$tap_folder/list"
}

has_lessons() {
	(cd lessons && find . -name '*.py' -o -name '*.c' -o -name '*.md' -o -name '*.play') |
		LC_ALL=C sort >"$tap_folder/lessons.tree"
	files_of "$prefix/share/asyncviz/lessons" | diff "$tap_folder/lessons.tree" - || return
	while read -r file; do
		cmp "lessons/$file" "$prefix/share/asyncviz/lessons/$file" || return
	done <"$tap_folder/lessons.tree"
}

runs_script() {
	printf '%s\n' run connect run 'send 1 hello' run dump 'expect Connection from' |
		installed --lang en --lesson 5 --headless --port 0 --script - >"$tap_folder/screen"
}

says_version() {
	[ "$(installed --version)" = "asyncviz $version" ]
}

checks_lessons() {
	installed --check-lessons
}

shows_manual() {
	for page in $(cd "$prefix/share/man" && find . -name asyncviz.1); do
		(cd "$prefix/share/man" && MANPAGER=cat man -l "$page" >"$tap_folder/page") || return
		grep -q asyncviz "$tap_folder/page" || return
	done
	cmp man/asyncviz.1 "$prefix/share/man/man1/asyncviz.1"
}

completes() {
	file=$prefix/share/bash-completion/completions/asyncviz
	bash -n "$file" && PATH=$prefix/bin:$PATH bash -c '. "$0" && complete -p asyncviz &&
		[ "$(_asyncviz_field lessons 1 | wc -l)" -ge 4 ]' "$file"
}

odd_modes() {
	find "$stage" ! -type d ! -path '*/bin/asyncviz' ! -perm 644
	find "$stage" -path '*/bin/asyncviz' ! -perm 755
	find "$stage" -mindepth 1 -type d ! -perm 755
}

# The tree itself, which has another PREFIX compiled in, still takes its own lessons.
tree_takes_its_own() {
	sed -i '1s/.*/# Of the tree/' "$source/lessons/05-generators/guide.en.md"
	(cd / && env -i "$source/asyncviz" --lang en --list) | grep -x '5  generators  Of the tree'
}

check 'the sources build' build
check 'make install' into_prefix install
check 'and again, over what is there' into_prefix install
check 'all lessons are installed' has_lessons
check 'the installed program finds them' lists_lessons
check 'and finds no fault in them' checks_lessons
check 'it runs a script' runs_script
check 'it knows its version' says_version
if command -v man >/dev/null; then
	check 'the manual is shown' shows_manual
else
	skip 'the manual is shown' 'there is no man here'
fi
if command -v bash >/dev/null; then
	check 'bash loads the completion' completes
else
	skip 'bash loads the completion' 'there is no bash here'
fi
check 'the program in the tree takes the lessons of the tree' tree_takes_its_own

check 'make install with DESTDIR' sh -c 'umask 077; exec "$@"' - make -s -C "$source" install \
	CFLAGS=-O0 PREFIX=/usr DESTDIR="$stage" ZSHDIR=/usr/share/zsh/vendor-completions
nothing 'the modes are plain, whatever the umask' odd_modes
check 'the places are those of PREFIX' grep -qaF /usr/share/asyncviz/lessons "$stage/usr/bin/asyncviz"
nothing 'DESTDIR stands in none of the files' grep -rlF "$stage" "$stage"
files_of "$stage" >"$tap_folder/staged"
check 'make uninstall with DESTDIR' into_stage uninstall
nothing 'it leaves no file' files_of "$stage"
nothing 'and no folder of ours' find "$stage" -name 'asyncviz*'

echo 'not ours' >"$prefix/share/asyncviz/lessons/foreign"
check 'make uninstall' into_prefix uninstall
check 'only what is not ours stays' \
	sh -c 'cd "$1" && [ "$(find . ! -type d)" = ./share/asyncviz/lessons/foreign ]' - "$prefix"
check 'make uninstall where nothing is' into_prefix uninstall

# --- the package -------------------------------------------------------------------------------

build_package() {
	make -s deb B="$tap_folder/package"
}

# What make install puts there, and what Debian wants beside it; pages are compressed.
holds_what_is_installed() {
	dpkg-deb --fsys-tarfile "$tap_folder/package/deb/asyncviz_$version"_*.deb | tar -t |
		grep -v '/$' | grep -v '^\./usr/share/doc/' | sed 's/\.1\.gz$/.1/' | LC_ALL=C sort |
		diff "$tap_folder/staged" -
}

if [ -z "$is_git" ]; then
	skip 'make deb' 'git does not know this tree'
elif ! command -v dh >/dev/null; then
	skip 'make deb' 'debhelper is missing: make deps-deb installs it'
else
	command -v lintian >/dev/null || echo '# lintian is missing: make deps-deb installs it'
	check 'make deb' build_package
	check 'the package holds what is installed' holds_what_is_installed
fi
finish
