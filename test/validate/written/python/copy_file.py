# ends: with-files
import os

CHUNK = 64 * 1024


def copy_file(source, sink):
    with open(source, "rb") as src, open(sink, "wb") as dst:
        while True:
            block = src.read(CHUNK)
            if not block:
                break
            dst.write(block)
    return os.path.getsize(sink) >= 0
