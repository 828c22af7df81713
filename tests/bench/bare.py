"""Runs a published listing in this CPython, untraced, on another port: bare.py LISTING PORT.

The listing binds port 5000; only that number is replaced, so what is measured is the listing.
"""

import runpy
import socket
import sys

listing, port = sys.argv[1], int(sys.argv[2])
real_bind = socket.socket.bind


def bind(self, address):
    return real_bind(self, (address[0], port))


socket.socket.bind = bind
runpy.run_path(listing, run_name="__main__")
