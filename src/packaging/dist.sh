#!/bin/sh
# Packs what git knows into $B/asyncviz-$VERSION.tar.gz. The same tree gives the same bytes, whoever
# packs it and when: files in order, one time, no owner, no umask.
set -eu
export LC_ALL=C

target=$B/asyncviz-$VERSION.tar.gz
mkdir -p "$B"
trap 'rm -f "$B/dist.files" "$B/dist.tar"' EXIT

git ls-files -z >"$B/dist.files"
[ -s "$B/dist.files" ] || { echo "git knows no files here" >&2; exit 1; }
time=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}

tar --create --file="$B/dist.tar" --format=ustar --sort=name --mtime="@$time" \
	--owner=0 --group=0 --numeric-owner --mode=u+rw,go=rX \
	--transform="flags=r;s,^,asyncviz-$VERSION/," --null --files-from="$B/dist.files"
gzip -9n <"$B/dist.tar" >"$target"
echo "$target"
