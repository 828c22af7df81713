#!/bin/sh
# All tests once more under AddressSanitizer and UndefinedBehaviorSanitizer, built beside the others.
cd "$(dirname "$0")/../.." || exit 1
log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT
echo 1..1
if make asan >"$log" 2>&1; then
	echo 'ok 1 - make asan'
else
	echo 'not ok 1 - make asan'
	tail -n 60 "$log" | sed 's/^/# /'
fi
