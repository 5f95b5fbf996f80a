# Another function replaces the helper.
import sys


def fill(f):
    return f.read(65536)


def copy(src, dst):
    with open(src, "rb") as f, open(dst, "wb") as g:
        while chunk := fill(f):
            g.write(chunk)


def main(argv):
    global fill
    plain = fill
    if "-u" in argv:
        fill = lambda f: plain(f).upper()
    copy(argv[1], argv[2])


main(sys.argv + ["-u"])
