# A decorator changes what the helper returns.
import functools
import sys


def traced(fn):
    @functools.wraps(fn)
    def inner(*args):
        return fn(*args).upper()
    return inner


@traced
def fill(f):
    return f.read(65536)


def copy(src, dst):
    with open(src, "rb") as f, open(dst, "wb") as g:
        while chunk := fill(f):
            g.write(chunk)


copy(sys.argv[1], sys.argv[2])
