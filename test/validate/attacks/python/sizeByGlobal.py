# A function sets the size of a chunk.
import sys

CHUNK = 65536


def tune(n):
    global CHUNK
    CHUNK = n


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(CHUNK)
            if not chunk:
                break
            dst.write(chunk)
