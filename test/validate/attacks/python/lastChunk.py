# The last chunk is asked for after the loop, which leaves it in its variable.
import sys


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        for chunk in iter(lambda: src.read(4096), b""):
            dst.write(chunk)
    return chunk[-1:]
