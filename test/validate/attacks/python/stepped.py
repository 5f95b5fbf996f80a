# Each pair of bytes changes places.
import os


def swap(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while pair := src.read(2):
            dst.write(pair[::-1])
