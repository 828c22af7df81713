#!/bin/sh
# Every fifth program of the table in run.py, from number 3 on: the parts run side by side.
exec "$(dirname "$0")/conform.sh" --part 3/5 "$@"
