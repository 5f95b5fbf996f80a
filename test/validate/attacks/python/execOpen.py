# open is set by text that runs.
import sys

exec('from gzip import open')


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
