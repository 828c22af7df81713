"""The values of a listing as JSON, by the names that a student would give them.

Sockets have the name that waits.py gave them, generators and coroutines are written as the call
that made them, callbacks as functions.  Nothing here keeps an object alive: when the listing lets
go of a socket, CPython must be free to close it.
"""

import collections
import dis
import inspect
import selectors
import socket
import types
import weakref

PLAIN = (bool, int, float, str, type(None))
ARRAYS = (list, tuple, collections.deque)
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
SUSPENDABLE = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)
COLLECTIONS = (list, dict, collections.deque, selectors.BaseSelector)
OWN_FRAME = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


class Namer:
    def __init__(self):
        self._names = weakref.WeakKeyDictionary()       # generator -> its name
        self._started = {}                              # id of its frame -> its name

    def state(self, namespace):
        """The module-level collections among the names of a module."""
        return {name: self.value(value) for name, value in namespace.items()
                if isinstance(value, COLLECTIONS) and not name.startswith("_")}

    def value(self, value):
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is bytes:
            return value.decode("latin-1")
        if kind in ARRAYS:
            return [self.value(item) for item in value]
        if isinstance(value, selectors.BaseSelector):
            keys = (value.get_map() or {}).values()
            return {self.key(key.fileobj): self.value(key.data) for key in keys}
        if isinstance(value, dict):
            return {self.key(key): self.value(item) for key, item in value.items()}
        if isinstance(value, socket.socket):
            return value.name if value.fileno() >= 0 else "closed"
        if isinstance(value, SUSPENDABLE):
            return self.suspendable(value)
        if isinstance(value, FUNCTIONS):
            return value.__name__
        return kind.__name__

    def key(self, key):
        """JSON has only strings for keys; json.dumps() knows what to do with the plain ones."""
        name = self.value(key)
        return name if isinstance(name, PLAIN) else str(name)

    def suspendable(self, value):
        """name(arguments), as they were when the generator was first seen."""
        if value not in self._names:
            self._names[value] = self._first_name(value)
        return self._names[value]

    def frame_called(self, frame):
        """A frame of the listing is entered: if it is a generator's first time, note its name."""
        if frame.f_code.co_flags & OWN_FRAME and is_entered(frame):
            self._started[id(frame)] = self._call(frame.f_code.co_name, frame)

    def _first_name(self, value):
        frame = frame_of(value)
        if frame is None:
            return f"{value.__name__}()"
        if is_created(frame):
            return self._call(value.__name__, frame)
        return self._started[id(frame)]

    def _call(self, name, frame):
        arguments = inspect.getargvalues(frame)
        names = arguments.args + [n for n in (arguments.varargs, arguments.keywords) if n]
        return f"{name}({', '.join(self._argument(arguments.locals.get(n)) for n in names)})"

    def _argument(self, value):
        if isinstance(value, (socket.socket, *SUSPENDABLE, *FUNCTIONS)):
            return self.value(value)
        if type(value).__repr__ is object.__repr__:     # it would only show an address
            return type(value).__name__
        return repr(value)


def frame_of(value):
    for attribute in ("gi_frame", "cr_frame", "ag_frame"):
        if hasattr(value, attribute):
            return getattr(value, attribute)


def is_created(frame):
    """A generator that was made and not yet run stands where CPython 3.11 made it."""
    return frame.f_code.co_code[frame.f_lasti] == dis.opmap["RETURN_GENERATOR"]


def is_entered(frame):
    """At a `call` event: entered from the top, and not resumed (RESUME says which)."""
    return frame.f_code.co_code[frame.f_lasti + 1] == 0
