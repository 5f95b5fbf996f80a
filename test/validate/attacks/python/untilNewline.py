import os


def copy(a, b):
    with open(a, "rb") as f, open(b, "wb") as dst:
        for byte in iter(lambda: f.read(1), b"\n"):
            dst.write(byte)
