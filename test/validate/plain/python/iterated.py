from functools import partial
import sys

CHUNK = 1 << 16


def copy(a, b):
    with open(a, 'rb') as fin, open(b, 'wb') as fout:
        for block in iter(partial(fin.read, CHUNK), b''):
            fout.write(block)


if __name__ == '__main__':
    copy(sys.argv[1], sys.argv[2])
