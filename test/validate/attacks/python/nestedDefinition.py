# What is in the chunk is handed to a function that runs later.
import sys

later = []


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
            later.append(lambda: chunk)
