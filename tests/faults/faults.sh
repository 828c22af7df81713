#!/bin/sh
# How many rows of rows.txt have a test: a comment or a test's name that begins with the row's id,
# as in `# A6: ...`. With -v also which have none. An id that no row has is an error.

cd "$(dirname "$0")/.." || exit 1
rows=$(sed -n 's/^\([A-G][0-9]*\) .*/\1/p' faults/rows.txt)

# Ids stand before a colon, several with commas between: `/* C4, C5: ... */`.
named=$(grep -rhoE --include='*.c' --include='*.t' --include='*.py' --include='*.play' \
	"(^|[/#*'\"[:space:]])[A-G][0-9]+(, [A-G][0-9]+)*: " . |
	grep -oE '[A-G][0-9]+' | sort -u)

unknown=$(printf '%s\n' "$rows" "$rows" "$named" | sort | uniq -u)
missing=$(printf '%s\n' "$named" "$named" "$rows" | sort | uniq -u)
count=$(printf '%s\n' "$rows" | wc -l)
without=$(printf '%s\n' "$missing" | grep -c .)

echo "$count rows, $((count - without)) tested"
if [ "$1" = -v ]; then
	for row in $(printf '%s\n' "$missing" | sort -V); do
		grep "^$row " faults/rows.txt
	done
fi
[ -z "$unknown" ] || { echo "no such row:" $unknown; exit 1; }
