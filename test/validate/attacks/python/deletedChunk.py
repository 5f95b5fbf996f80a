# The loop's variable is deleted: a loop without a round never made it.
import os


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        for chunk in iter(lambda: src.read(4096), b""):
            dst.write(chunk)
    del chunk
