#!/bin/sh
# prove.sh LOG ARGUMENT...: prove, whose last line stays the last; but where something has failed, what
# and how is said before it once more, for of a long log the end is read first.
log=$1
shift
mkdir -p "$(dirname "$log")" || exit 1
{
	prove --failures --comments "$@" 2>"$log.errors"
	echo $? >"$log.status"
} | tee "$log" | grep --line-buffered -v '^#'
status=$(cat "$log.status")
if [ "$status" -ne 0 ]; then
	echo
	grep -A 3 '^not ok' "$log" | tail -n 8
	tail -n 8 "$log.errors"
	sed -n '/^Test Summary Report/,$p' "$log"
fi
exit "$status"
