#!/usr/bin/env python3
"""trace_cpython.py [--limit LINES] LISTING SCRIPT

Runs a listing in this CPython (3.11) under sys.settrace, its waits answered by the script, and
prints a JSON line for each line about to run, for each print() and for the end.  This is what
`asyncviz --steps -` is compared with; it knows nothing of asyncviz.
"""

import argparse
import ast
import builtins
import inspect
import io
import json
import os
import sys
import traceback

import waits
from clients import ScriptError, parse_script
from naming import Namer

DEFAULT_LIMIT = 10000
NO_STEPS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def defining_lines(tree):
    """Lines on which CPython runs an import, a def or a class of the module, decorators too."""
    lines = set()
    for node in tree.body:
        if isinstance(node, NO_STEPS):
            decorators = getattr(node, "decorator_list", [])
            lines.update(decorator.lineno for decorator in decorators)
            lines.update(range(node.lineno, first_body_line(node)))
    return lines


def first_body_line(node):
    """The line after a header, which may be several lines long; an import is all header."""
    body = getattr(node, "body", None)
    return max(body[0].lineno if body else node.end_lineno + 1, node.lineno + 1)


class Tracer:
    """Writes the records of one listing; every way out goes through finish()."""

    def __init__(self, path, limit, out):
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read(), path)
        self.path = path
        self.code = compile(tree, path, "exec")
        self.skipped = defining_lines(tree)
        self.limit = limit
        self.out = out
        self.step = 0
        self.left = limit
        self.namer = Namer()
        self.namespace = {"__name__": "__main__", "__file__": path, "__builtins__": builtins}
        self.real_print = builtins.print

    def record(self, **fields):
        self.out.write(json.dumps(fields) + "\n")

    def finish(self, how):
        """Write the end and leave at once: generators that are still suspended must not be closed
        under our eyes."""
        sys.settrace(None)
        self.record(end=how)
        self.out.flush()
        os._exit(0)

    def new_run(self):
        self.left = self.limit

    def on_call(self, frame, _event, _argument):
        """sys.settrace's function: look only into frames of the listing, and not into the body of
        a class, which is part of the class statement."""
        if frame.f_code.co_filename != self.path or self.is_class_body(frame):
            return None
        self.namer.frame_called(frame)
        return self.on_event

    def is_class_body(self, frame):
        return frame.f_code is not self.code and not frame.f_code.co_flags & inspect.CO_OPTIMIZED

    def on_event(self, frame, event, _argument):
        if event == "line" and not (frame.f_code is self.code and frame.f_lineno in self.skipped):
            try:
                self.line(frame)
            except Exception:       # ours; raised from here it would look like the listing's
                fail()
        return self.on_event

    def line(self, frame):
        if self.left == 0:
            self.finish("limit")
        self.left -= 1
        self.step += 1
        self.record(step=self.step, line=frame.f_lineno, func=frame.f_code.co_name,
                    state=self.namer.state(self.namespace))

    def print(self, *values, sep=" ", end="\n", file=None, flush=False):
        if file is not None:
            self.real_print(*values, sep=sep, end=end, file=file, flush=flush)
            return
        text = io.StringIO()
        self.real_print(*values, sep=sep, end=end, file=text)
        self.record(print=text.getvalue().removesuffix("\n"))

    def run(self, batches):
        stage = waits.Stage(batches, self.new_run, lambda: self.finish("script"))
        waits.install(stage)
        builtins.print = self.print
        sys.argv = [self.path]
        how = "exit"
        sys.settrace(self.on_call)
        try:
            exec(self.code, self.namespace)
        except SystemExit:
            pass
        except ScriptError:
            sys.settrace(None)
            raise
        except BaseException as error:
            how = type(error).__name__
        self.finish(how)


def fail():
    """Something is wrong with the harness itself."""
    traceback.print_exc()
    sys.stderr.flush()
    os._exit(3)


def trace(listing, script, limit, out):
    """Trace one listing under the text of one script.  Never returns: call it in a child.  A script
    that asks for the impossible ends in status 2 and a sentence on standard error."""
    try:
        Tracer(listing, limit, out).run(parse_script(script))
    except (OSError, ScriptError) as error:
        sys.stderr.write(f"trace_cpython.py: {error}\n")
    except BaseException:
        fail()
    sys.stderr.flush()
    os._exit(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[2])
    parser.add_argument("--limit", type=int, default=DEFAULT_LIMIT)
    parser.add_argument("listing")
    parser.add_argument("script")
    options = parser.parse_args()
    try:
        with open(options.script, encoding="utf-8") as file:
            script = file.read()
    except OSError as error:
        parser.error(str(error))
    trace(options.listing, script, options.limit, sys.stdout)


if __name__ == "__main__":
    main()
