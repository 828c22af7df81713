#!/bin/sh
# Every fifth program of the table in run.py, from number 1 on: the parts run side by side.
exec "$(dirname "$0")/conform.sh" --part 1/5 "$@"
