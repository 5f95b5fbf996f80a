# The size of a chunk may be that of the settings.
import os

CHUNK = 65536
try:
    from settings import CHUNK
except ImportError:
    pass


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(CHUNK)
            if not chunk:
                break
            dst.write(chunk)
