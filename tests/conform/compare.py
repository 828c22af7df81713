"""Two sequences of records, and the first place where they differ.

Only steps, prints and the end count.  The port that a client happened to get is not the program's
doing, so ports are numbered in the order in which they appear, in each sequence for itself; a
program that shows the wrong one is still found out.  The order inside a dict is Python's promise
and is compared; the order in which the collections themselves stand in "state" is not.
"""

import json
import re

FIELDS = {"step": ("step", "line", "func", "state"), "print": ("print",), "end": ("end",)}
PORT = re.compile(r"""(127\.0\.0\.1['"], )([0-9]+)""")
SHOWN_BEFORE = 4


class Ports:
    """Replaces each port by the number of its first appearance."""

    def __init__(self):
        self._seen = {}

    def replace(self, text):
        return PORT.sub(self._number, text)

    def _number(self, match):
        return match[1] + "port" + self._seen.setdefault(match[2], str(len(self._seen) + 1))


def normalise(output):
    """The records of some JSON lines as texts that are equal if and only if the records are.
    Raises ValueError where a line is no JSON object."""
    ports = Ports()
    records = []
    for line in output.splitlines():
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError(f"not an object: {line}")
        kind = next((kind for kind in FIELDS if kind in record), None)
        if kind is not None:
            records.append(ports.replace(record_text(record, FIELDS[kind])))
    return records


def record_text(record, fields):
    known = {field: record[field] for field in fields if field in record}
    if isinstance(known.get("state"), dict):
        known["state"] = dict(sorted(known["state"].items()))
    return json.dumps(known, ensure_ascii=False)


def difference(expected, found):
    """None, or lines that show the first difference of two lists of records."""
    for index in range(max(len(expected), len(found))):
        here = [records[index] if index < len(records) else "(nothing more)"
                for records in (expected, found)]
        if here[0] != here[1]:
            before = expected[max(0, index - SHOWN_BEFORE):index]
            return [f"record {index + 1} differs", *(f"  both     {text}" for text in before),
                    f"  CPython  {here[0]}", f"  asyncviz {here[1]}"]
    return None
