# Which of two helpers there is shows when the module is read.
import sys

try:
    import zzz_missing
    def fill(f):
        return f.read(65536)
except ImportError:
    def fill(f):
        return f.read(65536).upper()


def copy(src, dst):
    with open(src, "rb") as f, open(dst, "wb") as g:
        while chunk := fill(f):
            g.write(chunk)


copy(sys.argv[1], sys.argv[2])
