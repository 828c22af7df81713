#!/bin/sh
# The tables in the code are the truth: --help, the command `help` and the manual, in both languages,
# say what they say.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
program=${ASYNCVIZ:-./asyncviz}

# Options, as `-l --lesson N|NAME`, from the table, from --help and from the manual.
sed -nE "s/^\t\{(0|'(.)'), \"([a-z-]+)\", (NULL|\"([^\"]*)\").*/-\2 --\3 \5/p" src/options_rows.c |
	sed -E 's/^- //; s/ $//' >"$tap_folder/options.table"
"$program" --lang en --help | sed -nE 's/^  (-(.), |    )--([a-z-]+)( ([^ ]+))?( .*|$)/-\2 --\3 \5/p' |
	sed -E 's/^- //; s/ $//' >"$tap_folder/options.help"

# What the manual says, as the tables have it. Pages differ in the names of their sections only, and
# in the words and signs for a few keys.
section() { # MANUAL FROM TO
	awk -v from=".Sh $2" -v to=".Sh $3" '$0 == from { on = 1 } $0 == to { on = 0 } on && /^\.It/' "$1"
}
options_of() { # MANUAL FROM TO
	section "$@" | grep '^\.It Fl' |
		sed -E 's/^\.It //; s/Fl -?([A-Za-z-]+)/<&>/g; s/<Fl -([a-z-]+)>/--\1/g; s/<Fl ([A-Za-z])>/-\1/g
			s/ , / /; s/ Ar / /'
}
commands_of() { # MANUAL FROM TO
	section "$@" | grep '^\.It Ic' | sed -E 's/^\.It Ic //; s/ Ar / /g; s/ Cm / /g'
}
keys_of() { # MANUAL FROM TO
	section "$@" | sed -E 's/\\\(->/Right/; s/\\\(<-/Left/; s/\\\(ua/Up/; s/\\\(da/Down/
		s/Пробел/Space/; s/\\&//g' | tr ' ' '\n'
}
for page in man/asyncviz.1 man/ru/asyncviz.1; do
	case $page in
	*ru*) set -- ПАРАМЕТРЫ КОМАНДЫ КЛАВИШИ УРОКИ ;;
	*) set -- OPTIONS COMMANDS KEYS LESSONS ;;
	esac
	name=$(basename "$(dirname "$page")")
	options_of "$page" "$1" "$2" >"$tap_folder/options.$name"
	commands_of "$page" "$2" "$3" >"$tap_folder/commands.$name"
	keys_of "$page" "$3" "$4" >"$tap_folder/keys.$name"
	grep -o '^\.It Sy [0-9]* [a-z-]*' "$page" | sed 's/^.It Sy //' >"$tap_folder/lessons.$name"
	grep '^\.It' "$page" | sed -nE 's/^\.It (Fl|Ev|Pa|Li) (.*)/\2/p' >"$tap_folder/all.$name"
	grep -E '^\.Sy [a-z-]+ :$' "$page" >"$tap_folder/programs.$name"
done
"$program" --lang en --list | sed -nE 's/^([0-9]+)  ([a-z-]+)  .*/\1 \2/p' >"$tap_folder/lessons.list"
"$program" --lang en --list | sed -nE 's/^     ([a-z-]+)$/.Sy \1 :/p' | grep -vx '.Sy server :' \
	>"$tap_folder/programs.list"

# getopt takes what the table says: it complains of the word after it.
not_taken() {
	while read -r row; do
		name=$(printf '%s\n' "$row" | sed -E 's/.*--([a-z-]+).*/\1/')
		case $name in help | version) continue ;; esac
		for word in "--$name" $(printf '%s\n' "$row" | sed -nE 's/^(-[A-Za-z]) .*/\1/p'); do
			said=$("$program" --lang en "$word" 5 --no-such-option </dev/null 2>&1)
			case $said in
			*'no option --no-such-option'* | *"not a valid value for --$name"*) ;;
			*) echo "$word: $said" ;;
			esac
		done
	done <"$tap_folder/options.table"
}

ends_well() { # OPTION
	"$program" "$1" >"$tap_folder/out" && test -s "$tap_folder/out"
}

# Commands, with their usage: the table is a file a command.
sed -nE 's/^\t\.usage = "(.*)",$/\1/p' $(grep -l '^const struct command command_' src/command/*.c) \
	>"$tap_folder/commands.table"
grep -l '^const struct command command_' src/command/*.c | sed -E 's|.*/(.*)\.c|\1|' \
	>"$tap_folder/commands.files"
echo help >"$tap_folder/help.play"
"$program" --lang en --lesson 5 --headless --port 0 --script "$tap_folder/help.play" \
	>"$tap_folder/help.text"
awk '{ print $1 }' "$tap_folder/help.text" >"$tap_folder/commands.help"
awk '{ print $1 }' "$tap_folder/commands.table" >"$tap_folder/commands.names"

# Keys: the ones that the commands declare for the help stand in the manual too.
keys_missing() { # man|ru
	sed -nE 's/^\t\.keys = "(.+)",$/\1/p' src/command/*.c |
		sed -E 's/→/Right/; s/←/Left/; s/↑/Up /; s/↓/Down/; s/(\^[A-Z])/\1 /g
			s/\b([a-z])([a-z])\b/\1 \2/g' | tr -s ' ' '\n' | sort -u | grep . |
		while read -r key; do
			grep -qFx -- "$key" "$tap_folder/keys.$1" || echo "the manual lacks key $key"
		done
}

check 'there are options' test "$(wc -l <"$tap_folder/options.table")" -gt 15
check '--help lists the options of the table' \
	diff "$tap_folder/options.table" "$tap_folder/options.help"
nothing 'the command line takes each option of the table' not_taken
check '--help ends well' ends_well --help
check '-V ends well' ends_well -V
check 'there are commands' test "$(wc -l <"$tap_folder/commands.table")" -gt 20
check 'each file of src/command/ that exports a command is named after it' \
	same_lines "$tap_folder/commands.names" "$tap_folder/commands.files"
check '`help` lists the commands' same_lines "$tap_folder/commands.names" "$tap_folder/commands.help"
for page in man ru; do
	check "the manual lists the options of the table: $page" \
		diff "$tap_folder/options.table" "$tap_folder/options.$page"
	check "the manual lists the commands, as their usage is: $page" \
		same_lines "$tap_folder/commands.table" "$tap_folder/commands.$page"
	nothing "the manual lists the keys that the help shows: $page" keys_missing "$page"
	check "the manual lists the lessons: $page" \
		diff "$tap_folder/lessons.list" "$tap_folder/lessons.$page"
	check "the manual tells of their other programs: $page" \
		diff "$tap_folder/programs.list" "$tap_folder/programs.$page"
done
check 'both manuals list the same variables, files and records' \
	diff "$tap_folder/all.man" "$tap_folder/all.ru"
finish
