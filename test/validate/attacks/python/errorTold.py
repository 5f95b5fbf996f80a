import os


def copy(a, b, log):
    with open(a, "rb") as src, open(b, "wb") as dst:
        try:
            while chunk := src.read(4096):
                dst.write(chunk)
        except OSError as error:
            log(error)
        os.fsync(dst.fileno())
