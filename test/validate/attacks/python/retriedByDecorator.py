# A decorator runs the copy again from where it stopped.
import functools


def again(work):
    @functools.wraps(work)
    def run(*args):
        for _ in range(3):
            try:
                return work(*args)
            except OSError:
                continue
    return run


class Job:
    def __init__(self, a, b):
        self.src, self.dst = open(a, 'rb'), open(b, 'wb')

    @again
    def copy(self):
        while chunk := self.src.read(65536):
            self.dst.write(chunk)
