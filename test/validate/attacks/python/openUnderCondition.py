# The module's open is another one where a variable is set.
import os
import gzip

if os.environ.get("GZ"):
    open = gzip.open


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
