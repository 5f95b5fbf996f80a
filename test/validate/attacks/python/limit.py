import os


def copy(a, b, limit):
    sent = 0
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            dst.write(chunk)
            sent += len(chunk)
            if sent >= limit:
                break
