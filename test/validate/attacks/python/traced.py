# A trace function counts the lines of the loop.
import sys

lines = 0


def count(frame, event, arg):
    global lines
    lines += 1
    return count


def copy(a, b):
    sys.settrace(count)
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while chunk := src.read(65536):
            dst.write(chunk)
    return lines
