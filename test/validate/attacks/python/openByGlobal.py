# A function gives the module another open.
import os
import gzip


def configure():
    global open
    open = gzip.open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
