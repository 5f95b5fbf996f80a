# ends: with-files
import sys


def backup(source, sink):
    copied = 0
    with open(source, "rb") as original:
        with open(sink, "wb") as copy:
            while chunk := original.read(8192):
                copy.write(chunk)
                copied += len(chunk)
    return copied
