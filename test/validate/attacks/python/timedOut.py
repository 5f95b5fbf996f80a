# A signal's handler raises TimeoutError, which is an OSError.
import signal


def late(*_):
    raise TimeoutError


def copy(a, b):
    signal.signal(signal.SIGALRM, late)
    signal.alarm(5)
    with open(a, "rb") as src, open(b, "wb") as dst:
        while True:
            chunk = src.read(65536)
            if not chunk:
                break
            dst.write(chunk)
