#!/bin/sh
# Where a program finds its lessons once it has left the tree, and what its completions offer: both
# against the program's own tables.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
program=$(realpath "${ASYNCVIZ:-asyncviz}")
unset ASYNCVIZ_LESSONS
tree=$PWD
away=$tap_folder/away
mkdir -p "$away/bin" "$away/cwd"
cp "$program" "$away/bin/asyncviz"

# A folder of lessons that says in a title where it is.
lessons_at() { # FOLDER NAME
	mkdir -p "$1"
	cp -R lessons/. "$1/"
	sed -i "1s/.*/# From $2/" "$1/05-generators/guide.en.md"
}

lessons_at "$away/option" option
lessons_at "$away/variable" variable
lessons_at "$away/home/.local/share/asyncviz/lessons" home
lessons_at "$away/data/asyncviz/lessons" data
lessons_at "$away/dirs/asyncviz/lessons" dirs

# Elsewhere, with no environment but these variables (none has a blank in it).
bare() { # VARIABLES OPTION...
	variables=$1
	shift
	(cd "$away/cwd" && env -i $variables "$away/bin/asyncviz" --lang en "$@")
}

finds() { # NAME VARIABLES [OPTION...]
	wanted=$1
	shift
	bare "$@" --words lessons >"$tap_folder/lessons" || return
	cat "$tap_folder/lessons"
	grep -qx "5	generators	From $wanted" "$tap_folder/lessons"
}

# Only where none is installed on this machine.
finds_nothing() {
	bare XDG_DATA_DIRS=/nowhere --list 2>"$tap_folder/err"
	status=$?
	cat "$tap_folder/err"
	[ -d /usr/local/share/asyncviz/lessons ] ||
		{ [ "$status" -eq 1 ] && grep -q 'no lessons found' "$tap_folder/err"; }
}

through_link() {
	ln -s "$away/bin/asyncviz" "$away/link"
	(cd / && env -i "$away/link" --lang en --words lessons) | grep 'From program'
}

home=HOME=$away/home
data=XDG_DATA_HOME=$away/data
dirs=XDG_DATA_DIRS=/nowhere:$away/dirs
variable=ASYNCVIZ_LESSONS=$away/variable

check 'without lessons anywhere it says how to name them' finds_nothing
check 'lessons in the data folders' finds dirs "$dirs"
check 'those in the home folder come first' finds home "$home $dirs"
check 'those in the data folder of the user do' finds data "$home $data $dirs"
lessons_at "$away/bin/lessons" program
check 'those beside the program do' finds program "$home $data $dirs"
check 'those that the environment names do' finds variable "$variable $home $data"
check 'those that the option names do' finds option "$variable $home" --lessons "$away/option"
check 'beside a link is not beside the program' through_link

# --- the tables --------------------------------------------------------------------------------

words() {
	ASYNCVIZ_LESSONS=$tree/lessons "$program" --lang en "$@"
}
words --words options >"$tap_folder/options"
words --list | awk '/^[0-9]/ { print $2 }' >"$tap_folder/lessons.list"
words --words lessons | cut -f2 >"$tap_folder/lessons.words"
words --list | awk '/^[0-9]/ { n = $1 } /^ / { print n, $1 }' >"$tap_folder/programs.list"
words --words programs | awk -F'\t' '{ print $1, $2 }' >"$tap_folder/programs.words"
words --help | sed -nE 's/^  (-., |    )--([a-z-]+).*/\2/p' >"$tap_folder/options.help"
cut -f1 "$tap_folder/options" >"$tap_folder/options.words"

table_unknown() {
	words --words nonsense 2>"$tap_folder/err"
	[ $? -eq 2 ] && [ "$(wc -l <"$tap_folder/err")" -eq 1 ]
}

table_full() {
	words --words options >/dev/full
	[ $? -eq 1 ]
}

check 'there are options' test "$(wc -l <"$tap_folder/options.words")" -gt 15
check 'the options are those of --help' diff "$tap_folder/options.help" "$tap_folder/options.words"
nothing 'no field of a row is empty' grep -nE '		|^	|	$' "$tap_folder/options"
check 'the lessons are those of --list' diff "$tap_folder/lessons.list" "$tap_folder/lessons.words"
check 'and so are the programs' diff "$tap_folder/programs.list" "$tap_folder/programs.words"
check 'a table that is none' table_unknown
check 'a full disk' table_full

# --- completions -------------------------------------------------------------------------------

completions=src/packaging/completions
mkdir "$tap_folder/bin"
ln -s "$program" "$tap_folder/bin/asyncviz"

# What bash offers after these words; the last one is being typed.
bash_offers() { # WORD...
	PATH=$tap_folder/bin:$PATH ASYNCVIZ_LESSONS=$tree/lessons LC_ALL=C bash -c '
		. "$0"
		compopt() { :; }
		COMP_WORDS=(asyncviz "$@") COMP_CWORD=$#
		_asyncviz asyncviz "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		printf "%s\n" "${COMPREPLY[@]}"' "$completions/asyncviz.bash" "$@"
}

fish_offers() { # LINE
	HOME=$away/home PATH=$tap_folder/bin:$PATH ASYNCVIZ_LESSONS=$tree/lessons fish --no-config -c '
		source $argv[1]; complete -C $argv[2]' "$completions/asyncviz.fish" "$1" | cut -f1
}

offers() { # WANTED COMMAND...: WANTED has one word after the other, in any order
	wanted=$1
	shift
	printf '%s\n' $wanted >"$tap_folder/wanted"
	"$@" >"$tap_folder/offered"
	same_lines "$tap_folder/wanted" "$tap_folder/offered"
}

all_options=$(sed 's/^/--/' "$tap_folder/options.words")
all_lessons=$(cat "$tap_folder/lessons.words")

if command -v bash >/dev/null; then
	check 'bash: the file is sound' bash -n "$completions/asyncviz.bash"
	check 'bash: it registers itself' bash -c '. "$0" && complete -p asyncviz' "$completions/asyncviz.bash"
	check 'bash: all options' offers "$all_options" bash_offers --
	check 'bash: nothing typed yet' offers "$all_options" bash_offers ''
	check 'bash: lessons' offers "$all_lessons" bash_offers --lesson ''
	check 'bash: the beginning of a lesson' offers generators bash_offers --lesson = gene
	check 'bash: programs of a lesson' offers 'server ignores-eof survives-reset' \
		bash_offers -l generators --program ''
	check 'bash: words of an option' offers 'auto always' bash_offers --color = a
	check 'bash: files' offers 'README.md' bash_offers --script README
	check 'bash: a folder that may be left out' offers 'lessons' bash_offers --check-lessons less
	check 'bash: another option in its place' offers '--version' \
		bash_offers --check-lessons --ver
	check 'bash: nothing to say of a port' offers '' bash_offers --port ''
else
	echo '# no bash: its completion is left out'
fi

if command -v fish >/dev/null; then
	check 'fish: the file is sound' fish --no-config -n "$completions/asyncviz.fish"
	check 'fish: all options' offers "$all_options" fish_offers 'asyncviz --'
	check 'fish: lessons' offers "$all_lessons" fish_offers 'asyncviz --lesson '
	check 'fish: programs of a lesson' offers 'server ignores-eof survives-reset' \
		fish_offers 'asyncviz --lesson=generators --program '
	check 'fish: words of an option' offers 'auto always' fish_offers 'asyncviz --color a'
else
	echo '# no fish: its completion is left out'
fi

# zsh completes only in a terminal: what is looked at is what it is told of each option.
zsh_names() {
	PATH=$tap_folder/bin:$PATH ASYNCVIZ_LESSONS=$tree/lessons zsh -f -c '
		_arguments() { print -rl -- "$@" }
		. "$0"' "$completions/asyncviz.zsh" | sed -nE 's/^(\(-.\))?(--[a-z-]+)=?\[.*/\2/p'
}

if command -v zsh >/dev/null; then
	check 'zsh: all options' offers "$all_options" zsh_names
	check 'zsh: the file is sound' zsh -f -n "$completions/asyncviz.zsh"
else
	echo '# no zsh: its completion is left out'
fi
finish
