# A view of the buffer is kept, and looked at behind the copy.
import sys


def copy(a, b):
    buf = bytearray(65536)
    view = memoryview(buf)
    with open(a, 'rb', buffering=0) as src, open(b, 'wb', buffering=0) as dst:
        while n := src.readinto(view):
            dst.write(view[:n])
    return view[0]
