import os


def store(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            block = src.read(1 << 16)
            if not block:
                break
            dst.write(block)
