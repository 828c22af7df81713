#!/bin/sh
# Builds a Debian package in $B/deb from what `make dist` has packed, and asks lintian about it.
# The package is a native one: debian/ comes from the template beside this, version and all.
# DEBFULLNAME and DEBEMAIL name who packs it; the author of the last commit, where they do not.
# `make check` has tested the tree, so the package is built without; DEB_BUILD_OPTIONS= tests again.
set -eu

for tool in dh:debhelper dpkg-buildpackage:dpkg-dev; do
	command -v "${tool%:*}" >/dev/null ||
		{ echo "make deb needs ${tool#*:}: make deps-deb installs it" >&2; exit 1; }
done

folder=$B/deb
tree=$folder/asyncviz-$VERSION
rm -rf "$folder"
mkdir -p "$folder"
tar -xzf "$B/asyncviz-$VERSION.tar.gz" -C "$folder"
cp -R src/packaging/debian "$tree/debian"
chmod 755 "$tree/debian/rules"

name=${DEBFULLNAME:-$(git log -1 --format=%an)}
mail=${DEBEMAIL:-$(git log -1 --format=%ae)}
date=$(LC_ALL=C date -u -R -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}")
sed -i "s/@VERSION@/$VERSION/; s/@MAINTAINER@/$name <$mail>/; s/@DATE@/$date/" \
	"$tree/debian/changelog" "$tree/debian/control"

# Nothing that make was told on its command line may reach the make in the package.
export DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS-nocheck}"
case " $DEB_BUILD_OPTIONS " in
*' nocheck '*) export DEB_BUILD_PROFILES=nocheck ;;
esac
(cd "$tree" && env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u B -u VERSION \
	-u CC -u CFLAGS -u CPPFLAGS -u LDFLAGS -u SANITIZE \
	dpkg-buildpackage -us -uc)

if command -v lintian >/dev/null; then
	lintian --allow-root --fail-on error,warning "$folder"/*.changes
else
	echo "lintian is missing: nobody has looked at the package" >&2
fi
ls "$folder"/*.deb
