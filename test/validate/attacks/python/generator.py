# Each chunk is told to who runs the generator.
import sys


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
            yield len(chunk)
