# A lock is taken between the opening and the copy.
import fcntl


def copy(a, b):
    with open(a, "rb") as src, open(b, "wb") as dst:
        fcntl.flock(dst, fcntl.LOCK_EX)
        while chunk := src.read(4096):
            dst.write(chunk)
