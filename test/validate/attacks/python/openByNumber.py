# What is opened is the descriptor of another file object.
import os
import tempfile


def copy(a, b):
    twin = os.dup(a.fileno())
    with open(twin, 'rb') as src, open(b, 'wb') as dst:
        while chunk := src.read(65536):
            dst.write(chunk)
