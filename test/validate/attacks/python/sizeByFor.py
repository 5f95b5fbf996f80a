# The size of a chunk is what a loop leaves.
import sys

CHUNK = 65536
for CHUNK in (16, 8, 0):
    pass


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(CHUNK)
            if not chunk:
                break
            dst.write(chunk)
