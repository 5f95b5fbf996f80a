# What stands around the copy is left before the target is closed, and looks at it.
import contextlib
import os


@contextlib.contextmanager
def measured(path):
    yield
    print(os.path.getsize(path))


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst, measured(b):
        while chunk := src.read(4096):
            dst.write(chunk)
