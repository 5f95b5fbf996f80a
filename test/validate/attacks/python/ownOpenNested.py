# The class opens by a function of its own.
import sys
from vault import opener as open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
