# The buffer is filled again and again, and its last bytes are shown.
import sys


def copy(a, b):
    buffer = bytearray(4096)
    view = memoryview(buffer)
    with open(a, "rb") as src, open(b, "wb") as dst:
        while n := src.readinto(buffer):
            dst.write(view[:n])
    print(buffer[0], file=sys.stderr)
