#!/bin/sh
# The tables in the code are the truth: --help, the command `help` and the manual say what they say.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh
program=${ASYNCVIZ:-./asyncviz}
manual=man/asyncviz.1

# Options, as `-l --lesson N|NAME`, from the table, from --help and from the manual.
sed -nE "s/^\t\{(0|'(.)'), \"([a-z-]+)\", (NULL|\"([^\"]*)\").*/-\2 --\3 \5/p" src/options.c |
	sed -E 's/^- //; s/ $//' >"$tap_folder/options.table"
"$program" --lang en --help | sed -nE 's/^  (-(.), |    )--([a-z-]+)( ([^ ]+))?( .*|$)/-\2 --\3 \5/p' |
	sed -E 's/^- //; s/ $//' >"$tap_folder/options.help"
awk '/^\.Sh OPTIONS/ { on = 1 } /^\.Sh COMMANDS/ { on = 0 } on && /^\.It Fl/' "$manual" |
	sed -E 's/^\.It //; s/Fl -?([A-Za-z-]+)/<&>/g; s/<Fl -([a-z-]+)>/--\1/g; s/<Fl ([A-Za-z])>/-\1/g
		s/ , / /; s/ Ar / /' >"$tap_folder/options.manual"

# getopt takes what the table says: it complains of the word after it.
not_taken() {
	while read -r row; do
		name=$(printf '%s\n' "$row" | sed -E 's/.*--([a-z-]+).*/\1/')
		case $name in help | version) continue ;; esac
		for word in "--$name" $(printf '%s\n' "$row" | sed -nE 's/^(-[A-Za-z]) .*/\1/p'); do
			said=$("$program" --lang en "$word" 5 --no-such-option </dev/null 2>&1)
			case $said in
			*'no option --no-such-option'* | *"no good value for --$name"*) ;;
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
awk '/^\.Sh COMMANDS/ { on = 1 } /^\.Sh KEYS/ { on = 0 } on && /^\.It Ic/' "$manual" |
	sed -E 's/^\.It Ic //; s/ Ar / /g; s/ Cm / /g' >"$tap_folder/commands.manual"

# Keys: the ones that the commands declare for the help stand in the manual too.
keys_missing() {
	awk '/^\.Sh KEYS/ { on = 1 } /^\.Sh LESSONS/ { on = 0 } on && /^\.It/' "$manual" |
		sed 's/\\&//g' | tr ' ' '\n' >"$tap_folder/keys.manual"
	sed -nE 's/^\t\.keys = "(.+)",$/\1/p' src/command/*.c |
		sed -E 's/→/Right/; s/←/Left/; s/↑/Up /; s/↓/Down/; s/(\^[A-Z])/\1 /g
			s/\b([a-z])([a-z])\b/\1 \2/g' | tr -s ' ' '\n' | sort -u | grep . |
		while read -r key; do
			grep -qFx -- "$key" "$tap_folder/keys.manual" || echo "the manual lacks key $key"
		done
}

check 'there are options' test "$(wc -l <"$tap_folder/options.table")" -gt 15
check '--help lists the options of the table' \
	diff "$tap_folder/options.table" "$tap_folder/options.help"
check 'the manual lists the options of the table' \
	diff "$tap_folder/options.table" "$tap_folder/options.manual"
nothing 'the command line takes each option of the table' not_taken
check '--help ends well' ends_well --help
check '-V ends well' ends_well -V
check 'there are commands' test "$(wc -l <"$tap_folder/commands.table")" -gt 20
check 'each file of src/command/ that exports a command is named after it' \
	same_lines "$tap_folder/commands.names" "$tap_folder/commands.files"
check '`help` lists the commands' same_lines "$tap_folder/commands.names" "$tap_folder/commands.help"
check 'the manual lists the commands, as their usage is' \
	same_lines "$tap_folder/commands.table" "$tap_folder/commands.manual"
nothing 'the manual lists the keys that the help shows' keys_missing
finish
