# In this function os is another module.
import sys


def copy(a, b):
    import posix2 as os

    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
    return os
