# In this function contextlib is another module.
import sys


def copy(a, b):
    import contextlib2 as contextlib

    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
    return contextlib
