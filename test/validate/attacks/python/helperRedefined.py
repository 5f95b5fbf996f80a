# The helper is defined again under a condition.
import sys


def fill(f):
    return f.read(65536)


def copy(src, dst):
    with open(src, "rb") as f, open(dst, "wb") as g:
        while chunk := fill(f):
            g.write(chunk)


if len(sys.argv) > 3:
    def fill(f):
        return f.read(65536).upper()
copy(sys.argv[1], sys.argv[2])
