#!/bin/sh
# All tests once more under AddressSanitizer and UndefinedBehaviorSanitizer, built beside the others:
# those of `make check`, not the long ones, which take minutes without sanitizers already.
cd "$(dirname "$0")/../.." || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
echo 1..1
if env -u LONG make asan >"$log" 2>&1; then
	echo 'ok 1 - make asan'
else
	echo 'not ok 1 - make asan'
	tail -n 30 "$log" | sed 's/^/# /' >&2
fi
