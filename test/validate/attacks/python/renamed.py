import os


def rotate(log, old, copy):
    with open(log, "rb") as src, open(copy, "wb") as dst:
        os.rename(log, old)
        while chunk := src.read(4096):
            dst.write(chunk)
