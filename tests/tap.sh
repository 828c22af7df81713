# TAP for tests in sh; source it. A check passes on status 0; what it printed is shown when it
# fails. `nothing` passes when the command prints nothing: each line is an offender.

tap_count=0
tap_failed=0
export LC_ALL=C

tap_report() { # STATUS NAME
	tap_count=$((tap_count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tap_count - $2"
		return
	fi
	tap_failed=1
	echo "not ok $tap_count - $2"
	sed 's/^/# /' "$tap_folder/said" >&2
}

# The command runs in this shell, so that what it sets stays set.
check() { # NAME COMMAND...
	tap_name=$1
	shift
	"$@" >"$tap_folder/said" 2>&1 && tap_status=0 || tap_status=$?
	tap_report "$tap_status" "$tap_name"
}

nothing() { # NAME COMMAND...
	tap_name=$1
	shift
	"$@" >"$tap_folder/said" 2>&1 || :
	[ ! -s "$tap_folder/said" ] && tap_status=0 || tap_status=1
	tap_report "$tap_status" "$tap_name"
}

# Lines that only one of two files has, in any order.
same_lines() { # FILE FILE
	sort "$1" >"$1.sorted" && sort "$2" >"$2.sorted" && diff "$1.sorted" "$2.sorted"
}

finish() {
	echo "1..$tap_count"
	exit "$tap_failed"
}

tap_folder=$(mktemp -d) || exit 1
trap 'rm -rf "$tap_folder"' EXIT
trap 'exit 1' HUP INT TERM
