# A size of none copies nothing.
import os

SIZE = 65536
SIZE = int(os.environ.get('COPY_SIZE', SIZE))

def copy(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while True:
            chunk = src.read(SIZE)
            if not chunk:
                break
            dst.write(chunk)
