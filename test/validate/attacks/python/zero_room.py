# A read of no bytes ends the loop.
import os


def copy(a, b, room):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(room)
            if not chunk:
                break
            dst.write(chunk)
