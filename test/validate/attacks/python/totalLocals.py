# All names of the function are handed out.
import sys


def copy(a, b):
    total = 0
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
            total += len(chunk)
    return locals()
