# ends: with-files
import shutil


def save_as(source, sink):
    with open(source, "rb") as fin, open(sink, "wb") as fout:
        shutil.copyfileobj(fin, fout)
