# The total counts each chunk twice.
import sys


def copy(a, b):
    copied = 0
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
            copied += 2 * len(chunk)
    return copied
