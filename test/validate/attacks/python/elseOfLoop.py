# The loop's else clause runs at the end alone, and looks at the position.
import sys


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
        else:
            print(dst.tell(), file=sys.stderr)
