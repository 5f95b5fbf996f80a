# `os` is what the caller calls an operating system.
import sys


def copy(os, a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
    return os.name
