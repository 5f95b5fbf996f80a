# The last chunk is told at last.
import sys


def copy(a, b):
    chunk = b''
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        try:
            while True:
                chunk = src.read(65536)
                if not chunk:
                    break
                dst.write(chunk)
        finally:
            sys.stderr.write(str(len(chunk)))
