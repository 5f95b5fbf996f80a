# The module has an iter of its own.
import os


def iter(f, end):
    yield f()


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        for chunk in iter(lambda: src.read(65536), b""):
            dst.write(chunk)
