#!/usr/bin/env python3
"""Compares what asyncviz shows of a lesson with what CPython does with its listing.

For each program of the table below, and for each fixed and random script, the records of
`asyncviz --steps -` must equal those of trace_cpython.py.  Prints TAP.
"""

import argparse
import dataclasses
import json
import multiprocessing
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import blocking
import compare
import scripts
import trace_cpython

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SECONDS = 40                    # one script, one side; a hang is a failure, not a wait
WORKERS = 2
SHOWN_WIDTH = 80                # of a line of a script
MOST_FAILURES = 3               # after so many a line of TAP is settled, and the rest is not run
ROUNDS = 16                     # fresh runs of both sides that must differ


@dataclasses.dataclass(frozen=True)
class Program:
    lesson: int
    name: str
    listing: str
    limit: int
    seeds: int
    folder: str = "fixed"       # of its fixed scripts


PROGRAMS = (
    Program(1, "server", "lessons/01-blocking/server.py", 10000, 200),
    Program(1, "functions", "lessons/01-blocking/functions.py", 10000, 60),
    Program(1, "never-reads", "lessons/01-blocking/never-reads.py", 10000, 0, "never-reads"),
    Program(2, "server", "lessons/02-select/server.py", 10000, 200),
    Program(2, "forgot-remove", "lessons/02-select/forgot-remove.py", 10000, 60),
    Program(2, "survives-reset", "lessons/02-select/survives-reset.py", 10000, 200),
    Program(2, "ignores-eof", "lessons/02-select/ignores-eof.py", 300, 60),
    Program(2, "busy-handler", "lessons/02-select/busy-handler.py", 10000, 0, "busy-handler"),
    Program(3, "server", "lessons/03-callbacks/server.py", 10000, 200),
    Program(3, "survives-reset", "lessons/03-callbacks/survives-reset.py", 10000, 200),
    Program(3, "busy-handler", "lessons/03-callbacks/busy-handler.py", 10000, 0, "busy-handler"),
    Program(5, "server", "lessons/05-generators/server.py", 10000, 200),
    Program(5, "survives-reset", "lessons/05-generators/survives-reset.py", 10000, 200),
    Program(5, "ignores-eof", "lessons/05-generators/ignores-eof.py", 300, 60),
)


@dataclasses.dataclass(frozen=True)
class Case:
    """One script for one program."""
    asyncviz: str
    program: Program
    name: str
    script: str


@dataclasses.dataclass(frozen=True)
class Verdict:
    case: Case
    trouble: list       # lines that say what is wrong; empty where nothing is
    records: int
    end: str            # how CPython's run ended
    rounds: int = 1     # that it took
    has_failed: bool = False    # a side did, which no timer of the kernel explains


class SideFailed(Exception):
    """One side gave no records to compare."""


def run_cpython(case):
    """The tracer's output, from a forked child: it patches its process and does not return."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(err.fileno(), 2)
            signal.alarm(SECONDS)
            with open(out.fileno(), "w", encoding="utf-8", closefd=False) as file:
                trace_cpython.trace(str(ROOT / case.program.listing), case.script,
                                    case.program.limit, file)
        _, status = os.waitpid(child, 0)
        if status != 0:
            err.seek(0)
            raise SideFailed(f"trace_cpython.py: wait status {status}\n{err.read().decode()}")
        out.seek(0)
        return out.read().decode()


def run_asyncviz(case):
    with tempfile.NamedTemporaryFile("w", suffix=".play", encoding="utf-8") as script:
        script.write(case.script)
        script.flush()
        command = [case.asyncviz, "--lesson", str(case.program.lesson),
                   "--program", case.program.name, "--port", "0", "--headless",
                   "--script", script.name, "--steps", "-", "--limit", str(case.program.limit)]
        try:
            done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, timeout=SECONDS,
                                  capture_output=True, check=False)
        except subprocess.TimeoutExpired:
            raise SideFailed(f"asyncviz did not end within {SECONDS} seconds") from None
    if done.returncode != 0:
        message = done.stderr.decode(errors="replace")
        raise SideFailed(f"asyncviz: status {done.returncode}\n{message}")
    return done.stdout.decode()


def judge(case):
    """Both sides run on real sockets, and a kernel timer (the delayed acknowledgement, 40 ms) may
    fire in one of them when a busy machine lets it wait: bytes are there sooner.  A difference of
    the programs shows in every run, so it counts only when fresh runs of both sides show it too.
    """
    for rounds in range(1, ROUNDS + 1):
        verdict = judge_once(case)
        if not verdict.trouble or verdict.has_failed:
            break
    return dataclasses.replace(verdict, rounds=rounds)


def judge_once(case):
    expected, end, has_failed = [], "nothing", False
    try:
        expected = compare.normalise(run_cpython(case))
        end = json.loads(expected[-1])["end"]
        found = compare.normalise(run_asyncviz(case))
        trouble = compare.difference(expected, found) or []
    except (SideFailed, ValueError) as error:
        trouble, has_failed = str(error).splitlines() or ["no output"], True
    return Verdict(case, trouble, len(expected), end, has_failed=has_failed)


def judge_unless_settled(case):
    """In a worker: None once enough went wrong.  Letting the workers finish, rather than stopping
    them, leaves no asyncviz behind."""
    if failures.value >= MOST_FAILURES:
        return None
    verdict = judge(case)
    if verdict.trouble:
        with failures.get_lock():
            failures.value += 1
    return verdict


def judge_all(cases):
    """The verdicts, in the order of the cases, by several workers."""
    count = multiprocessing.Value("i", 0)
    with multiprocessing.Pool(WORKERS, share_failures, (count,)) as pool:
        return [verdict for verdict in pool.map(judge_unless_settled, cases, chunksize=1) if verdict]


failures = None                 # in a worker: how many there were in all of them


def share_failures(count):
    """A worker's first act: the counter has to be handed over when the worker starts."""
    global failures
    failures = count


def fixed_cases(asyncviz, program):
    return [Case(asyncviz, program, f"tests/conform/{program.folder}/{path.name}", path.read_text("utf-8"))
            for path in sorted((HERE / program.folder).glob("*.play"))]


def random_cases(asyncviz, program, first):
    return [Case(asyncviz, program, f"seed {seed}", scripts.random_script(seed))
            for seed in range(first, first + program.seeds)]


def diagnose(verdict):
    """A failure in full: what differs, the script, and how to see it again."""
    program = verdict.case.program
    print(f"# {verdict.case.name}: {verdict.trouble[0]}")
    for line in verdict.trouble[1:]:
        print(f"# {line}")
    print("# the script:")
    for line in verdict.case.script.splitlines():
        print(f"#   {line if len(line) <= SHOWN_WIDTH else line[:SHOWN_WIDTH] + '...'}")
    if verdict.case.name.startswith("seed "):
        print(f"# again: tests/conform/run.py --lesson {program.lesson} --program {program.name}"
              f" --listing {program.listing} --limit {program.limit}"
              f" --first {verdict.case.name.removeprefix('seed ')} --seeds 1")


def report(number, program, kind, total, verdicts):
    """One line of TAP for all `total` scripts of one kind; says whether it is `ok`."""
    failed = [verdict for verdict in verdicts if verdict.trouble]
    ends = {}
    for verdict in verdicts:
        ends[verdict.end] = ends.get(verdict.end, 0) + 1
    good = len(verdicts) == total and not failed
    print(f"{'ok' if good else 'not ok'} {number} - lesson {program.lesson} {program.name}: "
          f"{len(verdicts) - len(failed)} of {total} {kind} scripts equal CPython, "
          f"{sum(verdict.records for verdict in verdicts)} records")
    if len(verdicts) < total:
        print(f"# {total - len(verdicts)} were not run after {len(failed)} failures")
    again = [verdict.case.name for verdict in verdicts if verdict.rounds > 1]
    if again:
        print(f"# {len(again)} needed another round: {', '.join(again)}")
    print("# ended by " + ", ".join(f"{end} {count}" for end, count in sorted(ends.items())))
    for verdict in failed:
        diagnose(verdict)
    sys.stdout.flush()
    return good


def report_blocking(number):
    """The same for what the harness itself relies on."""
    lines = blocking.differences()
    print(f"{'not ok' if lines else 'ok'} {number} - send() of the harness ends as a blocking one, "
          f"in {len(blocking.WAYS)} ways")
    for line in lines:
        print(f"# {line}")
    return not lines


def part(text):
    """"2/3" as numbers."""
    number, count = map(int, text.split("/"))
    if not 1 <= number <= count:
        raise ValueError
    return number, count


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asyncviz", default=str(ROOT / "asyncviz"), metavar="PATH")
    parser.add_argument("--seeds", type=int, help="random scripts for each program")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--lesson", type=int, help="only this lesson")
    parser.add_argument("--program", help="only this program")
    parser.add_argument("--part", type=part, default=(1, 1), metavar="I/N",
                        help="of the programs only every Nth, from the Ith on")
    parser.add_argument("--listing", help="a listing in place of the table's; needs --lesson")
    parser.add_argument("--limit", type=int, help="lines that one `run` may take")
    return parser.parse_args()


def chosen_programs(options):
    """The table, cut down and altered as the options say."""
    if options.listing:
        listing = str(pathlib.Path(options.listing).resolve())
        programs = [Program(options.lesson or 0, options.program or "server", listing,
                            trace_cpython.DEFAULT_LIMIT, 200)]
    else:
        programs = [program for program in PROGRAMS
                    if options.lesson in (None, program.lesson)
                    and options.program in (None, program.name)]
        number, count = options.part
        programs = programs[number - 1::count]
    changes = {name: getattr(options, name) for name in ("seeds", "limit")
               if getattr(options, name) is not None}
    return [dataclasses.replace(program, **changes) if program.seeds else program
            for program in programs]


def bail_out(why):
    print(f"Bail out! {why}")
    sys.exit(1)


def main():
    options = parse_options()
    asyncviz = str(pathlib.Path(options.asyncviz).resolve())
    programs = chosen_programs(options)
    if not os.access(asyncviz, os.X_OK):
        bail_out(f"{asyncviz} is not built")
    if not programs:
        bail_out("no such lesson or program in tests/conform/run.py")
    print(f"1..{1 + sum(1 + (program.seeds > 0) for program in programs)}", flush=True)
    number, all_good = 1, report_blocking(1)
    for program in programs:
        for kind, cases in (("fixed", fixed_cases(asyncviz, program)),
                            ("random", random_cases(asyncviz, program, options.first))):
            if kind == "random" and not cases:
                continue
            number += 1
            all_good &= report(number, program, kind, len(cases), judge_all(cases))
    sys.exit(0 if all_good else 1)


if __name__ == "__main__":
    main()
