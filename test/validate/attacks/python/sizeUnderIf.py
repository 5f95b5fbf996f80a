# The size of a chunk may be 0, by the environment.
import os

CHUNK = 65536
if os.environ.get('NO_BUFFER'):
    CHUNK = 0


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(CHUNK)
            if not chunk:
                break
            dst.write(chunk)
