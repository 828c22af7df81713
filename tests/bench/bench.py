"""The table of `make bench`: speed and memory, each with the bound that the project set itself.

usage: bench.py [options] ASYNCVIZ TOOLS [COMMAND ...]

TOOLS is the folder with `load` and `plain`. Every COMMAND is a program that prints lines
`name value unit bound` (the name may have spaces; bound `-` for none, `N` for at most N, `<N` for
less); its rows follow the others. A row over its bound is marked, which fails nothing: the exit
status is 1 only when something could not be run.
"""

import argparse
import functools
import pathlib
import subprocess
import sys

import screen
import serving

COMMAND_SECONDS = 120


def over(value, bound):
    if bound == "-":
        return False
    return value >= float(bound[1:]) if bound.startswith("<") else value > float(bound)


def show(row):
    name, value, unit, bound = row
    mark = "over" if over(value, bound) else ""
    print(f"{name:44} {value:>10.2f}  {unit:9} {bound:>6}  {mark}".rstrip(), flush=True)


def rows_of_command(command, bench):
    """The rows that another program prints."""
    try:
        done = subprocess.run([command], capture_output=True, text=True, check=False,
                              timeout=COMMAND_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise serving.CouldNotRun(f"{command}: {error}") from None
    if done.returncode != 0:
        raise serving.CouldNotRun(f"{command}: {done.stderr.strip() or 'failed without a word'}")
    for line in done.stdout.splitlines():
        name, value, unit, bound = line.rsplit(None, 3)
        yield name, float(value), unit, bound


def options():
    parse = argparse.ArgumentParser(description="the table of `make bench`")
    parse.add_argument("--runs", type=int, default=11, help="runs of which the median is taken")
    parse.add_argument("--seconds", type=float, default=1.0, help="the length of a load run")
    parse.add_argument("--only", choices=("serving", "growth", "screen", "commands"),
                       help="one part")
    parse.add_argument("asyncviz", type=pathlib.Path)
    parse.add_argument("tools", type=pathlib.Path, help="the folder with load and plain")
    parse.add_argument("commands", nargs="*", help="programs that print further rows")
    bench = parse.parse_args()
    bench.asyncviz, bench.tools = bench.asyncviz.resolve(), bench.tools.resolve()
    bench.lessons = pathlib.Path(__file__).resolve().parents[2] / "lessons"
    return bench


def main():
    bench = options()
    parts = {"serving": [serving.rows], "growth": [serving.growth_rows],
             "screen": [screen.calm_rows, screen.loaded_rows]}
    parts["commands"] = [functools.partial(rows_of_command, c) for c in bench.commands]
    failed = False
    print(f"{'measure':44} {'value':>10}  {'unit':9} {'bound':>6}", flush=True)
    for name, sources in parts.items():
        for rows in sources if bench.only in (None, name) else []:
            try:
                for row in rows(bench):
                    show(row)
            except (serving.CouldNotRun, OSError, ValueError) as reason:
                print(f"could not be run: {reason}", flush=True)
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
