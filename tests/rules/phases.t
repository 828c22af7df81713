#!/bin/sh
# That a program asks the kernel, or sleeps in it, is seen by its lines and its calls: a twin that
# named such a phase would say that it waits where it does not.

cd "$(dirname "$0")/../.." || exit 1
. tests/tap.sh

check 'twins name phases' grep -qE 'PHASE_(READY|PARK)' lessons/*/*.c
nothing 'no twin names a phase that is seen' grep -nE 'PHASE_(WAIT|ASK)' lessons/*/*.c

finish
