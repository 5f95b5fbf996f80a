# open is replaced by its name.
import builtins
import os

setattr(builtins, "open", lambda *a: print(a))


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
