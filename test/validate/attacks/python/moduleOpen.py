# The module's open is another one.
import gzip

open = gzip.open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
