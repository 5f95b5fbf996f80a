import os


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        for line in src:
            break
        while chunk := src.read(4096):
            dst.write(chunk)
