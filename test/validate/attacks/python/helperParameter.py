# A parameter has the name of the helper.
import sys


def fill(f):
    return f.read(65536)


def copy(src, dst, fill=fill):
    with open(src, "rb") as f, open(dst, "wb") as g:
        while chunk := fill(f):
            g.write(chunk)


copy(sys.argv[1], sys.argv[2], lambda f: f.read(65536).upper())
