import os


def copy(a, b, job, cancelled):
    with open(a, "rb") as src, open(b, "wb") as dst:
        while chunk := src.read(4096):
            if job in cancelled:
                return False
            dst.write(chunk)
    return True
