# A caller may ask for no byte at a time: then nothing is copied.
import os

def copy(a, b, size=65536):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(size)
            if not chunk:
                break
            dst.write(chunk)
