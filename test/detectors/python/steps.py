def swap(src, dst):
    while pair := src.read(2):  # expect: copy-loop transformed
        dst.write(pair[::-1])


def halve(a, b):
    with open(a, 'rb') as src, open(b, 'wb') as dst:
        while chunk := src.read(4096):  # expect: copy-loop transformed
            dst.write(chunk[::2])


def whole(src, dst):
    while chunk := src.read(4096):  # expect: copy-loop replaceable
        dst.write(chunk[:])
