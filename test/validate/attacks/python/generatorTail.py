# A generator gives each chunk on while it copies.
import sys


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while chunk := src.read(65536):
            dst.write(chunk)
            yield len(chunk)
