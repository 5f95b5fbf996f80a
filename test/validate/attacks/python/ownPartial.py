# A function of the file is called partial, and cuts what is read.
import shutil
from functools import partial as p


def partial(f, n):
    return lambda: f(n)[:10]


def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        for chunk in iter(partial(src.read, 65536), b''):
            dst.write(chunk)
