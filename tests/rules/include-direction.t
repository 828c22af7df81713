#!/bin/sh
# Who may include whom: the arrows between the folders, and the headers and calls that belong to
# one folder alone. Only direct includes count; what a header brings along is its owner's affair.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

arrows=$tap_folder/arrows
cat >"$arrows" <<'ARROWS'
base
trace base
model base trace
net base trace
stage base net trace
lesson base stage
view base model lesson
export base trace model lesson view
app base trace net stage lesson model view
command base app export
loop base app command
terminal base app view command loop
batch base app command loop export
ARROWS

# One line an include: file:line, its folder, the folder it names, the header.
includes() {
	grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' /dev/null \
		$(find src lessons -name '*.[ch]') | awk -F: '
	function layer(path) {
		if (path ~ /^app(_[a-z]+)?\.[ch]$/) return "app"
		if (path ~ /^batch\.[ch]$/) return "batch"
		if (path ~ /^(main|options|options_[a-z]+)\.[ch]$/) return "main"
		return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : path
	}
	{
		file = $1; split($3, part, "\""); header = part[2]; from = file
		sub(/^src\//, "", from)
		from = file ~ /^lessons\// ? "lessons" : layer(from)
		print file ":" $2, from, layer(header), header
	}'
}

includes >"$tap_folder/includes"

wrong_arrows() {
	awk 'NR == FNR { known[$1]; for (i = 2; i <= NF; i++) may[$1, $i]; next }
	$2 == "lessons" || $2 == "main" || $2 == $3 { next }
	!($2 in known) { print $1 ": " $2 " is no folder of the design"; next }
	!(($2, $3) in may) { print $1 ": " $2 " may not include \"" $4 "\"" }' \
		"$arrows" "$tap_folder/includes"
}

# A twin: the lesson API, and the tags of its own listing.
wrong_in_lessons() {
	awk '$2 == "lessons" {
		own = $1; sub(/\.c:.*/, ".tags.h", own); sub(/.*\//, "", own)
		if ($4 != "stage/program.h" && $4 != own) print $1 ": a twin may not include \"" $4 "\""
	}' "$tap_folder/includes"
	grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<' $(find lessons -name '*.[ch]')
}

# What stands outside a folder, comments and strings left out.
outside() { # FOLDER PATTERN
	find src lessons -name '*.[ch]' ! -path "$1" | sort | while read -r file; do
		perl -0777 -pe 's{/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"}{
			my $text = $&; $text =~ tr/\n//cd; $text }gse' "$file" |
			grep -nE "$2" | sed "s|^|$file:|"
	done
}

screen_headers() {
	find src lessons -name '*.[ch]' ! -path 'src/terminal/*' -exec \
		grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*<(.*/)?(n?curses|term|panel|readline|history)(\.h|/)' {} +
}

calls='(^|[^A-Za-z0-9_>.])(socket|accept4?|recv(from|m?msg)?|send(to|m?msg)?|bind|listen|connect|[gs]etsockopt)[[:space:]]*\('

check 'there are includes to look at' test "$(wc -l <"$tap_folder/includes")" -gt 100
nothing 'every include goes in a direction of the design' wrong_arrows
nothing 'a twin includes the lesson API and its own tags alone' wrong_in_lessons
nothing 'only terminal/ names curses or readline' screen_headers
nothing 'only net/ makes socket calls' outside 'src/net/*' "$calls"
nothing 'FD_SET and its kin stand in net/net.c alone' \
	outside src/net/net.c '(^|[^A-Za-z0-9_])FD_(SET|CLR|ISSET|ZERO)([^A-Za-z0-9_]|$)'
finish
