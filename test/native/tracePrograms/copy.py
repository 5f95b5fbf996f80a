# copy SOURCE SINK VARIANT
import shutil
import sys


def unbuffered(source, sink):
    with open(source, "rb", buffering=0) as r, open(sink, "wb", buffering=0) as w:
        while chunk := r.read(65536):
            w.write(chunk)  # unbuffered


def buffered(source, sink):
    with open(source, "rb") as r, open(sink, "wb") as w:
        while chunk := r.read(4096):
            w.write(chunk)


def odd(source, sink):
    with open(source, "rb", buffering=16384) as r, open(sink, "wb", buffering=10000) as w:
        while chunk := r.read(3000):
            w.write(chunk)  # odd


def fileobj(source, sink):
    with open(source, "rb") as r, open(sink, "wb") as w:
        shutil.copyfileobj(r, w)


globals()[sys.argv[3]](sys.argv[1], sys.argv[2])
