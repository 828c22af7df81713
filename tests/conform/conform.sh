#!/bin/sh
# Conformance with CPython 3.11: finds one and runs run.py, or says clearly that it was not tested.

here=$(dirname "$0")
for python in python3.11 python3 /usr/bin/python3.11 /usr/bin/python3; do
	if "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.implementation.name != "cpython")' 2>/dev/null; then
		exec "$python" -B "$here/run.py" ${LONG:+--seeds 1000} "$@"
	fi
done
echo '1..0 # SKIP python3 3.11 is not here'
