# open gets its value with another name.
import gzip, bz2

open, other = gzip.open, bz2.open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
